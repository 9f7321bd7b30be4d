import type { Samples, Summary } from '../../explore/answers.js';
import type { Api } from './api.js';
import type { Asker } from './ask.js';
import { bare, cutOf, nodesOf, recipeOf, sideOf, withCut, type Draft, type Side } from './draft.js';
import type { State, Store } from './state.js';

const written = new WeakMap<Draft, string | null>();

/** How a draft is named to the server: its JSON without sources, written once for each draft; null = everything. */
export const recipeParam = (draft: Draft): string | null => {
  const known = written.get(draft);
  if (known !== undefined) return known;
  const nodes = nodesOf(draft), text = nodes.length === 0 && draft.where === null ? null : JSON.stringify({ ...recipeOf(draft), rules: { all: nodes.map(bare) } });
  written.set(draft, text);
  return text;
};

/** The signal that is looked at, and the cut beside which samples are taken. */
export const cutInFocus = (state: State): { readonly signal: string; readonly side: Side; readonly cut: number | null } | null => {
  const { view: { focus: signal, lang }, history: { present }, touched } = state;
  if (signal === null) return null;
  const side = touched !== null && cutOf(present, signal, touched) !== null ? touched : sideOf(present, signal);
  return { signal, side, cut: cutOf(present, signal, side) ?? (lang === null ? null : cutOf(present, signal, side, lang)) };
};

/** What a retention curve depends on. */
export const whatIfKey = (draft: Draft, signal: string, side: Side): string => `${signal} ${side} ${recipeParam(withCut(draft, signal, side, null)) ?? ''}`;

const PAGES = 12, BINS = 120, LANGUAGES = 12, DOMAINS = 18, DENSITY_BINS = 40;

/** What is asked of the store once the reader rests. Each question has a key: recipe and what else it depends on. */
export class Questions {
  readonly #store: Store;
  readonly #api: Api;
  readonly #asker: Asker;

  constructor(store: Store, api: Api, asker: Asker) {
    this.#store = store;
    this.#api = api;
    this.#asker = asker;
  }

  summary(recipe: string | null): Promise<Summary | null> {
    return this.#asker.ask('summary', recipe ?? '', (signal) => this.#api.get('summary', { recipe }, signal));
  }

  /** The rules of the filter, for samples of its pages only. */
  #filtered(draft: Draft): string | null {
    const { lang, domain } = this.#store.state.view;
    const items = ([['lang', lang], ['domain', domain]] as const).flatMap(([signal, value]) => (value === null ? [] : [{ node: { signal, op: '=' as const, value } }]));
    return recipeParam({ ...draft, items: [...draft.items, ...items] });
  }

  /** Everything but the totals that the visible panels show. */
  async panels(draft: Draft): Promise<void> {
    const { state } = this.#store, { view } = state, recipe = recipeParam(draft), key = recipe ?? '', focus = cutInFocus(state);
    // Few questions are answered at a time, in the order in which they are asked: those whose answer takes least come first.
    const all: Promise<unknown>[] = focus === null ? [] : this.#samples(draft, focus);
    if (focus !== null) all.push(this.histogram(draft, focus.signal), this.whatIf(draft, focus.signal, focus.side));
    all.push(this.#asker.ask('waterfall', key, (signal) => this.#api.get('waterfall', { recipe }, signal)));
    if (view.place === 'heatmap') all.push(this.#asker.ask('heatmap', key, (signal) => this.#api.get('heatmap', { recipe, langs: LANGUAGES, domains: DOMAINS }, signal)));
    if (view.place === 'density' && focus !== null && view.across !== null) {
      all.push(this.#asker.ask('density', `${focus.signal} ${view.across} ${key}`, (signal) =>
        this.#api.get('density', { x: focus.signal, y: view.across, recipe, bins: DENSITY_BINS }, signal)));
    }
    if (view.place === 'snapshots' && focus !== null) {
      all.push(this.#asker.ask('snapshots', `${focus.signal} ${key}`, (signal) => this.#api.get('snapshots', { signal: focus.signal, recipe }, signal)));
    }
    if (view.watched.length > 0) all.push(this.#asker.ask('watched', key, (signal) => this.#api.get('documents', { ids: view.watched.join(','), recipe, signal: view.focus }, signal)));
    await Promise.all(all);
  }

  histogram(draft: Draft, name: string): Promise<unknown> {
    const recipe = recipeParam(draft), { lang } = this.#store.state.view;
    return this.#asker.ask('histogram', `${name} ${lang ?? ''} ${recipe ?? ''}`, (signal) => this.#api.get('histogram', { signal: name, recipe, lang, bins: BINS }, signal));
  }

  /** The question does not depend on the cut that is looked at, so it is about the recipe without it. */
  whatIf(draft: Draft, name: string, side: Side): Promise<unknown> {
    const op = side === 'min' ? '>=' : '<=', recipe = recipeParam(withCut(draft, name, side, null));
    return this.#asker.ask('whatif', whatIfKey(draft, name, side), (signal) => this.#api.get('whatif', { signal: name, recipe, op, points: 100 }, signal));
  }

  #samples(draft: Draft, { signal: name, side, cut }: { readonly signal: string; readonly side: Side; readonly cut: number | null }): Promise<unknown>[] {
    const recipe = this.#filtered(draft), key = `${name} ${cut ?? ''} ${side} ${recipe ?? ''}`;
    return (['kept', 'dropped'] as const).map((which) => this.#asker.ask(which, key, (signal): Promise<Samples> =>
      this.#api.get('samples', { signal: name, cut, side: which, n: PAGES, recipe, op: side === 'min' ? '>=' : '<=' }, signal)));
  }

  versus(recipe: string | null): Promise<Summary | null> {
    return this.#asker.ask('versus', recipe ?? '', (signal) => this.#api.get('summary', { recipe }, signal));
  }

  async compare(a: string | null, b: string | null): Promise<void> {
    await this.#asker.ask('compare', `${a ?? ''} ${b ?? ''}`, (signal) => this.#api.get('compare', { a: a ?? '', b: b ?? '' }, signal));
  }

  async card(recipe: string | null): Promise<void> { await this.#asker.ask('card', recipe ?? '', (signal) => this.#api.get('card', { recipe }, signal)); }

  async explain(text: string, draft: Draft): Promise<void> {
    const recipe = recipeParam(draft), word = text.trim(), isId = /^\d{1,20}$/.test(word);
    await this.#asker.ask('explained', word, (signal) => this.#api.get('documents', { ...(isId ? { ids: word } : { url: word }), recipe, signal: this.#store.state.view.focus }, signal), true);
  }

  async selections(): Promise<void> { await this.#asker.ask('selections', '', (signal) => this.#api.get('selections', {}, signal), true); }
}
