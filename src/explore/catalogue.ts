import type { AnyRule, Preset } from '../model/rule.js';
import type { Signal } from '../model/signal.js';
import type { RuleColumns } from '../select/columns.js';
import { unavailable } from '../select/lacking.js';
import { columnsIn } from '../select/leaves.js';
import { presetNamed, presetNames } from '../select/presets.js';
import { storeColumns } from '../select/store-columns.js';
import type { Catalogue } from './answers.js';
import type { Reads } from './reads.js';
import { watermark } from './watermark.js';

type Described = Catalogue['signals'][number];

/** What is asked, and what only the caller knows. `store`: as it may be shown. `signals`: the whole catalogue, the user's own families with it. */
export interface CatalogueAsked { readonly database: string; readonly store: string; readonly version: string; readonly signals: readonly Signal[] }

const UNITS: Readonly<Record<string, string>> = { text_bytes: 'bytes', text_chars: 'code points', text_repaired: 'code points', tokens_est: 'tokens', stream_band_hits: 'bands' };
const other = (name: string, isScore: boolean): Described => ({
  name, family: isScore ? 'scores' : 'document', unit: UNITS[name] ?? (isScore || name === 'lang_score' ? 'score' : ''), range: isScore || name === 'lang_score' ? [null, null] : [0, null],
  source: isScore ? 'a model; its card says which' : '', formula: '', null_when: '',
});

/** Families in the order of the catalogue, then scores, then what every document has. */
const described = (columns: Awaited<ReturnType<typeof storeColumns>>, signals: readonly Signal[]): Described[] => {
  const numbers = [...columns.rules].flatMap(([name, type]) => (type === 'number' ? [name] : [])), known = new Set(signals.map(({ name }) => name));
  const measured = signals.filter(({ name }) => columns.rules.get(name) === 'number')
    .map(({ name, family, unit, range, source, formula, nullWhen }) => ({ name, family, unit, range, source, formula, null_when: nullWhen }));
  const rest = numbers.filter((name) => !known.has(name)).map((name) => other(name, columns.scores.includes(name)));
  return [...measured, ...rest.filter(({ family }) => family === 'scores'), ...rest.filter(({ family }) => family !== 'scores')];
};

/** What this store can be asked for: its number and text columns, and the presets that it has all columns for. */
export const catalogue = async (store: Reads, { database, store: shown, version, signals }: CatalogueAsked): Promise<Catalogue> => {
  const as_of = await watermark(store, database), columns = await storeColumns(store);
  const all = presetNames().map((name) => presetNamed(name)!), lacks = ({ rules, no_cuts }: Preset<AnyRule>): boolean => no_cuts !== undefined || columnsIn(rules).some((name) => !columns.rules.has(name));
  return {
    as_of, exact: true, n: 0, version, database, store: shown,
    signals: described(columns, signals),
    texts: [...columns.rules].flatMap(([name, type]) => (type === 'text' ? [name] : [])),
    presets: all.filter((preset) => !lacks(preset)).map(({ name, source, notes, rules }) => ({ name, source, notes, rules })),
    unavailable: all.filter(lacks).map((preset) => ({ name: preset.name, why: why(preset, columns.rules, signals) })),
  };
};

/** A family was not chosen when the pages were measured, or nothing here provides a column, or both. */
const why = (preset: Preset<AnyRule>, columns: RuleColumns, signals: readonly Signal[]): string => {
  if (preset.no_cuts !== undefined) return preset.no_cuts;
  const families = new Map(signals.map(({ name, family }) => [name, family])), lacking = columnsIn(preset.rules).filter((name) => !columns.has(name));
  const missing = [...new Set(lacking.flatMap((name) => families.get(name) ?? []))], measurable: RuleColumns = new Map([...columns, ...signals.map(({ name }) => [name, 'number'] as const)]);
  return [...(missing.length === 0 ? [] : [`Needs pages that were measured with --signals ${missing.join(',')}.`]), unavailable(preset, measurable) ?? []].flat().join(' ');
};
