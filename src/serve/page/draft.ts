import type { AnyRule, Operator, Rule, Rules } from '../../model/rule.js';
import type { Recipe } from '../../select/recipe.js';

export type Node = AnyRule | Rules<AnyRule>;

/** One condition of a draft; a condition that is off stays where it is and does not count. */
export interface Item { readonly node: Node; readonly off?: true }

/** The recipe that is being worked on: conditions that all must hold, in the order in which a page is judged. */
export interface Draft {
  readonly name: string;
  /** What was loaded: '' = everything, a preset, or `name@version`. */
  readonly base: string;
  readonly items: readonly Item[];
  /** SQL of the recipe, kept as it came. */
  readonly where: string | null;
}

/** The lower or the upper handle of a signal. */
export type Side = 'min' | 'max';

export const EVERYTHING: Draft = { name: 'everything', base: '', items: [], where: null };
const SIDES: Readonly<Record<Side, readonly Operator[]>> = { min: ['>=', '>'], max: ['<=', '<'] };

export const isRule = (node: Node): node is AnyRule => 'signal' in node;
/** A rule that a handle can move: one number against one column. */
const isCut = (node: Node): node is Rule & { readonly value: number } => isRule(node) && !('quantile' in node) && node.per === undefined && typeof node.value === 'number';
const sits = (node: Node, signal: string, side: Side, lang: string | undefined): boolean =>
  isCut(node) && node.signal === signal && SIDES[side].includes(node.op) && node.lang === lang;

/** A recipe as a draft. `from` must have been expanded before. */
export const draftOf = ({ name, rules, where }: Recipe, base: string): Draft =>
  ({ name, base, items: ('all' in rules ? rules.all : [rules]).map((node) => ({ node })), where: where ?? null });

/** The conditions that count. */
export const nodesOf = (draft: Draft): Node[] => draft.items.flatMap(({ node, off }) => (off ? [] : [node]));

/** What is saved, asked about and shown as YAML. */
export const recipeOf = (draft: Draft): Recipe => ({ name: draft.name, rules: { all: nodesOf(draft) }, ...(draft.where === null ? {} : { where: draft.where }) });

/** A condition without sources, wherever in it they stand: they say nothing of what it keeps, and make links and questions long. */
export const bare = (node: Node): Node => {
  if (isRule(node)) { const { source: _, ...rest } = node; return rest; }
  return 'all' in node ? { all: node.all.map(bare) } : { any: node.any.map(bare) };
};

/** Place of the rule that a handle moves: the strictest one that counts, else one that is off; -1 when there is none. */
export const placeOf = (draft: Draft, signal: string, side: Side, lang?: string): number => {
  let best = -1;
  draft.items.forEach(({ node, off }, i) => {
    if (!sits(node, signal, side, lang)) return;
    const held = draft.items[best];
    const isStricter = held === undefined || (held.off && !off) || (held.off === off && (side === 'min') === (valueOf(node) > valueOf(held.node)));
    if (isStricter) best = i;
  });
  return best;
};
const valueOf = (node: Node): number => (node as Rule).value as number;

/** The number at which a handle stands; null when no such rule counts. */
export const cutOf = (draft: Draft, signal: string, side: Side, lang?: string): number | null => {
  const item = draft.items[placeOf(draft, signal, side, lang)];
  return item === undefined || item.off ? null : valueOf(item.node);
};

/**
 * The draft with a handle at a number, or without its rule (null). A moved rule loses its source, as the number is no longer from there, unless it is the
 * rule of `base` again. A new rule stands beside the signal's other ones, the lower cut first.
 */
export const withCut = (draft: Draft, signal: string, side: Side, value: number | null, lang?: string, base: Draft = EVERYTHING): Draft => {
  const at = placeOf(draft, signal, side, lang), item = draft.items[at];
  if (value === null) return item === undefined ? draft : { ...draft, items: draft.items.filter((_, i) => i !== at) };
  const known = base.items.find(({ node }) => sits(node, signal, side, lang) && valueOf(node) === value)?.node;
  if (item !== undefined) {
    const { source: _, ...rest } = item.node as Rule;
    if (rest.value === value) return item.off ? { ...draft, items: draft.items.with(at, { node: item.node }) } : draft;
    return { ...draft, items: draft.items.with(at, { node: known !== undefined && (known as Rule).op === rest.op ? known : { ...rest, value } }) };
  }
  const same = ({ node }: Item): boolean => isRule(node) && node.signal === signal, first = draft.items.findIndex(same), last = draft.items.findLastIndex(same);
  const node: Node = known ?? { signal, op: SIDES[side][0]!, value, ...(lang === undefined ? {} : { lang }) };
  return { ...draft, items: draft.items.toSpliced(last === -1 ? draft.items.length : side === 'min' && lang === undefined ? first : last + 1, 0, { node }) };
};

/** Conditions switched on or off by their places. */
export const switched = (draft: Draft, places: readonly number[], on: boolean): Draft =>
  ({ ...draft, items: draft.items.map((item, i) => (!places.includes(i) ? item : on ? { node: item.node } : { node: item.node, off: true })) });

export const withNode = (draft: Draft, node: Node): Draft => ({ ...draft, items: [...draft.items, { node }] });
export const without = (draft: Draft, at: number): Draft => ({ ...draft, items: draft.items.filter((_, i) => i !== at) });

/** Which handle is meant when nobody touched one: the one that has a rule, the lower one first. */
export const sideOf = (draft: Draft, signal: string): Side => (cutOf(draft, signal, 'min') === null && cutOf(draft, signal, 'max') !== null ? 'max' : 'min');
