import type { ServerResponse } from 'node:http';
import type { Refusal } from './refusal.js';

/** 64-bit integers as strings, undefined numbers as null. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? String(field) : typeof field === 'number' && !Number.isFinite(field) ? null : field));

/** Answers with bytes, unless the reader is gone already. */
export const send = (response: ServerResponse, status: number, type: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): void => {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers }).end(body);
};

export const sendJson = (response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void =>
  send(response, status, 'application/json', `${toJson(value)}\n`, { 'cache-control': 'no-store', ...headers });

/** `{error: sentence}`. An answer that has begun is cut off, so that nobody takes a part for the whole. */
export const sendRefusal = (response: ServerResponse, { status, message, more }: Refusal, headers: Readonly<Record<string, string>> = {}): void => {
  if (response.headersSent) { response.destroy(); return; }
  sendJson(response, status, { error: message, ...more }, headers);
};
