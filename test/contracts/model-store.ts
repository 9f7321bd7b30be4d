import type { Columns, Column, HashColumn, NumberColumn } from '../../src/model/columns.js';
import type { Range, Store } from '../../src/model/ports.js';
import type { Stored } from '../../src/sources/topic.js';

/** Tables of the commit protocol, and which of them have one row a position. */
export const TABLES = ['samples', 'texts', 'fingerprints', 'rejections', 'stats', 'ingest_batches'] as const;
export type ModelTable = (typeof TABLES)[number];
const BY_OFFSET: readonly string[] = ['samples', 'texts', 'fingerprints', 'rejections'];

/** A row as far as the protocol sees it: at a position [from, from + 1), or of a range; `counts` are its own numbers. */
export interface ModelRow { readonly partition: number; readonly from: bigint; readonly to: bigint; readonly counts: Readonly<Record<string, number>> }

/** Who asks: each call passes these points, which may take as long as they like, or never return. */
export interface Caller {
  /** Before a question is put, and before its answer is read. */
  readonly step: (what: string) => Promise<void>;
  /** An insert is with the server: `apply` may be called now, later, after the caller has died, or never. Resolves when it has been called. */
  readonly serve: (what: string, apply: () => void) => Promise<void>;
  /** Is the answer of this insert lost, so that the caller sends the same once more? `waits`: before the first was carried out. */
  readonly lost: () => 'no' | 'after' | 'waits';
}

/** The tables as arrays, shared by all callers. One insert is all or nothing; a repeat of a token that is still remembered does nothing. */
export interface ModelStore {
  readonly tables: Readonly<Record<ModelTable, readonly ModelRow[]>>;
  readonly store: (caller: Caller) => Store;
  /** What `storedOf` asks, in two questions as there. */
  readonly stored: (caller: Caller, partition: number) => Promise<Stored>;
}

const cell = (column: Column, row: number): number | bigint => (column.kind === 'constant' ? column.value as number | bigint : (column as NumberColumn | HashColumn).values[row]!);
const COUNTS: Readonly<Record<string, readonly string[]>> = { samples: ['stream_recipe'], stats: ['documents', 'tokens', 'bytes'], ingest_batches: ['records', 'rows', 'rejections'] };

const rowsOf = (table: string, rows: number, columns: Columns): ModelRow[] => Array.from({ length: rows }, (_, i) => {
  const at = (name: string): bigint => BigInt(cell(columns[name]!, i)), from = at(BY_OFFSET.includes(table) ? 'src_offset' : 'src_from');
  return {
    partition: Number(at('src_partition')), from, to: BY_OFFSET.includes(table) ? from + 1n : at('src_to'),
    counts: Object.fromEntries((COUNTS[table] ?? []).map((name) => [name, Number(cell(columns[name]!, i))])),
  };
});

const last = (positions: readonly bigint[]): bigint => positions.reduce((a, b) => (a > b ? a : b), 0n);

/** @param window how many tokens a table remembers (`non_replicated_deduplication_window`) */
export const modelStore = (window: number): ModelStore => {
  const tables = Object.fromEntries(TABLES.map((table) => [table, [] as ModelRow[]])) as Record<ModelTable, ModelRow[]>;
  const tokens = new Map<string, string[]>(TABLES.map((table) => [table, []]));

  const apply = (table: ModelTable, rows: readonly ModelRow[], { topic, partition, from, to, version }: Range): void => {
    const known = tokens.get(table)!, token = `${topic}:${partition}:${from}:${to}:${version}`;
    if (known.includes(token)) return;
    known.push(token);
    if (known.length > window) known.shift();
    tables[table].push(...rows);
  };
  const inside = (table: string, { partition, from, to }: Pick<Range, 'partition' | 'from' | 'to'>): boolean =>
    tables[table as ModelTable].some((row) => row.partition === partition && row.from >= from && row.from < to);

  return {
    tables,
    store: ({ step, serve, lost }) => ({
      insert: async (table, count, columns, range) => {
        const rows = rowsOf(table, count, columns), what = `${table} ${range.partition}:${range.from}-${range.to}`, insert = (): void => apply(table as ModelTable, rows, range);
        for (;;) {
          await step(`${what} is sent`);
          const fate = lost();
          if (fate === 'waits') void serve(`${what} arrives, unheard`, insert);
          else await serve(`${what} arrives`, insert);
          await step(`${what} is answered`);
          if (fate === 'no') return;
        }
      },
      present: async (table, range) => {
        await step(`${table} ${range.partition}:${range.from}-${range.to} is asked for`);
        const found = inside(table, range);
        await step('it is answered');
        return found;
      },
    } satisfies Pick<Store, 'insert' | 'present'> as unknown as Store),
    stored: async ({ step }, partition) => {
      const mine = (table: ModelTable): ModelRow[] => tables[table].filter((row) => row.partition === partition);
      await step(`end of ${partition} is asked for`);
      const next = last(mine('ingest_batches').map(({ to }) => to));
      await step(`rows behind ${next} of ${partition} are asked for`);
      const beyond = last((BY_OFFSET as readonly ModelTable[]).flatMap(mine).map(({ to }) => to));
      await step('it is answered');
      return { next, beyond: beyond > next ? beyond : next };
    },
  };
};
