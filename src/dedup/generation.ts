import { Slots } from './slots.js';

/**
 * What the window remembers of one generation: per layer the first position of each key, and per position whose copy it is.
 * Everything here is a pure function of the rows entered, whatever their order or repetition.
 */
export class Generation {
  /** Position of row 0; a row's number in the tables is its position - base + 1. */
  base = 0;
  readonly ids: Slots;
  readonly contents: Slots;
  readonly urls: Slots;
  readonly bands: Slots;
  /** Per row four words: root of its text (low, high), root of its URL (low, high). Read only where a table points, so never cleared. */
  readonly roots: Uint32Array;

  constructor(size: number, bands: number) {
    this.ids = new Slots(size);
    this.contents = new Slots(size);
    this.urls = new Slots(size);
    this.bands = new Slots(size * bands);
    this.roots = new Uint32Array(4 * size);
  }

  /** Forgets every row and starts at another position. */
  restart(base: number): void {
    this.base = base;
    for (const table of [this.ids, this.contents, this.urls, this.bands]) table.clear();
  }
}
