import type { Catalogue } from '../../explore/answers.js';
import { isRule, type Draft, type Item } from './draft.js';
import { inWords } from '../../select/in-words.js';
import { columnsIn } from '../../select/leaves.js';

/** A signal as the list shows it: with the places of its conditions in the draft. */
export interface Listed { readonly name: string; readonly family: string; readonly places: readonly number[] }
/** Conditions on text columns, ratios and groups without a number column of this store have a row of their own. */
export interface Loose { readonly at: number; readonly item: Item }

/**
 * What the list shows: first the signals of the recipe in its order, then the other ones by family.
 * @param search part of a name, a family or a formula; '' = all
 */
export const listed = (signals: Catalogue['signals'], draft: Draft, search: string): { readonly ruled: readonly Listed[]; readonly loose: readonly Loose[]; readonly families: readonly (readonly [family: string, signals: readonly Listed[]])[] } => {
  const word = search.trim().toLowerCase(), known = new Map(signals.map((signal) => [signal.name, signal])), places = new Map<string, number[]>(), loose: Loose[] = [];
  draft.items.forEach((item, at) => {
    const name = columnsIn(item.node).find((column) => known.has(column));
    if (name === undefined || (isRule(item.node) && !known.has(item.node.signal))) loose.push({ at, item });
    else places.set(name, [...(places.get(name) ?? []), at]);
  });
  const fits = ({ name, family, formula }: Catalogue['signals'][number]): boolean => word === '' || `${name} ${family} ${formula}`.toLowerCase().includes(word);
  const entry = ({ name, family }: Catalogue['signals'][number]): Listed => ({ name, family, places: places.get(name) ?? [] });
  const families = new Map<string, Listed[]>();
  for (const signal of signals) if (fits(signal) && !places.has(signal.name)) families.set(signal.family, [...(families.get(signal.family) ?? []), entry(signal)]);
  return { ruled: [...places.keys()].map((name) => known.get(name)!).filter(fits).map(entry), loose, families: [...families] };
};

/** What the list depends on of a draft: which conditions there are, not where their cuts are. */
export const shapeOf = (draft: Draft): string => draft.items.map(({ node, off }) => (isRule(node) ? `${node.signal} ${typeof ('value' in node ? node.value : 0) === 'number' ? '' : inWords(node)}` : inWords(node)) + (off ? ' off' : '')).join('\n');
