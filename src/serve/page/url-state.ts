import { ruleTreeFaults } from '../../select/check.js';
import { bare, type Draft, type Item, type Side } from './draft.js';

/** How much is to be kept by letting one cut float. */
export interface Target { readonly signal: string; readonly side: Side; readonly tokens: number }

/** What the reader looks at, beside the recipe. */
export interface View {
  readonly focus: string | null;
  readonly weight: 'documents' | 'tokens' | 'bytes';
  /** Heights by logarithm. */
  readonly isLogCount: boolean;
  /** Values along a logarithmic line; null = as suits the signal. */
  readonly isLogValue: boolean | null;
  readonly lang: string | null;
  readonly domain: string | null;
  /** Signal across the focused one. */
  readonly across: string | null;
  readonly snapshots: readonly string[];
  readonly watched: readonly string[];
  readonly target: Target | null;
  /** Recipe to compare with; null = the one that was loaded. */
  readonly versus: string | null;
  readonly place: 'heatmap' | 'density' | 'snapshots';
}

export const VIEW: View = {
  focus: null, weight: 'documents', isLogCount: false, isLogValue: null, lang: null, domain: null, across: null, snapshots: [], watched: [], target: null, versus: null, place: 'heatmap',
};
const MOST_WATCHED = 100;
/** Characters in a name of a link: no question of the API takes a longer one. */
const LONGEST_NAME = 200;

/** A draft from a link, with the sources of the rules that it has from its recipe. */
export const withSources = (draft: Draft, base: Draft): Draft => {
  const known = new Map(base.items.map(({ node }) => [JSON.stringify(bare(node)), node]));
  return { ...draft, items: draft.items.map((item) => ({ ...item, node: known.get(JSON.stringify(item.node)) ?? item.node })) };
};

/** A link to exactly this picture. @param base the recipe as it was loaded; a draft that equals it is not written out */
export const toFragment = (view: View, draft: Draft, base: Draft | null): string => {
  const out = new URLSearchParams();
  const put = (key: string, value: string | null): void => { if (value !== null && value !== '') out.set(key, value); };
  out.set('recipe', draft.base);
  if (base === null || JSON.stringify(base) !== JSON.stringify(draft)) put('draft', JSON.stringify({ name: draft.name, items: draft.items.map(({ node, off }) => ({ node: bare(node), ...(off ? { off } : {}) })), ...(draft.where === null ? {} : { where: draft.where }) }));
  put('focus', view.focus);
  put('by', view.weight === VIEW.weight ? null : view.weight);
  put('count', view.isLogCount ? 'log' : null);
  put('value', view.isLogValue === null ? null : view.isLogValue ? 'log' : 'lin');
  put('lang', view.lang);
  put('domain', view.domain);
  put('across', view.across);
  put('snapshots', view.snapshots.join(','));
  put('watch', view.watched.join(','));
  put('keep', view.target === null ? null : `${view.target.signal} ${view.target.side} ${view.target.tokens}`);
  put('versus', view.versus);
  put('show', view.place === VIEW.place ? null : view.place);
  const text = out.toString();
  return `#${text}`;
};

const oneOf = <T extends string>(text: string | null, allowed: readonly T[]): T | null => allowed.find((word) => word === text) ?? null;

const readItems = (items: unknown): Item[] | null => {
  if (!Array.isArray(items)) return null;
  const read = items.map((item) => ({ ...(item as Item) })), nodes = read.map(({ node }) => node as unknown);
  return ruleTreeFaults({ all: nodes }).length > 0 ? null : read.map(({ node, off }) => (off ? { node, off: true } : { node }));
};

const readDraft = (text: string | null, base: string): Draft | null => {
  if (text === null) return null;
  try {
    const { name, items, where } = JSON.parse(text) as Record<string, unknown>, list = readItems(items);
    return list === null || typeof name !== 'string' ? null : { name: name.slice(0, 64), base, items: list, where: typeof where === 'string' ? where : null };
  } catch {
    return null;
  }
};

const readTarget = (text: string | null): Target | null => {
  const [signal, word, tokens] = text?.split(' ') ?? [], side = oneOf(word ?? null, ['min', 'max']), amount = Number(tokens);
  return signal === undefined || side === null || !(amount > 0) ? null : { signal, side, tokens: amount };
};

/**
 * What a fragment says; what it does not say, or says wrongly, is as at first.
 * @returns `base`: the recipe to load, null = none named; `draft`: null when it is that recipe as it stands
 */
export const fromFragment = (fragment: string): { readonly view: View; readonly base: string | null; readonly draft: Draft | null; readonly fault: string | null } => {
  const found = new URLSearchParams(fragment.replace(/^#/, '')), list = (key: string): string[] => (found.get(key) ?? '').split(',').filter(Boolean);
  const name = (key: string): string | null => { const given = found.get(key); return given === null || given === '' || given.length > LONGEST_NAME ? null : given; };
  const base = found.get('recipe'), text = found.get('draft'), draft = readDraft(text, base ?? '');
  return {
    base, draft,
    fault: text !== null && draft === null ? 'The recipe in this link could not be read; the recipe that it starts from is shown.' : null,
    view: {
      focus: name('focus'),
      weight: oneOf(found.get('by'), ['documents', 'tokens', 'bytes']) ?? VIEW.weight,
      isLogCount: found.get('count') === 'log',
      isLogValue: found.has('value') ? found.get('value') === 'log' : null,
      lang: name('lang'), domain: name('domain'), across: name('across'),
      snapshots: list('snapshots').slice(0, 2), watched: list('watch').filter((id) => /^\d{1,20}$/.test(id)).slice(0, MOST_WATCHED),
      target: readTarget(found.get('keep')), versus: name('versus'),
      place: oneOf(found.get('show'), ['heatmap', 'density', 'snapshots']) ?? VIEW.place,
    },
  };
};
