import type { AnyRule, Preset } from '../model/rule.js';
import type { Signal } from '../model/signal.js';
import type { RuleColumns } from './columns.js';
import { columnsIn } from './leaves.js';
import { PROVIDERS } from './presets/providers.js';

const SHOWN = 3;
/** `a, b, c and 2 more` */
const some = (names: readonly string[]): string => `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`;

/** Columns by what would provide them. */
const byProvider = (columns: readonly string[]): (readonly [provider: string, columns: readonly string[]])[] => {
  const by = new Map<string, string[]>();
  for (const column of columns) {
    const provider = PROVIDERS[column] ?? OWN;
    by.set(provider, [...(by.get(provider) ?? []), column]);
  }
  return [...by];
};
const OWN = 'a scorer or signal family of your own';

/**
 * Why a preset cannot be used at all, in one sentence; null when it can.
 * @param columns every column that can be measured: all families, and the scorers of these settings
 */
export const unavailable = ({ rules, no_cuts }: Preset<AnyRule>, columns: RuleColumns): string | null => {
  const lacking = columnsIn(rules).filter((name) => !columns.has(name));
  if (no_cuts !== undefined) return no_cuts;
  const needs = byProvider(lacking).map(([provider, names]) => `${provider === OWN ? some(names) : names.join(', ')} (${provider})`);
  return needs.length === 0 ? null : `Needs ${needs.join(', ')}.`;
};

/**
 * What stands against using a preset here, one line each; none when every column is there.
 * @param columns of the store, or those that the settings measure
 * @param signals the whole catalogue: which family measures what
 */
export const lackingFaults = (
  { name, rules, no_cuts }: Pick<Preset<AnyRule>, 'name' | 'rules' | 'no_cuts'>, columns: RuleColumns, signals: readonly Pick<Signal, 'name' | 'family'>[],
  where: 'store' | 'settings', what: 'preset' | 'recipe' = 'preset',
): string[] => {
  if (no_cuts !== undefined) return [`${what} ${name}: got a recipe without published cuts, allowed one with cuts or a recipe file of your own (${no_cuts})`];
  const lacking = columnsIn(rules).filter((column) => !columns.has(column));
  const familyOf = (column: string): string | undefined => signals.find((signal) => signal.name === column)?.family;
  const measured = lacking.filter((column) => familyOf(column) !== undefined), others = lacking.filter((column) => familyOf(column) === undefined);
  const families = [...new Set(measured.map(familyOf))].join(',');
  return [
    ...(measured.length === 0 ? []
      : where === 'store' ? [`${what} ${name}: got a store without ${some(measured)}, allowed one whose pages were measured with --signals ${families}`]
      : [`${what} ${name}: got settings that do not measure ${some(measured)}, allowed such with --signals ${families}`]),
    ...(others.length === 0 ? [] : [
      `${what} ${name}: got ${where === 'store' ? 'a store' : 'settings'} without ${some(others)}, which no signal family measures, `
      + `allowed with ${byProvider(others).map(([provider]) => provider).join(' and ')}`,
    ]),
  ];
};
