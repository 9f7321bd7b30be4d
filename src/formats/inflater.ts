import { constants, createInflateRaw } from 'node:zlib';

/** How a slice was taken: all of it and more is wanted, the deflate stream ended inside it, or the stream is broken. */
export type Fed = 'more' | 'ended' | 'broken';

/** Inflates one deflate stream of any length slice by slice; memory is what one slice inflates to. */
export class Inflater {
  readonly #engine;
  #chunks: Buffer[] = [];
  #state: Fed = 'more';
  #wake: () => void = () => {};

  /** @param chunkSize bytes per piece of output; of a broken stream up to this many bytes before the break are lost */
  constructor(chunkSize: number) {
    this.#engine = createInflateRaw({ chunkSize, finishFlush: constants.Z_SYNC_FLUSH });
    this.#engine.on('readable', () => this.#drain());
    this.#engine.on('end', () => this.#stop('ended'));
    this.#engine.on('error', () => this.#stop('broken'));
  }

  /** Bytes of the deflate stream that have been used up. */
  get used(): number {
    return this.#engine.bytesWritten;
  }

  /** Feeds a slice and returns what it inflates to, and how it was taken. */
  async feed(slice: Uint8Array): Promise<{ chunks: Buffer[]; fed: Fed }> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#engine.write(slice, () => resolve());
    });
    this.#drain();
    const chunks = this.#chunks;
    this.#chunks = [];
    return { chunks, fed: this.#state };
  }

  close(): void {
    this.#engine.destroy();
  }

  #drain(): void {
    for (let chunk: Buffer | null; (chunk = this.#engine.read() as Buffer | null) !== null;) this.#chunks.push(chunk);
  }

  #stop(state: Fed): void {
    this.#state = state;
    this.#wake();
  }
}
