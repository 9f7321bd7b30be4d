import type {
  Amount, Catalogue, Compared, DataCard, Density, Documents, Heatmap, Histogram, Progress, Samples, SavedRecipe, SelectionList, Snapshots, Summary, Waterfall, WhatIf,
} from '../../explore/answers.js';
import { EVERYTHING, type Draft, type Side } from './draft.js';
import { historyOf, type History } from './history.js';
import type { Picture } from './picture.js';
import { VIEW, type View } from './url-state.js';
import type { Watermark } from './watermark.js';

/** What a panel shows of the store: the last answer, and to which question it belongs. */
export interface Panel<T> {
  readonly value: T | null;
  /** The question that `value` answers. */
  readonly key: string;
  readonly isBusy: boolean;
  readonly fault: string | null;
}
const empty = <T>(): Panel<T> => ({ value: null, key: '', isBusy: false, fault: null });

/** Every question that goes to the store after a rest, by its panel. */
export interface Panels {
  readonly summary: Panel<Summary>;
  readonly versus: Panel<Summary>;
  readonly waterfall: Panel<Waterfall>;
  readonly histogram: Panel<Histogram>;
  readonly whatif: Panel<WhatIf>;
  readonly kept: Panel<Samples>;
  readonly dropped: Panel<Samples>;
  readonly heatmap: Panel<Heatmap>;
  readonly density: Panel<Density>;
  readonly snapshots: Panel<Snapshots>;
  readonly compare: Panel<Compared>;
  readonly card: Panel<DataCard>;
  readonly watched: Panel<Documents>;
  readonly explained: Panel<Documents>;
  readonly selections: Panel<SelectionList>;
}

/** The totals in the header. */
export interface Totals { readonly kept: Amount; readonly of: Amount }

export interface State {
  /** `token`: no valid one; `failed`: the first answers did not come. */
  readonly phase: 'token' | 'loading' | 'ready' | 'failed';
  /** What stands in the way, as a sentence. */
  readonly fault: string | null;
  readonly catalogue: Catalogue | null;
  readonly recipes: readonly SavedRecipe[];
  readonly history: History<Draft>;
  /** The recipe that the draft started from, as it was loaded. */
  readonly base: Draft;
  readonly view: View;
  /** The handle that was moved last. */
  readonly touched: Side | null;
  readonly isDragging: boolean;
  readonly progress: Progress | null;
  readonly link: 'connecting' | 'live' | 'lost';
  /** Newest moment that anyone told of. */
  readonly newest: Watermark;
  /** Moment that the totals speak of, when they are from the store. */
  readonly asOf: Date | null;
  readonly totals: Totals | null;
  /** The totals are the store's, for this draft and the newest moment. */
  readonly isExact: boolean;
  readonly picture: Picture | null;
  /** Counts the pictures: raised after every change of draft or view, at the next frame. */
  readonly drawn: number;
  readonly panels: Panels;
  readonly dialog: 'save' | 'rollback' | 'export' | 'select' | 'help' | null;
  /** A sentence about the last thing that was done. */
  readonly note: { readonly text: string; readonly isFault: boolean } | null;
  /** Read out by screen readers. */
  readonly says: string;
}

export const FIRST: State = {
  phase: 'loading', fault: null, catalogue: null, recipes: [], history: historyOf(EVERYTHING), base: EVERYTHING, view: VIEW, touched: null, isDragging: false,
  progress: null, link: 'connecting', newest: {}, asOf: null, totals: null, isExact: false, picture: null, drawn: 0,
  panels: {
    summary: empty(), versus: empty(), waterfall: empty(), histogram: empty(), whatif: empty(), kept: empty(), dropped: empty(), heatmap: empty(), density: empty(),
    snapshots: empty(), compare: empty(), card: empty(), watched: empty(), explained: empty(), selections: empty(),
  },
  dialog: null, note: null, says: '',
};

/** One state, replaced as a whole, and those who look at it. */
export class Store {
  #state: State = FIRST;
  readonly #listeners = new Set<() => void>();

  get state(): State { return this.#state; }
  set(patch: Partial<State>): void {
    if (Object.entries(patch).every(([key, value]) => Object.is(value, this.#state[key as keyof State]))) return;
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
  panel<K extends keyof Panels>(name: K, patch: Partial<Panels[K]>): void {
    this.set({ panels: { ...this.#state.panels, [name]: { ...this.#state.panels[name], ...patch } } });
  }
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }
}
