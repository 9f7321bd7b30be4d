import type { ServerResponse } from 'node:http';

/** An error as ClickHouse's HTTP interface tells it. */
export class HttpError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, name: string, message: string, status = statusOf(code)) {
    super(`Code: ${code}. DB::Exception: ${message}. (${name})`);
    this.code = code;
    this.status = status;
  }
}

/** Syntax, types, wrong settings and readonly are the sender's; unknown names are not found; the rest is the engine's. */
const BAD_REQUEST = new Set([6, 26, 27, 36, 38, 41, 42, 43, 44, 46, 47, 50, 53, 62, 63, 69, 70, 72, 115, 117, 130, 131, 164, 349, 452, 456, 457]);
const NOT_FOUND = new Set([16, 60, 81]);
const statusOf = (code: number): number =>
  BAD_REQUEST.has(code) ? 400 : NOT_FOUND.has(code) ? 404 : code === 48 ? 501 : code === 159 ? 408 : code === 516 ? 401 : 500;

/** Whatever was thrown -> an error of the protocol. A full disk is told under the engine's own name for it. */
export const asHttpError = (thrown: unknown): HttpError => {
  if (thrown instanceof HttpError) return thrown;
  const { message, code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new HttpError(243, 'NOT_ENOUGH_SPACE', 'No space left on the disk of the store');
  const engine = /^Code: (\d+)/.exec(message);
  const error = new HttpError(engine ? Number(engine[1]) : 1002, 'UNKNOWN_EXCEPTION', message);
  if (engine) error.message = message;
  return error;
};

/** Answers with an error; when the answer has begun, cuts it off, so that nobody takes a part for the whole. */
export const sendError = (response: ServerResponse, thrown: unknown): void => {
  const error = asHttpError(thrown);
  if (response.headersSent) { response.destroy(); return; }
  response.removeHeader('Content-Length');
  response.writeHead(error.status, { 'Content-Type': 'text/plain; charset=UTF-8', 'X-ClickHouse-Exception-Code': String(error.code) });
  response.end(`${error.message}\n`);
};
