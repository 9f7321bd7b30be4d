interface Waiting { readonly bytes: number; readonly admit: () => void }

/**
 * Bounds what has been read and is not yet stored: batches and bytes. A batch larger than the whole budget passes alone. First come, first served.
 * RxJS pushes and never waits, so the bound has to sit where records are read.
 */
export class Credit {
  readonly #batches: number;
  readonly #bytes: number;
  #held = 0;
  #heldBytes = 0;
  #queue: Waiting[] = [];

  constructor(batches: number, bytes: number) {
    this.#batches = batches;
    this.#bytes = bytes;
  }

  /** @returns once there is room: gives the room back; null when `ending` came first */
  async take(bytes: number, ending?: AbortSignal): Promise<(() => void) | null> {
    if (ending?.aborted) return null;
    if (this.#queue.length > 0 || !this.#fits(bytes)) {
      const admitted = await new Promise<boolean>((resolve) => {
        const leave = (): void => { this.#queue = this.#queue.filter((one) => one !== waiting); resolve(false); this.#admit(); };
        const waiting = { bytes, admit: () => { ending?.removeEventListener('abort', leave); resolve(true); } };
        ending?.addEventListener('abort', leave, { once: true });
        this.#queue.push(waiting);
      });
      if (!admitted) return null;
    } else this.#hold(bytes);
    return this.#release(bytes);
  }

  /** @returns gives the room back; null when there is none now */
  tryTake(bytes: number): (() => void) | null {
    if (this.#queue.length > 0 || !this.#fits(bytes)) return null;
    this.#hold(bytes);
    return this.#release(bytes);
  }

  get batches(): number { return this.#held; }
  get bytes(): number { return this.#heldBytes; }

  #fits(bytes: number): boolean { return this.#held === 0 || (this.#held < this.#batches && this.#heldBytes + bytes <= this.#bytes); }

  #release(bytes: number): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#held--;
      this.#heldBytes -= bytes;
      this.#admit();
    };
  }

  #hold(bytes: number): void { this.#held++; this.#heldBytes += bytes; }

  #admit(): void {
    while (this.#queue.length > 0 && this.#fits(this.#queue[0]!.bytes)) {
      const { bytes, admit } = this.#queue.shift()!;
      this.#hold(bytes);
      admit();
    }
  }
}
