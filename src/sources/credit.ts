/**
 * Bounds what has been read and is not yet stored: batches and bytes. A batch larger than the whole budget passes alone.
 * RxJS pushes and never waits, so the bound has to sit where records are read.
 */
export class Credit {
  readonly #batches: number;
  readonly #bytes: number;
  #held: number[] = [];
  #heldBytes = 0;
  #wake: (() => void) | null = null;

  constructor(batches: number, bytes: number) {
    this.#batches = batches;
    this.#bytes = bytes;
  }

  /** Resolves once there is room. */
  async take(bytes: number): Promise<void> {
    while (this.#held.length > 0 && (this.#held.length >= this.#batches || this.#heldBytes + bytes > this.#bytes)) {
      await new Promise<void>((resolve) => { this.#wake = resolve; });
    }
    this.#held.push(bytes);
    this.#heldBytes += bytes;
  }

  /** The oldest batch is done: batches finish in log order. */
  give(): void {
    this.#heldBytes -= this.#held.shift() ?? 0;
    this.#wake?.();
    this.#wake = null;
  }

  get batches(): number { return this.#held.length; }
  get bytes(): number { return this.#heldBytes; }
}
