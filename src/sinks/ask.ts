import type { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';

/** What ClickHouse answers when it will not: its code, the code's name, and its own words without both. */
export class EngineError extends Error {
  readonly code: number;
  readonly type: string;

  constructor(code: number, type: string, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    this.type = type;
  }
}

/** Code 0: whoever answered (a proxy) is not ClickHouse. */
export const readEngineError = (text: string, status: number): EngineError => {
  const words = text.trim(), code = Number(/^Code: (\d+)/.exec(words)?.[1] ?? 0);
  if (code === 0) return new EngineError(0, `HTTP_${status}`, words.split('\n')[0]!.slice(0, 200));
  // A server's words end with its version, and an error inside another is wrapped in the same frame again.
  const frames = /(?:[. ]*\((?:[A-Z][A-Z0-9_]{3,}|version [^()]*(?:\([^()]*\))?)\))+$/;
  const type = /\(([A-Z][A-Z0-9_]{3,})\)(?: \(version .*\))?$/.exec(words)?.[1] ?? 'UNKNOWN';
  return new EngineError(code, type, words.replace(/^(?:Code: \d+\. DB::\w*Exception: )+/, '').replace(frames, '').replace(/[.\s]+$/, ''));
};

/** A statement with what goes along. */
export interface Ask {
  readonly sql: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** What goes into the URL: settings, and what ClickHouse's HTTP interface reads beside them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Data of an INSERT. */
  readonly values?: Readable;
  readonly queryId?: string;
  /** Gives the answer up. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one statement. (The client's own reading of errors cuts the engine's words at the first word in capitals, hence this one.)
 * @returns the answer's body; it must be read or destroyed
 * @throws EngineError, or what the socket says
 */
export const ask = async (client: ClickHouseClient, { sql, params, settings, values, queryId, signal }: Ask): Promise<Readable> => {
  const { stream, http_status_code, response_headers } = await client.exec({
    query: sql, ignore_error_response: true, ...(params ? { query_params: { ...params } } : {}), ...(settings ? { clickhouse_settings: { ...settings } } : {}),
    ...(queryId ? { query_id: queryId } : {}), ...(values ? { values } : {}), ...(signal ? { abort_signal: signal } : {}),
  } as Parameters<ClickHouseClient['exec']>[0]);
  if (http_status_code === 200 && response_headers?.['x-clickhouse-exception-code'] === undefined) return stream;
  throw readEngineError((await readAll(stream)).toString('utf8'), http_status_code ?? 0);
};

/** A whole answer in memory. */
export const readAll = async (stream: Readable): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
