/** Given up before its turn. */
export class GivenUp extends Error {
  constructor() { super('given up before its turn'); this.name = 'GivenUp'; }
}

/**
 * Places for questions to the store, of which only so many run at once; the others wait in order. Whoever goes away while waiting is out of the line, so that of a handle
 * that is dragged only the questions count that somebody still waits for.
 */
export class Places {
  #free: number;
  readonly #most: number;
  readonly #line: (() => void)[] = [];

  /** @param most how many may wait */
  constructor(width: number, most = 1000) { this.#free = width; this.#most = most; }

  get waiting(): number { return this.#line.length; }

  /** @returns gives the place back @throws GivenUp */
  async take(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted || this.#line.length >= this.#most) throw new GivenUp();
    if (this.#free > 0) this.#free--;
    else {
      await new Promise<void>((resolve, reject) => {
        const turn = (): void => { signal.removeEventListener('abort', out); resolve(); };
        const out = (): void => { this.#line.splice(this.#line.indexOf(turn), 1); reject(new GivenUp()); };
        signal.addEventListener('abort', out, { once: true });
        this.#line.push(turn);
      });
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#line.shift();
      if (next) next(); else this.#free++;
    };
  }
}
