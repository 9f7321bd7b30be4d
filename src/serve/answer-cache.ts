/** Answers that were given for the same question about the same rows, the oldest use out first; bounded in bytes. */
export class AnswerCache {
  readonly #most: number;
  readonly #held = new Map<string, Uint8Array>();
  #bytes = 0;

  /** @param most bytes of keys and answers */
  constructor(most: number) { this.#most = most; }

  get bytes(): number { return this.#bytes; }

  get(key: string): Uint8Array | undefined {
    const found = this.#held.get(key);
    if (found !== undefined) { this.#held.delete(key); this.#held.set(key, found); }
    return found;
  }

  set(key: string, answer: Uint8Array): void {
    this.#drop(key);
    const size = key.length * 2 + answer.length;
    // One answer is not to push out everything else.
    if (size > this.#most / 4) return;
    this.#held.set(key, answer);
    this.#bytes += size;
    for (const oldest of this.#held.keys()) { if (this.#bytes <= this.#most) break; this.#drop(oldest); }
  }

  #drop(key: string): void {
    const found = this.#held.get(key);
    if (found === undefined) return;
    this.#held.delete(key);
    this.#bytes -= key.length * 2 + found.length;
  }
}
