import { usage } from '../model/fault.js';
import { identifier, literal } from '../select/compile.js';
import { documents } from '../select/sql.js';
import { storeColumns } from '../select/store-columns.js';
import { nearest } from '../text/nearest.js';
import type { SampleHead } from './answers.js';
import { floatColumns } from './float-columns.js';
import { generationNamed, inSample, nameOf, newest, stands, type Generation } from './generation.js';
import type { Reads } from './reads.js';
import { value } from './signal.js';

/** `columns`: names that rules may use, at most 64. `as`: the generation that earlier columns came from; null = the newest. */
export interface SampleAsked { readonly database: string; readonly columns: readonly string[]; readonly as: string | null }

type Described = SampleHead['columns'][number];

const MOST_COLUMNS = 64;
/** Entries of a dictionary. Languages and snapshots are all in it; of domains and the like those that most pages of the sample have. */
const ALL = 65_535, LARGEST = 255, WHOLE = new Set(['lang', 'snapshot', 'stream_dup_kind']);

/** The values of a text column in the sample; with `''` behind the most frequent ones for the others, when there are more than fit. */
const dictionaryOf = async (store: Reads, database: string, name: string, generation: Generation): Promise<string[]> => {
  const most = WHOLE.has(name) ? ALL : LARGEST, column = `ifNull(toString(${identifier(name)}), '')`;
  const rows = await store.rows<{ name: string }>(`SELECT ${column} AS name, count() AS pages FROM ${documents(database)} WHERE ${inSample(generation)} GROUP BY name ORDER BY pages DESC, name LIMIT ${most + 1}`);
  const names = rows.map((row) => row.name);
  return names.length <= most ? names : [...names.slice(0, most).filter((one) => one !== ''), ''];
};

const codeSql = (name: string, dictionary: readonly string[]): string => {
  const column = `ifNull(toString(${identifier(name)}), '')`;
  if (dictionary.length === 0) return 'toFloat64(0)';
  return `toFloat64(transform(${column}, [${dictionary.map(literal).join(', ')}], [${dictionary.map((_, i) => `toUInt16(${i})`).join(', ')}], toUInt16(${dictionary.length - 1})))`;
};

/** Bytes that bring `length` to a multiple of 8. */
const padding = (length: number): number => (8 - (length % 8)) % 8;

/** Head and columns in the layout that `SampleHead` describes. */
export const encodeSample = (head: SampleHead, columns: readonly Float64Array[]): Uint8Array<ArrayBuffer> => {
  const line = Buffer.from(`${JSON.stringify(head)}\n`), bytes = head.columns.map(({ type }) => (type === 'number' ? 8 * head.n : 2 * head.n + padding(2 * head.n)));
  const start = line.length + padding(line.length), out = new Uint8Array(start + bytes.reduce((sum, size) => sum + size, 0));
  out.set(line);
  let at = start;
  columns.forEach((column, i) => {
    if (head.columns[i]!.type === 'number') out.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    else new Uint16Array(out.buffer, at, head.n).set(column);
    at += bytes[i]!;
  });
  return out;
};

const columnFaults = (names: readonly string[], known: ReadonlyMap<string, unknown>): string[] => [
  ...(names.length === 0 || names.length > MOST_COLUMNS ? [`columns: got ${names.length}, allowed 1 to ${MOST_COLUMNS}`] : []),
  ...names.filter((name) => !known.has(name)).map((name) => {
    const meant = nearest(name, [...known.keys()]);
    return `columns: got '${name.slice(0, 80)}', allowed columns of this store that rules may name${meant === null ? '' : ` (did you mean ${meant}?)`}`;
  }),
];

/**
 * The whole answer, as `SampleHead` describes it. When the rows of the asked generation are no longer all there, it is one of the newest generation: the caller
 * sees another `generation` in the head and asks for its other columns again.
 * @throws Fault (usage): no column or too many, unknown column, generation that was none
 */
export const sample = async (store: Reads, { database, columns, as }: SampleAsked): Promise<Uint8Array<ArrayBuffer>> => {
  const known = (await storeColumns(store)).rules, faults = columnFaults(columns, known);
  if (faults.length > 0) throw usage(...faults);
  const asked = as === null ? null : generationNamed(as), generation = asked !== null && await stands(store, database, asked) ? asked : await newest(store, database);
  const described: Described[] = [];
  for (const name of columns) described.push(known.get(name) === 'number' ? { name, type: 'number' } : { name, type: 'text', dictionary: await dictionaryOf(store, database, name, generation) });
  const expressions = described.map((column) => (column.type === 'number' ? `ifNull(${value(column.name)}, nan)` : codeSql(column.name, column.dictionary)));
  const sql = `SELECT ${expressions.map((expression, i) => `${expression} AS c${i}`).join(', ')} FROM ${documents(database)} WHERE ${inSample(generation)} ORDER BY id, src_topic, src_partition, src_offset`;
  const found = await floatColumns(store, sql, expressions.length), n = found[0]!.length;
  return encodeSample({ as_of: generation.to, exact: generation.shift === 0, n, generation: nameOf(generation), of: generation.of, shift: generation.shift, columns: described }, found);
};
