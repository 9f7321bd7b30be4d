import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Connection, Engine } from './engine.js';
import { gate } from './gate.js';
import { HttpError, sendError } from './http-error.js';
import { readRequest, setup, type Request } from './http-request.js';
import { checkReadOnly } from './read-only.js';
import { readStatement, type Statement } from './statement.js';

/*
 * ClickHouse's HTTP interface in front of an engine in this process: enough for the stock client, curl and `thresher sql`.
 *
 * Every request has a connection of its own. Settings and parameters of its URL are set there and die with it, so that none
 * can reach the next request (on a shared connection an insert token stays set and silently swallows the rows of the next
 * insert). A read-only request sets `readonly = 1` last: from then on the engine itself refuses writes, changed settings and
 * the table functions that reach outside; what it lets through is looked for in the statement's text (read-only.ts), and so is INTO OUTFILE.
 *
 * Data of an INSERT go through a file in `spool`, which the engine reads by itself, binary formats included. Results in formats
 * that have a head or a foot, and those that were asked for with `wait_end_of_query`, go through such a file too, since the engine
 * formats each piece of a stream on its own; so they need no memory, and an error is known before the first byte. So do all read-only
 * ones: a stream is planned on this thread, and a subquery in a user's condition is run while planning, for as long as it likes.
 *
 * A client that goes away gives its place back: what waits is passed over, a read that runs is killed, found by a mark in its `log_comment`.
 *
 * The engine works on libuv's threads (4 by default): at most 2 reads and 1 write run at once, one thread is left for files.
 */

/** Formats whose pieces can be sent one after the other. */
const PIECEWISE = new Set(['rowbinary', 'native', 'tsv', 'tabseparated', 'tsvraw', 'tabseparatedraw', 'csv', 'jsoneachrow', 'jsonlines', 'ndjson', 'jsoncompacteachrow', 'lineasstring']);
const SELECTS = new Set(['select', 'with', 'from']);
const READS = new Set(['show', 'describe', 'desc', 'explain', 'exists', 'check']);

/** The face as the owner of the store holds it. */
export interface Face {
  readonly url: string;
  /** Takes no new requests, waits for the running ones (at most `patience` ms), then cuts the connections. */
  readonly close: (patience: number) => Promise<void>;
}

const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The answer can take more, or its reader is gone. */
const drained = (response: ServerResponse): Promise<void> => new Promise((resolve) => {
  const done = (): void => { response.off('drain', done).off('close', done); resolve(); };
  response.on('drain', done).on('close', done);
});

/** Reads a statement and does nothing. */
const PARSE = 'EXPLAIN AST\n';

/** The engine repeats what stands behind a mistake, which here is where the answer goes: a syntax error is told of the statement as its author wrote it. */
const retold = async (connection: Connection, error: unknown, sql: string, { several }: Statement): Promise<unknown> => {
  if (several || !(error as Error).message.startsWith('Code: 62.')) return error;
  try {
    await connection.run(`${PARSE}${sql}`, 'TabSeparated');
    return error;
  } catch (own) {
    (own as Error).message = (own as Error).message.replace(/failed at position (\d+)/, (_, at) => `failed at position ${Number(at) - PARSE.length}`).replace(/\(line (\d+), /, (_, line) => `(line ${Number(line) - 1}, `);
    return own;
  }
};

/**
 * Serves an engine on a free port of 127.0.0.1.
 * @param options `spool`: folder for data on their way, emptied now; `onStarted`: called with a request's `query_id` when the engine
 *   has been handed its INSERT and has not answered yet
 */
export const serveHttp = async ({ engine, spool, token, onStarted }: {
  readonly engine: Engine; readonly spool: string; readonly token: string; readonly onStarted: (queryId: string) => void;
}): Promise<Face> => {
  rmSync(spool, { recursive: true, force: true });
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  const reading = gate(2), writing = gate(1);
  const secret = Buffer.from(`Bearer ${token}`);
  const running = new Set<Promise<void>>();

  const insertData = async (connection: Connection, request: Request, { insert }: Statement, incoming: IncomingMessage): Promise<void> => {
    const spooled = join(spool, randomUUID());
    try {
      const { statement, data } = request;
      const into = createWriteStream(spooled, { mode: 0o600, highWaterMark: 4 << 20 });
      if (data !== null) await new Promise<void>((resolve, reject) => { into.on('error', reject).end(data, () => resolve()); });
      else if (request.gzip) await pipeline(incoming, createGunzip(), into);
      else await pipeline(incoming, into);
      const rest = statement.slice(insert!.infile, insert!.data).replace(/\bvalues\s*$/i, 'FORMAT Values');
      await writing(() => {
        const answer = connection.run(`${statement.slice(0, insert!.infile)} FROM INFILE ${literal(spooled)} COMPRESSION 'none' ${rest}`, 'TabSeparated');
        onStarted(request.queryId);
        return answer;
      });
    } finally {
      await rm(spooled, { force: true });
    }
  };

  const sendFile = async (connection: Connection, sql: string, outline: Statement, format: string, response: ServerResponse): Promise<void> => {
    const spooled = join(spool, randomUUID());
    try {
      const clause = outline.format === null ? ` FORMAT ${format}` : '', whole = `${sql.slice(0, outline.output)}\nINTO OUTFILE ${literal(spooled)} TRUNCATE COMPRESSION 'none'${clause} ${sql.slice(outline.output, outline.end)}`;
      await reading(() => connection.run(whole, format).catch(async (error: unknown) => { throw await retold(connection, error, sql, outline); }), () => !response.destroyed);
      const file = await open(spooled).catch(() => null);   // an empty answer makes no file
      // Gone from the folder before it is read: nothing is left behind, whatever happens to its reader.
      await rm(spooled, { force: true });
      response.setHeader('Content-Length', file === null ? 0 : (await file.stat()).size);
      if (file === null) response.end();
      else await pipeline(file.createReadStream(), response);
    } finally {
      await rm(spooled, { force: true });
    }
  };

  const sendStream = async (connection: Connection, sql: string, format: string, response: ServerResponse): Promise<void> => {
    const pieces = connection.stream(sql, format)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const piece = await reading(() => pieces.next(), () => !response.destroyed);
        if (piece.done) break;
        if (response.destroyed) return;
        if (!response.write(piece.value)) await drained(response);
      }
      response.end();
    } finally {
      await pieces.return?.();
    }
  };

  /** Ends the query of a client that has gone: it would hold one of two places until its end. */
  const end = (mark: string): void => {
    const connection = engine.connect();
    connection.run(`KILL QUERY WHERE Settings['log_comment'] = '${mark}' ASYNC`, 'TabSeparated').catch(() => {}).finally(() => connection.close());
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const given = Buffer.from(incoming.headers.authorization ?? '');
    if (given.length !== secret.length || !timingSafeEqual(given, secret)) throw new HttpError(516, 'AUTHENTICATION_FAILED', 'The token of owner.json is required');
    const request = await readRequest(incoming);
    const outline = readStatement(request.statement);
    if (outline.writesFile) throw new HttpError(1, 'UNSUPPORTED_METHOD', 'INTO OUTFILE is not allowed over HTTP');
    if (request.readOnly) checkReadOnly(outline, Object.fromEntries(request.params.map(([name, value]) => [name.slice('param_'.length), value])));
    const format = outline.format ?? request.format;
    response.setHeader('X-ClickHouse-Query-Id', request.queryId);
    response.setHeader('X-ClickHouse-Format', format);
    response.setHeader('Content-Type', 'application/octet-stream');
    const connection = engine.connect(), reads = READS.has(outline.verb), mark = reads || SELECTS.has(outline.verb) ? randomUUID() : null;
    const onClose = (): void => { if (mark !== null && !response.writableFinished) end(mark); };
    try {
      const prepare = setup(request, mark);
      if (prepare) await reading(() => connection.run(prepare, 'TabSeparated'), () => !response.destroyed);
      response.once('close', onClose);
      if (outline.insert && (request.data !== null || !request.bodyRead)) await insertData(connection, request, outline, incoming);
      else if (SELECTS.has(outline.verb)) {
        if (PIECEWISE.has(format.toLowerCase()) && !request.waitForEnd && !request.readOnly) return await sendStream(connection, request.statement, format, response);
        return await sendFile(connection, request.statement, outline, format, response);
      } else {
        const result = await (reads ? reading : writing)(() => {
          const done = connection.run(request.statement, format);
          if (outline.verb === 'insert') onStarted(request.queryId);
          return done;
        });
        response.end(result);
      }
      if (!response.writableEnded) response.end();
    } finally {
      response.off('close', onClose);
      connection.close();
    }
  };

  const server = createServer({ maxHeaderSize: 1 << 20, keepAliveTimeout: 60_000, requestTimeout: 0 }, (incoming, response) => {
    if (incoming.url === '/ping') { incoming.resume(); response.end('Ok.\n'); return; }
    const work = answer(incoming, response)
      .catch((thrown: unknown) => { incoming.resume(); sendError(response, thrown); })
      .finally(() => running.delete(work));
    running.add(work);
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async (patience) => {
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([Promise.allSettled(running), new Promise((resolve) => { timer = setTimeout(resolve, patience); })]);
      clearTimeout(timer);
      server.closeAllConnections();
      await closed;
    },
  };
};
