import { ApiFault, isAbort } from './api-fault.js';
import { readSample, type SampleColumns } from './sample-bytes.js';

export type Params = Readonly<Record<string, string | number | null | undefined>>;

const sentenceIn = (body: unknown): string | null => {
  if (typeof body !== 'object' || body === null) return typeof body === 'string' && body.trim() !== '' ? body.trim().slice(0, 600) : null;
  const { error, message, faults } = body as Record<string, unknown>;
  if (Array.isArray(faults) && faults.length > 0) return faults.map(String).join('\n');
  return typeof error === 'string' ? error : sentenceIn(error) ?? (typeof message === 'string' ? message : null);
};

const parsed = (text: string): unknown => { try { return JSON.parse(text) as unknown; } catch { return text; } };
const ANSWERS: Readonly<Record<number, string>> = {
  401: 'The token is missing or no longer valid; open the link that `thresher serve` printed.',
  403: 'This page may not do that; open the link that `thresher serve` printed.',
  503: 'The store does not answer; it is asked again by itself.',
};

/** Talks to /api/v1 of the origin. */
export class Api {
  readonly #token: string;
  constructor(token: string) { this.#token = token; }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    let answer: Response;
    try {
      answer = await fetch(`/api/v1/${path}`, { ...init, headers, cache: 'no-store', credentials: 'omit' });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new ApiFault('thresher serve does not answer. Is it still running? The page goes on by itself when it is back.', 0);
    }
    if (answer.ok) return answer;
    const body = parsed(await answer.text());
    throw new ApiFault(sentenceIn(body) ?? ANSWERS[answer.status] ?? `The server answered ${answer.status} to ${path.split('?')[0]}.`, answer.status, body);
  }

  #path(path: string, params: Params): string {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(params)) if (value !== null && value !== undefined) query.set(key, String(value));
    const text = query.toString();
    return text === '' ? path : `${path}?${text}`;
  }

  async get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
    return (await (await this.#fetch(this.#path(path, params), { signal: signal ?? null })).json()) as T;
  }

  /** @param generation rows of which the columns must be */
  async sample(columns: readonly string[], generation: string | null): Promise<SampleColumns> {
    return readSample(await (await this.#fetch(this.#path('sample', { columns: columns.join(','), as: generation }), {})).arrayBuffer());
  }

  async send<T>(method: 'POST' | 'PUT', path: string, params: Params, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const answer = await this.#fetch(this.#path(path, params), { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
    return (await answer.json()) as T;
  }

  /** The bytes of the events, until the server or `signal` ends them. */
  async events(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#fetch('events', { signal, headers: { accept: 'text/event-stream' } });
    if (body === null) throw new ApiFault('The server sent no events.', 0);
    return body;
  }
}
