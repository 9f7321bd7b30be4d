import type { Catalogue, Frame, Progress, RecipeList, SavedRecipe, Summary } from '../../explore/answers.js';
import type { Api } from './api.js';
import { ApiFault } from './api-fault.js';
import { Asker } from './ask.js';
import { pick, toUnit } from './axis.js';
import { axisOf } from './axis-of.js';
import { cutOf, EVERYTHING, draftOf, nodesOf, withCut, type Draft, type Node, type Side } from './draft.js';
import { estimate } from './estimate.js';
import { expanded } from './expand.js';
import { changed, historyOf, redone, undone, type History } from './history.js';
import { follow } from './live.js';
import { Picture } from './picture.js';
import { cutInFocus, Questions, recipeParam, whatIfKey } from './questions.js';
import { Rows } from './rows.js';
import { columnsOf } from './sample.js';
import { solve } from './solve.js';
import { summed } from './spoken.js';
import type { State, Store } from './state.js';
import { fromFragment, toFragment, withSources, type View } from './url-state.js';
import { covers, isSame, latest } from './watermark.js';

const REST_MS = 200, AGAIN_MS = 300, RENEW_MS = 10_000, RENEW_GROWTH = 1.05, PANELS_MS = 2_000, RETRY_MS = 3_000;

/** Called in a frame: a message comes after its painting. */
const afterPaint = (work: () => void): void => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); work(); };
  port2.postMessage(null);
};

/** The page's doings: edits of the draft, the picture of the sample after each, and the questions after a rest. */
export class App {
  readonly store: Store;
  readonly api: Api;
  readonly questions: Questions;
  readonly rows: Rows;
  readonly #asker: Asker;
  readonly #end = new AbortController();
  #rest: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #askedPanels = 0;
  #renewed = 0;
  #gestures = 0;
  #lookedUp = 0;
  #said: string | null | undefined;

  constructor(store: Store, api: Api) {
    this.store = store;
    this.api = api;
    this.#asker = new Asker(store, () => this.refused());
    this.questions = new Questions(store, api, this.#asker);
    this.rows = new Rows(api, () => { this.#renewed = Date.now(); this.draw(); }, (fault) => this.#failed(fault));
  }

  get state(): State { return this.store.state; }
  get draft(): Draft { return this.state.history.present; }

  refused(): void {
    this.#end.abort();
    this.store.set({ phase: 'token', isExact: false });
  }
  #failed(fault: ApiFault): void {
    if (fault.status === 401 || fault.status === 403) this.refused();
    else if (this.state.phase !== 'ready') this.store.set({ phase: 'failed', fault: fault.message });
    else this.store.set({ fault: fault.message });
  }

  /** The first answers, then the picture that the link describes. */
  async start(fragment: string): Promise<void> {
    try {
      const [catalogue, { recipes }] = await Promise.all([this.api.get<Catalogue>('catalogue'), this.api.get<RecipeList>('recipes')]);
      this.store.set({ catalogue, recipes, newest: latest(this.state.newest, catalogue.as_of) });
    } catch (error) {
      this.#failed(error instanceof ApiFault ? error : new ApiFault(String(error), 0));
      setTimeout(() => { if (this.state.phase === 'failed') void this.start(fragment); }, RETRY_MS);
      return;
    }
    this.#show(fragment);
    this.store.set({ phase: 'ready', fault: null });
    void follow(this.api, {
      progress: (progress) => this.#progress(progress),
      link: (link, fault) => { if (fault?.status === 401 || fault?.status === 403) this.refused(); else this.store.set({ link, ...(link === 'live' ? { fault: null } : { fault: fault?.message ?? this.state.fault }) }); },
    }, this.#end.signal);
  }

  #show(fragment: string): void {
    const { base, draft, view, fault } = fromFragment(fragment), loaded = this.load(base ?? this.#usual());
    const present = draft === null ? loaded ?? EVERYTHING : withSources(draft, loaded ?? EVERYTHING), first = nodesOf(present).map((node) => columnsOf(node)[0]).find((name) => this.#signal(name) !== undefined);
    const focus = this.#signal(view.focus) === undefined ? first ?? this.state.catalogue?.signals[0]?.name ?? null : view.focus;
    const across = this.#signal(view.across)?.name ?? null, target = this.#signal(view.target?.signal) === undefined ? null : view.target;   // a link may be from another store
    this.store.set({
      base: loaded ?? EVERYTHING, view: { ...view, focus, across, target }, history: historyOf(present),
      note: fault !== null ? { text: fault, isFault: true } : base !== null && loaded === null ? { text: `The recipe ${base.slice(0, 80)} is not here; everything is shown.`, isFault: true } : null,
    });
    this.#changed();
  }
  #signal(name: string | null | undefined): Catalogue['signals'][number] | undefined { return this.state.catalogue?.signals.find((signal) => signal.name === name); }
  /** What is loaded when the link names nothing: the newest saved recipe, else the first preset that this store has the columns of. */
  #usual(): string {
    const newest = this.state.recipes.toSorted((a, b) => b.number - a.number)[0];
    return newest !== undefined ? `${newest.name}@${newest.version}` : this.state.catalogue?.presets[0]?.name ?? '';
  }

  /** A recipe by its name as a draft; null when it is not known here. */
  load(reference: string): Draft | null {
    if (reference === '') return EVERYTHING;
    const { catalogue, recipes } = this.state, [, name, version] = /^(.+?)(?:@(\d+))?$/.exec(reference) ?? [];
    const saved = recipes.find((recipe) => recipe.name === name && (version === undefined || recipe.version === Number(version)));
    if (saved !== undefined) return this.fromSaved(saved);
    const preset = catalogue?.presets.find((candidate) => candidate.name === reference);
    return preset === undefined ? null : draftOf({ name: preset.name, rules: preset.rules }, preset.name);
  }
  fromSaved(saved: SavedRecipe): Draft { return draftOf(expanded(saved.recipe, this.state.catalogue?.presets ?? []), `${saved.name}@${saved.version}`); }

  /** Takes a loaded recipe as the draft. */
  open(draft: Draft): void {
    this.store.set({ base: draft, history: changed(this.state.history, draft), touched: null, note: null });
    this.#changed();
  }
  openNamed(reference: string): void {
    const draft = this.load(reference);
    if (draft !== null) this.open(draft);
  }

  /** @param gesture changes of one drag are one step back */
  edit(next: Draft, gesture: string | null = null): void { this.#step(changed(this.state.history, next, gesture)); }
  undo(): void { this.#step(undone(this.state.history)); }
  redo(): void { this.#step(redone(this.state.history)); }
  #step(history: History<Draft>): void {
    if (history === this.state.history) return;
    const before = this.draft.base;
    this.store.set({ history, isExact: false, note: null });
    if (history.present.base !== before) this.store.set({ base: this.load(history.present.base) ?? this.state.base });
    this.#changed();
  }
  gesture(): string { return `drag ${++this.#gestures}`; }

  /** Moves a handle. @param value null = no such cut */
  cut(signal: string, side: Side, value: number | null, gesture: string | null = null, lang?: string): void {
    const { target } = this.state.view, isFloating = target !== null && target.signal === signal && target.side === side && lang === undefined;
    if (isFloating) this.look({ target: null });                                   // whoever moves the floating cut by hand takes it back
    this.store.set({ touched: side });
    this.edit(withCut(this.draft, signal, side, value, lang, this.state.base), gesture);
  }
  drag(isDragging: boolean): void { this.store.set({ isDragging }); }

  /** A change whose value is still to be found: until it is known, no total is the one for it. */
  async lookUp(work: () => Promise<void>): Promise<void> {
    this.#lookedUp++;
    this.store.set({ isExact: false });
    try { await work(); } finally {
      this.#lookedUp--;
      void this.settle();
    }
  }

  /** Changes what is looked at. */
  look(patch: Partial<View>): void {
    const view = { ...this.state.view, ...patch }, isOther = patch.focus !== undefined && patch.focus !== this.state.view.focus;
    this.store.set({ view, ...(isOther ? { touched: null, note: null } : {}) });
    if (isOther && patch.focus != null) { this.rows.want([patch.focus]); void this.questions.histogram(this.draft, patch.focus); }
    this.draw();
    this.#settleLater();
  }

  #changed(): void {
    this.store.set({ isExact: false });
    this.rows.want(this.#needed());
    this.draw();
    this.#settleLater();
  }
  #needed(): string[] {
    const { view } = this.state, names = [...nodesOf(this.draft).flatMap(columnsOf), view.focus, view.across, view.target?.signal];
    return [...new Set(names.filter((name): name is string => name != null))];
  }

  /** The picture of the sample, once the next frame has been painted: the handle that was moved stands in that one already. */
  draw(): void { if (this.#frame === 0) this.#frame = requestAnimationFrame(() => afterPaint(() => { this.#frame = 0; this.#draw(); })); }
  #draw(): void {
    const { caches, judge } = this.rows, drawn = this.state.drawn + 1;
    if (caches === null || judge === null) { this.store.set({ drawn }); return; }
    judge.judge(nodesOf(this.draft));
    let picture = new Picture(caches, judge, this.state.view);
    const floated = this.#floated(picture);
    if (floated !== null) {
      this.store.set({ history: { ...this.state.history, present: floated }, isExact: false });
      this.#settleLater();
      judge.judge(nodesOf(floated));
      picture = new Picture(caches, judge, this.state.view);
    }
    this.store.set({ picture, drawn, ...(this.state.isExact ? {} : { totals: estimate(picture, this.state.panels.summary.value) }) });
  }

  /** The draft with the floating cut where it keeps the wanted tokens by this picture; null when it is there. */
  #floated(picture: Picture): Draft | null {
    const { target } = this.state.view, spread = target === null ? null : picture.sample.spread(target.signal);
    if (target === null || spread === null) return null;
    const { signal, side, tokens } = target, whatIf = this.state.panels.whatif, op = side === 'min' ? '>=' : '<=';
    const isAnswered = whatIf.value !== null && whatIf.key === whatIfKey(this.draft, signal, side);
    const scale = picture.sample.scale, points = isAnswered ? whatIf.value!.points : picture.retention(signal, side).map((point) => ({ ...point, tokens: point.tokens * scale }));
    const found = solve(points, op, tokens);
    if (found === null) return null;
    const straight = axisOf(spread, false), value = pick(straight, toUnit(straight, found.threshold), 1000, spread.isWhole);
    const next = withCut(this.draft, signal, side, value);
    return next === this.draft ? null : next;
  }

  #settleLater(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => { void this.settle(); }, REST_MS);
  }

  /** Asks the store about the draft as it is. */
  async settle(): Promise<void> {
    clearTimeout(this.#rest);
    history.replaceState(null, '', toFragment(this.state.view, this.draft, this.state.base));
    const recipe = recipeParam(this.draft);
    this.#askedPanels = Date.now();
    const totals = this.state.isExact ? null : this.#totals(recipe), panels = this.questions.panels(this.draft);
    await totals;
    const { versus, base } = this.state.view.versus === null ? { versus: null, base: this.state.base } : { versus: this.load(this.state.view.versus), base: null };
    const other = recipeParam(versus ?? base ?? EVERYTHING), known = this.state.panels.versus;
    if (known.value === null || known.key !== (other ?? '') || !isSame(known.value.as_of, this.state.newest)) void this.questions.versus(other);
    await panels;
    this.#askAgain();
    if (this.state.view.target !== null) this.draw();
  }

  async #totals(recipe: string | null): Promise<void> {
    const answer = await this.questions.summary(recipe);
    if (answer === null) this.#askAgain(); else this.#answered(answer, recipe);
  }
  /** What the store did not answer is asked again, as the page says. */
  #askAgain(): void {
    clearTimeout(this.#retry);
    if (this.#asker.isTroubled) this.#retry = setTimeout(() => { void this.settle(); }, RETRY_MS);
  }
  /** Puts totals on the page; exact only for the draft as it is and the newest moment. */
  #answered(answer: Summary, recipe: string | null): void {
    if (recipe !== recipeParam(this.draft)) return;
    const newest = latest(this.state.newest, {}), isNewest = covers(answer.as_of, newest), { documents, tokens, bytes, of } = answer.count;
    const totals = { kept: { documents, tokens, bytes }, of };
    this.store.set({ totals, newest: latest(newest, answer.as_of), isExact: answer.exact && isNewest && this.#lookedUp === 0, asOf: new Date(), fault: null, ...(isNewest && this.#said !== recipe ? { says: summed(totals) } : {}) });
    if (isNewest) this.#said = recipe;                                             // pages that come in are not read out
    if (!isNewest) this.#settleAfter(AGAIN_MS);
  }
  #settleAfter(ms: number): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => { void this.settle(); }, ms);
  }

  #progress(progress: Progress): void {
    const before = this.state.progress, newest = latest(this.state.newest, progress.as_of), isMoved = !isSame(newest, this.state.newest);
    this.store.set({ progress, newest, ...(isMoved ? { isExact: false } : {}) });
    if (before !== null && progress.recipe !== before.recipe) void this.renewRecipes();
    if (!isMoved) return;
    if (!this.#asker.isUnderWay('summary')) void this.#totals(recipeParam(this.draft));
    if (Date.now() - this.#askedPanels > PANELS_MS && !this.state.isDragging) { this.#askedPanels = Date.now(); void this.questions.panels(this.draft); }
    const of = this.rows.caches?.sample.head.of ?? 0;
    if (!this.state.isDragging && (progress.documents > of * RENEW_GROWTH || Date.now() - this.#renewed > RENEW_MS)) { this.#renewed = Date.now(); this.rows.renew(this.#needed()); }
  }

  async renewRecipes(): Promise<void> {
    try { this.store.set({ recipes: (await this.api.get<RecipeList & Frame>('recipes')).recipes }); } catch (error) { if (error instanceof ApiFault) this.#failed(error); }
  }

  /** Whether a rule of this draft keeps exactly what the loaded recipe keeps. */
  get isChanged(): boolean { return recipeParam(this.draft) !== recipeParam(this.state.base); }
  cutInFocus(): ReturnType<typeof cutInFocus> { return cutInFocus(this.state); }
  ghost(signal: string, side: Side): number | null { return cutOf(this.state.base, signal, side); }
  add(node: Node): void { this.edit({ ...this.draft, items: [...this.draft.items, { node }] }); }
}
