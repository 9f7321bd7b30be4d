/** Exit codes of the command line. */
export const EXIT = { done: 0, trouble: 1, usage: 2, rejected: 3, defect: 70, interrupted: 130, terminated: 143 } as const;

/**
 * An error whose message is meant for the user: what was found, what was expected, what to do. Printed without a stack.
 * `code` is the exit code: `EXIT.trouble` (service), `EXIT.usage` (flags, config, missing file or part).
 */
export class Fault extends Error {
  readonly code: number;
  constructor(message: string, code: number = EXIT.trouble, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
  }
}

/** A flag, setting or input that is wrong: one line per fault, `what: got ..., allowed ...`. */
export const usage = (...faults: string[]): Fault => new Fault(faults.join('\n'), EXIT.usage);
