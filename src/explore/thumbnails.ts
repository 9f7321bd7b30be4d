import { identifier, literal } from '../select/compile.js';
import { storeColumns } from '../select/store-columns.js';
import type { Thumbnails } from './answers.js';
import { chooseEdges } from './edges.js';
import { floatColumns } from './float-columns.js';
import { edgeOf, keyOf, LEVEL_BITS } from './grid.js';
import { covered, liveSteps, readSteps, type LevelStep } from './level-steps.js';
import type { Reads } from './reads.js';
import { total } from './shape.js';
import { within } from './signal.js';
import { watermark } from './watermark.js';

type Thumbnail = Thumbnails['signals'][number];

/** Rows of the levels as thumbnails: `place` (from 0) says whose bins the rows are, ascending by bin. */
const drawn = (names: readonly string[], place: Float64Array, bin: Float64Array, documents: Float64Array, all: number, bins: number, whole: ReadonlySet<string>): Thumbnail[] => {
  let from = 0;
  return names.map((name, i) => {
    let to = from;
    while (to < place.length && place[to] === i) to++;
    const keys = bin.subarray(from, to), counts = documents.subarray(from, to), n = total(counts);
    from = to;
    if (n === 0) return { name, edges: [], documents: [], nulls: all };
    const edges = chooseEdges({ keys, documents: counts, bits: LEVEL_BITS, min: edgeOf(keys[0]!, LEVEL_BITS), max: edgeOf(keys.at(-1)! + (whole.has(name) && edgeOf(keys.at(-1)!, LEVEL_BITS) < 64 ? 0 : 1), LEVEL_BITS), whole: whole.has(name) }, bins);
    const starts = edges.map((edge) => keyOf(edge, LEVEL_BITS)), found = Array<number>(edges.length - 1).fill(0);
    for (let row = 0, at = 0; row < keys.length; row++) {
      while (at < found.length - 1 && keys[row]! >= starts[at + 1]!) at++;
      found[at]! += counts[row]!;
    }
    return { name, edges, documents: found, nulls: all - n };
  });
};

const stepsIn = (live: readonly LevelStep[]): string => live.map(({ step }) => step).join(', ');

/**
 * The shape of every signal at once, from the levels; null while there are none. Counts are exact for the pages that the levels stand for. `bins`: about how many, 8 to
 * 64, 48 unless given; a signal whose values are close together gets as few as the levels can tell apart.
 * @throws Fault (usage): bins out of range
 */
export const thumbnails = async (store: Reads, { database, bins = 48 }: { readonly database: string; readonly bins?: number | undefined }): Promise<Thumbnails | null> => {
  within('bins', bins, 8, 64);
  const columns = await storeColumns(store), names = [...columns.rules].flatMap(([name, type]) => (type === 'number' ? [name] : [])), table = `${identifier(database)}.signal_bins`;
  const types = await store.rows<{ name: string }>(`SELECT name FROM system.columns WHERE database = ${literal(database)} AND table = 'documents' AND type LIKE '%UInt%'`), whole = new Set(types.map(({ name }) => name));
  for (;;) {
    const live = liveSteps(await readSteps(store, database)), ranges = covered(live);
    if (ranges.length === 0) return null;
    const [every] = await store.rows<{ n: string }>(`SELECT sum(documents) AS n FROM ${table} WHERE step IN (${stepsIn(live)}) AND signal = ''`), all = Number(every!.n);
    const [place, bin, documents] = await floatColumns(store, [
      `SELECT toFloat64(indexOf([${names.map(literal).join(', ')}], toString(signal)) - 1) AS place, toFloat64(bin) AS key, toFloat64(sum(documents)) FROM ${table}`,
      `WHERE step IN (${stepsIn(live)}) AND signal IN (${names.map(literal).join(', ')}) GROUP BY signal, bin ORDER BY place, key`,
    ].join('\n'), 3) as [Float64Array, Float64Array, Float64Array];
    const now = await watermark(store, database), after = await readSteps(store, database);
    // Steps that were dropped meanwhile may have been missing from the sums.
    if (!live.every(({ step }) => after.some((one) => one.step === step))) continue;
    const as_of = Object.fromEntries(ranges.map(({ topic, partition, to }) => [`${topic}/${partition}`, String(to)]));
    return { as_of, exact: true, n: all, caught_up: Object.entries(now).every(([name, to]) => as_of[name] === to), signals: drawn(names, place, bin, documents, all, bins, whole) };
  }
};
