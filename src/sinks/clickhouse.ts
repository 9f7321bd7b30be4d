import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Columns } from '../model/columns.js';
import { Fault, usage } from '../model/fault.js';
import type { Range, Store } from '../model/ports.js';
import { ask, readAll, readEngineError } from './ask.js';
import { LOST_MS, attach } from './embedded.js';
import { forward, type Passage } from './forward.js';
import { embeddedLink, serverLink, type Link } from './link.js';
import { encodeNative } from './native.js';
import { checkReadOnly, MOST_SPOOLED } from './read-only.js';
import { asFault, backoff, isLost, isTransient } from './retry.js';
import { readStatement } from './statement.js';

/** What a store is opened with. */
export interface StoreSettings {
  /** A folder (embedded) or `http(s)://user:password@host:8123`. */
  readonly store: string;
  readonly database: string;
  /** The program's version, for owner.json. */
  readonly version: string;
  /** For those who only read: a database that is missing is refused, not made. */
  readonly mustExist?: boolean;
  /** Called with `<table>.sent` when an INSERT has been sent and its answer not read. */
  readonly failpoint?: (name: string) => void;
  /** Called after each whole insert, for metrics. */
  readonly onInsert?: (table: string, rows: number, seconds: number, retries: number) => void;
  /** How long transient trouble of a server is waited out, in seconds: 900 unless given. */
  readonly patience?: number;
  /** First bound of the backoff in ms: 500 unless given. */
  readonly backoffMs?: number;
}

/** The store of a process, and the same one for queries that must change nothing. */
export interface ClickHouseStore extends Store {
  /**
   * For a user's own SQL: the engine refuses writes, changed settings and functions that reach outside. An error is known before
   * the first byte of a result; a FORMAT clause in the SQL wins over `format`. `settings` of the engine go beside the statement, which may not change any.
   */
  readonly readOnly: Pick<Store, 'rows'> & { readonly stream: (sql: string, format: string, params?: Params, settings?: Settings) => AsyncIterable<Uint8Array> };
  /** For `sql --write`: like `readOnly.stream`, without the lock. */
  readonly run: Store['stream'];
  /** `readOnly` for somebody who may go away: ends with `signal`, and in the engine after `seconds`. */
  readonly until: (limits: { readonly signal: AbortSignal; readonly seconds: number }) => Pick<Store, 'rows' | 'stream'>;
  /** Passes a request of ClickHouse's HTTP interface on, with this store's own credentials. @throws HttpError before the answer has begun */
  readonly forward: (incoming: IncomingMessage, response: ServerResponse, passage: Passage) => Promise<void>;
  /** Does it answer within so many ms? When an embedded one does not, its owner is looked for anew. */
  readonly answers: (ms: number) => Promise<boolean>;
  /** Few reads run at once in an embedded engine, which shares the machine with its process. */
  readonly embedded: boolean;
}

type Params = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, string>>;

/** Large enough that an insert of 50,000 rows or 64 MiB is one block, hence one part, hence all or nothing. */
const ONE_BLOCK = 'max_insert_block_size = 100000000, min_insert_block_size_rows = 100000000, min_insert_block_size_bytes = 17179869184, max_insert_threads = 1';
/** The status of the answer is that of the whole statement. */
const WAIT = { wait_end_of_query: '1' } as const;
const BACKOFF_CAP_MS = 30_000;
/** Bytes of a body that are handed to the socket at a time. */
const PIECE = 1 << 20;

const insertStatement = (table: string, columns: Columns, { topic, partition, from, to, version }: Range): string => {
  const token = `${table}:${topic}:${partition}:${from}:${to}:${version}`.replace(/[\\']/g, '\\$&');
  const names = Object.keys(columns).map((name) => `\`${name}\``).join(', ');
  return `INSERT INTO ${table} (${names}) SETTINGS async_insert = 0, insert_deduplicate = 1, insert_deduplication_token = '${token}', ${ONE_BLOCK} FORMAT Native`;
};

const pieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
};

interface Persistence {
  /** Begins the message of a Fault. */
  readonly what: string;
  /** Seconds. */
  readonly patience: number;
  /** First bound of the backoff in ms. */
  readonly base: number;
  /** Which trouble is worth another try. */
  readonly worth: (error: unknown) => boolean;
}

/** Runs `work` until it succeeds, its trouble is of no passing kind, or patience is at an end. */
const persist = async <T>(link: Link, { what, patience, base, worth }: Persistence, work: (client: ClickHouseClient, tried: number) => Promise<T>): Promise<T> => {
  const end = Date.now() + patience * 1000;
  for (let tried = 0; ; tried++) {
    try {
      return await work(await link.client(), tried + 1);
    } catch (error) {
      if (!worth(error)) throw asFault(error, what);
      if (link.embedded && isLost(error)) await link.again();
      if (Date.now() >= end) throw asFault(error, `${what} (${tried + 1} tries)`);
      await sleep(Math.min(backoff(tried, base, BACKOFF_CAP_MS), Math.max(0, end - Date.now())));
    }
  }
};

/** A store that is not there at the start is a mistake more often than an outage, and a user waits: neither waits long. */
const FIRST_PATIENCE_S = 5;

/** Tables whose rows carry a range of positions instead of one. */
const RANGES = ['stats', 'ingest_batches', 'ingest_intents'];

/** `/ping` needs no place among the queries. */
const pings = (link: Link, ms: number): Promise<boolean> => new Promise((resolve) => {
  const { url, authorization, agent } = link.address(), done = (alive: boolean): void => {
    if (!alive) link.again().catch(() => {});
    resolve(alive);
  };
  const asked = (url.startsWith('https:') ? httpsRequest : httpRequest)(`${url}/ping`, { agent, headers: { authorization }, timeout: ms }, (answer) => { answer.resume().on('end', () => done(answer.statusCode === 200)).on('error', () => done(false)); });
  asked.on('timeout', () => asked.destroy()).on('error', () => done(false)).end();
});

const storeOver = (link: Link, { database, failpoint, onInsert, patience = 900, backoffMs = 500 }: StoreSettings): ClickHouseStore => {
  const tables = new Map<string, Promise<ReadonlyMap<string, string>>>();
  const own = (what: string): Persistence => ({ what, patience, base: backoffMs, worth: isTransient });
  // A user waits for the answer to his own SQL, and a query that is too large or too long stays so: only a lost connection is tried again.
  const users: Persistence = { what: 'query', patience: Math.min(patience, FIRST_PATIENCE_S), base: backoffMs, worth: isLost };

  /** A server has no owner in front that looks at the text. */
  const guard = (sql: string, params: Params | undefined): void => {
    if (link.embedded) return;
    try {
      checkReadOnly(readStatement(sql), params);
    } catch (error) {
      throw asFault(readEngineError((error as Error).message, 400), 'query');
    }
  };

  const rows = async <T>(sql: string, params: Params | undefined, how: Persistence, settings: Settings, signal?: AbortSignal): Promise<T[]> =>
    persist(link, how, async (client) => {
      const lines = (await readAll(await ask(client, { sql, params, settings: { ...settings, default_format: 'JSONEachRow' }, signal }))).toString('utf8').split('\n');
      return lines.filter(Boolean).map((line) => JSON.parse(line) as T);
    });

  const stream = async function* (sql: string, params: Params | undefined, how: Persistence, settings: Settings, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const answer = await persist(link, how, (client) => ask(client, { sql, params, settings, signal }));
    try {
      for await (const piece of answer) yield piece as Uint8Array;
    } catch (cause) {
      throw new Fault('query: the answer was cut off before its end', 1, { cause });
    } finally {
      answer.destroy();
    }
  };

  const columnsOf = (table: string): Promise<ReadonlyMap<string, string>> => {
    const known = tables.get(table) ?? rows<{ name: string; type: string }>(
      'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}', { table }, own('query'), {})
      .then((found) => new Map(found.map(({ name, type }) => [name, type])));
    tables.set(table, known);
    known.catch(() => tables.delete(table));
    return known;
  };

  /** Types of the given columns. A column the cached table lacks may have been added since, so the table is read once more. */
  const typesFor = async (table: string, columns: Columns): Promise<ReadonlyMap<string, string>> => {
    const lacks = (types: ReadonlyMap<string, string>): string[] => Object.keys(columns).filter((name) => !types.has(name));
    const types = await columnsOf(table);
    if (lacks(types).length === 0) return types;
    tables.delete(table);
    const fresh = await columnsOf(table), missing = lacks(fresh);
    if (missing.length === 0) return fresh;
    throw new Fault(fresh.size === 0 ? `table ${table}: not in this store; run \`thresher migrate\`` : `table ${table}: has no column ${missing.join(', ')}; run \`thresher migrate\` or drop the column`);
  };

  return {
    insert: async (table, count, columns, range) => {
      if (count === 0) return;
      const begun = performance.now();
      const body = encodeNative(count, columns, await typesFor(table, columns)), statement = insertStatement(table, columns, range);
      let tries = 0;
      await persist(link, own(`insert into ${table}`), async (client, tried) => {
        tries = tried;
        const queryId = `thr/${range.topic}/${range.partition}/${range.from}-${range.to}/${table}/${tried}`;
        if (failpoint) link.whenSent(queryId, () => failpoint(`${table}.sent`));
        await readAll(await ask(client, { sql: statement, values: Readable.from(pieces(body), { objectMode: false }), queryId, settings: WAIT }));
      });
      onInsert?.(table, count, (performance.now() - begun) / 1000, tries - 1);
    },
    present: async (table, { topic, partition, from, to }) => {
      const inside = RANGES.includes(table) ? 'src_from < {to:UInt64} AND src_to > {from:UInt64}' : 'src_offset >= {from:UInt64} AND src_offset < {to:UInt64}';
      return (await rows(
        `SELECT 1 FROM ${table} WHERE src_topic = {topic:String} AND src_partition = {partition:UInt32} AND ${inside} LIMIT 1`,
        { topic, partition, from, to }, own('query'), {})).length > 0;
    },
    rows: (sql, params) => rows(sql, params, own('query'), {}),
    command: async (sql, params) => {
      await persist(link, own('statement'), async (client) => readAll(await ask(client, { sql, params, settings: WAIT })));
    },
    stream: (sql, format, params) => stream(sql, params, own('query'), { default_format: format }),
    run: (sql, format, params) => stream(sql, params, users, { default_format: format, ...WAIT }),
    readOnly: {
      rows: async (sql, params) => { guard(sql, params); return rows(sql, params, users, { readonly: '1' }); },
      stream: async function* (sql, format, params, settings = {}) { guard(sql, params); yield* stream(sql, params, users, { ...settings, default_format: format, ...WAIT, readonly: '1' }); },
    },
    until: ({ signal, seconds }) => {
      const settings = { readonly: '1', max_execution_time: String(seconds), ...(link.embedded ? { max_result_bytes: String(MOST_SPOOLED) } : {}) }, how: Persistence = { ...users, worth: (error) => !signal.aborted && isLost(error) };
      return {
        rows: async (sql, params) => { guard(sql, params); return rows(sql, params, how, settings, signal); },
        stream: async function* (sql, format, params) { guard(sql, params); yield* stream(sql, params, how, { ...settings, default_format: format, ...WAIT }, signal); },
      };
    },
    forward: (incoming, response, passage) => forward(link, database, incoming, response, passage),
    answers: (ms) => pings(link, ms),
    embedded: link.embedded,
    close: () => link.close(),
  };
};

/**
 * Opens a store: a folder (embedded; this process may become its owner) or a server. The database is made when it is missing.
 * @throws Fault: no such server, no such folder, chdb missing, folder held without being served
 */
export const openStore = async (settings: StoreSettings): Promise<ClickHouseStore> => {
  const { store, database, version } = settings;
  const linkTo = async (name: string): Promise<Link> => {
    if (/^https?:\/\//.test(store)) return serverLink(store, name);
    return embeddedLink(await attach(store, { version }), () => attach(store, { version, patience: LOST_MS }), name);
  };
  const link = await linkTo(database);
  try {
    const bare = await linkTo('default');
    try {
      const first = storeOver(bare, { ...settings, patience: Math.min(FIRST_PATIENCE_S, settings.patience ?? FIRST_PATIENCE_S) });
      const found = await first.rows('SELECT 1 FROM system.databases WHERE name = {database:String}', { database });
      if (found.length === 0 && settings.mustExist) throw usage(`database: got '${database}', which this store does not have, allowed one that \`thresher backfill\` or \`thresher migrate\` made`);
      if (found.length === 0) await first.command(`CREATE DATABASE IF NOT EXISTS \`${database}\``);
    } finally {
      await bare.close();
    }
  } catch (error) {
    await link.close();
    throw error;
  }
  return storeOver(link, settings);
};
