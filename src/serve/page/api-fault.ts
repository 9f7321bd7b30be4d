/** What the server refused or could not do, as a sentence for the reader. `status` 0: it did not answer. */
export class ApiFault extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(message: string, status: number, body: unknown = null) {
    super(message);
    this.name = 'ApiFault';
    this.status = status;
    this.body = body;
  }
}

/** True for the error of a question that was withdrawn. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
