import type { Frame } from '../explore/answers.js';
import { watermark } from '../explore/watermark.js';
import type { Store } from '../model/ports.js';
import { literal } from '../select/compile.js';
import { narrowed, type Selection } from '../select/recipe.js';
import { documents } from '../select/sql.js';

/** Per partition of the log (`topic/partition`) the position up to which every batch is whole. */
export type AsOf = Frame['as_of'];

/** Which pages are spoken of: those of a database below a watermark. The same scope is the same rows, whatever comes in later. */
export interface Scope {
  readonly database: string;
  readonly asOf: AsOf;
}

/** The watermark of this moment. Batches of a partition become whole one after the other, so everything below the last whole one's end is there. */
export const scopeOf = async (store: Pick<Store, 'rows'>): Promise<Scope> => {
  const [here] = await store.rows<{ database: string }>('SELECT currentDatabase() AS database'), { database } = here!;
  return { database, asOf: await watermark(store, database) };
};

/** Partitions of a watermark by topic, in order; partitions ascending. */
export const partitionsOf = (asOf: AsOf): Map<string, { partition: number; to: bigint }[]> => {
  const topics = new Map<string, { partition: number; to: bigint }[]>();
  for (const [name, to] of Object.entries(asOf)) {
    const slash = name.lastIndexOf('/'), topic = name.slice(0, slash), list = topics.get(topic) ?? [];
    list.push({ partition: Number(name.slice(slash + 1)), to: BigInt(to) });
    topics.set(topic, list.sort((a, b) => a.partition - b.partition));
  }
  return new Map([...topics].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const FEW = 4;
/** One topic: a comparison a partition, or, when there are many, one lookup of the partition's end; partitions that the watermark does not know end at 0. */
const topicSql = ([topic, ends]: readonly [string, readonly { partition: number; to: bigint }[]]): string => {
  const below = ends.length <= FEW
    ? ends.map(({ partition, to }) => `src_partition = ${partition} AND src_offset < ${to}`).map((part) => (ends.length === 1 ? part : `(${part})`)).join(' OR ')
    : `src_offset < transform(src_partition, [${ends.map(({ partition }) => partition).join(', ')}], [${ends.map(({ to }) => `toUInt64(${to})`).join(', ')}], toUInt64(0))`;
  return `src_topic = ${literal(topic)} AND ${ends.length > 1 && ends.length <= FEW ? `(${below})` : below}`;
};

/** The watermark as a SQL condition over `documents`, `samples`, `texts` or `rejections`, in parentheses. Nothing is below an empty one. */
export const withinSql = (asOf: AsOf): string => {
  const topics = [...partitionsOf(asOf)].map(topicSql);
  return topics.length === 0 ? '(0)' : topics.length === 1 ? `(${topics[0]!})` : `(${topics.map((topic) => `(${topic})`).join(' OR ')})`;
};

/** `documents` below the watermark, to select from. */
export const documentsWithin = ({ database, asOf }: Scope): string => `${documents(database)} WHERE ${withinSql(asOf)}`;

/** A selection below a watermark: its SQL gives the same ids at any later time. */
export const within = (selection: Selection, asOf: AsOf): Selection => narrowed(selection, withinSql(asOf));
