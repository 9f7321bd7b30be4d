/** Why a request is not answered: a status of HTTP, a sentence (of several faults: one a line), and what goes with them. */
export class Refusal extends Error {
  readonly status: number;
  /** Beside `error` in the body. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.more = more;
  }
}
