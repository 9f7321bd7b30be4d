/**
 * Duplicates among the last W to 2W documents of one partition, in bounded memory, restorable from stored rows.
 *
 * **Layers.** Four kinds of key, one question each: has this been seen before me? The id (replay: the same record again), the hash of the text
 * (exact), the hash of the canonical URL (url: the page was fetched again), each of the b LSH bands (near). The first that answers names the
 * kind, in this order; band hits are counted whatever it is.
 *
 * **Generations.** Generation = floor(position / W), position = the gapless number of the record in its log. Two are kept; when a third begins the
 * oldest is cleared. So a duplicate at distance <= W is found and one at 2W or more is not. No clock, no LRU: a mark is a function of the log before it.
 *
 * **Keys.** Per generation and layer a table maps a key to the first position that had it (`slots.ts`). A lookup asks the older generation, then
 * the newer, and takes a position only below its own: marking a row again, with itself and its successors already in the tables, gives the same mark.
 * Every row, duplicate or not, enters its id, text and URL.
 *
 * **Roots.** Beside each position stand two ids: the root of its text (what it is a copy of, or itself) and the root of its URL. A mark's `of` is the root
 * of the row that was found, so it names the first page of a chain of copies even when that page left the window long ago.
 * A row of kind url has a text of its own: it is its own text's root. A row whose root turns out to be its own id is a replay.
 *
 * **Bands.** Only the bands of a root lead to that root: clusters are stars, never chains (A like B like C says nothing of A and C; transitive closure
 * has merged 859,092 documents into two elsewhere). A row of kind '' or url enters all its bands. A duplicate enters only the bands
 * in which it met its root in the older generation and which the newer one lacks ("touch"): they are the root's own, so a root that keeps being
 * copied stays known without drifting. Exact copies keep all of its bands alive, near ones those they share.
 * `entered` says, bit by bit, which bands a row put in.
 *
 * **Restart.** A generation's state depends on its rows' (position, id, content, url, bands, kind, dup_of, url_of, entered) alone, all stored in
 * `fingerprints`: `fill` and `mark` end in the same `#enter`, so a window filled with the rows of two generations is the one that was lost.
 *
 * Example, W = 4: A at 0, copy B at 3, copy C at 6, copy D at 11. B finds A; C (generation 1) finds A; D (generation 2) finds C, whose root is A:
 * of = A, although A left at 8.
 *
 * Memory with two full generations and 14 bands: 2 x (14 x 11.4 near + 3 x 11.4 others + 16 roots) = 420 bytes per document of W, 420 MB at
 * W = 1,000,000, constant from then on. Tables grow with what they hold (at first 1 MB; the roots are claimed at once, but the system
 * hands out their pages as they are written). Cost: up to 17 lookups in each generation and 17 puts a row: 1.2 us in small windows, 4 us at 320 MB.
 */
import type { DedupWindow, Fingerprint, Marks, Sketches } from '../model/ports.js';
import { usage } from '../model/fault.js';
import { Generation } from './generation.js';
import { MAX_LOAD, type Slots } from './slots.js';

/** `entered` has one bit per band. */
export const MAX_BANDS = 64;
/** A table of slots has at most 2^32 words in one array, and 70 % of its slots in use. */
const largestWindow = (bands: number): number => Math.floor((0.69 * 2 ** 31) / bands);
/** Places in `DUPLICATE_KINDS`. */
const NONE = 0, REPLAY = 1, EXACT = 2, URL = 3, NEAR = 4;

/** First position whose row a window needs that goes on at `next`. */
export const restoreFrom = (next: number, window: number): number => Math.max(0, (Math.floor(next / window) - 1) * window);

/** Bytes that a window comes to take once both of its generations are full. */
export const windowBytes = (size: number, bands: number): number => Math.ceil(2 * size * (((bands + 3) * 8) / MAX_LOAD + 16));

export class Window implements DedupWindow {
  readonly #size: number;
  readonly #bands: number;
  #generation = -1;
  #older: Generation;
  #newer: Generation;
  /** Scratch: where each band was found; the candidates' roots, first places and hits. */
  readonly #places: Float64Array;
  readonly #rootLow: Uint32Array;
  readonly #rootHigh: Uint32Array;
  readonly #firstPlace: Float64Array;
  readonly #hits: Uint8Array;

  /** @param size W, documents per generation · @param bands bands per document, 1 to 64 */
  constructor(size: number, bands: number) {
    if (!(Number.isInteger(bands) && bands >= 1 && bands <= MAX_BANDS)) throw usage(`dedup.bands: got ${bands}, allowed 1 to ${MAX_BANDS}`);
    const largest = largestWindow(bands);
    if (!(Number.isInteger(size) && size >= 1 && size <= largest)) throw usage(`dedup.window: got ${size}, allowed 1 to ${largest} with ${bands} bands`);
    this.#size = size;
    this.#bands = bands;
    this.#older = new Generation(size, bands);
    this.#newer = new Generation(size, bands);
    this.#places = new Float64Array(bands);
    this.#rootLow = new Uint32Array(bands);
    this.#rootHigh = new Uint32Array(bands);
    this.#firstPlace = new Float64Array(bands);
    this.#hits = new Uint8Array(bands);
  }

  /** Enters stored rows, positions ascending, all of them from `restoreFrom(next)` up to `next`. */
  fill(rows: Iterable<Fingerprint>): void {
    const hashes = new BigUint64Array(6), words = new Uint32Array(hashes.buffer);
    const bands = new Uint8Array(8 * this.#bands), bandWords = new Uint32Array(bands.buffer);
    for (const row of rows) {
      const copy = row.kind === 'replay' || row.kind === 'exact' || row.kind === 'near';
      hashes[0] = row.id; hashes[1] = row.content; hashes[2] = row.url;
      hashes[3] = copy ? row.dupOf : row.id;
      hashes[4] = row.urlOf === 0n ? row.id : row.urlOf;
      hashes[5] = row.entered;
      bands.set(row.bands);
      this.#roll(row.position);
      this.#enter(
        row.position - this.#newer.base + 1, words[0]!, words[1]!, words[2]!, words[3]!, words[4]!, words[5]!,
        words[6]!, words[7]!, words[8]!, words[9]!, bandWords, 0, words[10]!, words[11]!,
      );
    }
  }

  /** Marks rows and enters them, one after the other; positions ascending. */
  mark(rows: Sketches): Marks {
    const count = rows.positions.length;
    const marks: Marks = {
      kind: new Uint8Array(count), of: new BigUint64Array(count), urlOf: new BigUint64Array(count),
      entered: new BigUint64Array(count), bandHits: new Uint8Array(count),
    };
    const id = halves(rows.id), content = halves(rows.content), url = halves(rows.url), bands = halves(rows.bands);
    const of = halves(marks.of), urlOf = halves(marks.urlOf), entered = halves(marks.entered);
    for (let i = 0; i < count; i++) {
      const position = rows.positions[i]!;
      this.#roll(position);
      const self = position - this.#newer.base + 1, low = 2 * i, high = 2 * i + 1, at = 2 * i * this.#bands;
      const idLow = id[low]!, idHigh = id[high]!, hasUrl = url[low] !== 0 || url[high] !== 0;
      const replay = this.#find(this.#older.ids, this.#newer.ids, idLow, idHigh, self);
      const exact = this.#find(this.#older.contents, this.#newer.contents, content[low]!, content[high]!, self);
      const seenUrl = hasUrl ? this.#find(this.#older.urls, this.#newer.urls, url[low]!, url[high]!, self) : 0;
      const best = this.#nearest(bands, at, self);
      if (best >= 0) marks.bandHits[i] = this.#hits[best]!;
      if (seenUrl > 0) { urlOf[low] = this.#root(seenUrl, 2); urlOf[high] = this.#root(seenUrl, 3); }

      let kind: number = NONE;
      const found = replay || exact;
      if (found > 0) { kind = replay > 0 ? REPLAY : EXACT; of[low] = this.#root(found, 0); of[high] = this.#root(found, 1); }
      else if (seenUrl > 0) { kind = URL; of[low] = urlOf[low]!; of[high] = urlOf[high]!; }
      else if (best >= 0) { kind = NEAR; of[low] = this.#rootLow[best]!; of[high] = this.#rootHigh[best]!; }
      const ownRoot = kind !== NONE && of[low] === idLow && of[high] === idHigh;
      if (ownRoot) kind = REPLAY;
      marks.kind[i] = kind;

      const copy = kind === REPLAY || kind === EXACT || kind === NEAR;
      for (let band = 0; band < this.#bands; band++) {
        if (bands[at + 2 * band] === 0 && bands[at + 2 * band + 1] === 0) continue;
        if (!copy || ownRoot || this.#touches(bands, at, band, self, of[low]!, of[high]!)) entered[band < 32 ? low : high]! |= 1 << (band & 31);
      }
      this.#enter(
        self, idLow, idHigh, content[low]!, content[high]!, url[low]!, url[high]!, copy ? of[low]! : idLow, copy ? of[high]! : idHigh,
        seenUrl > 0 ? urlOf[low]! : idLow, seenUrl > 0 ? urlOf[high]! : idHigh, bands, at, entered[low]!, entered[high]!,
      );
    }
    return marks;
  }

  /** Does it still hold what a row at `position` has to be compared with? Not when it has rolled on beyond that row's generation. */
  covers(position: number): boolean { return this.#generation >= 0 && Math.floor(position / this.#size) >= this.#generation; }

  /** Fill and probe lengths of the newer generation's tables, and the bytes of both generations. */
  figures(): { readonly layers: Readonly<Record<'id' | 'content' | 'url' | 'near', ReturnType<Slots['figures']>>>; readonly bytes: number } {
    const of = ({ ids, contents, urls, bands }: Generation) => ({ id: ids.figures(), content: contents.figures(), url: urls.figures(), near: bands.figures() });
    const bytes = [this.#older, this.#newer].reduce((sum, one) => sum + one.roots.byteLength + Object.values(of(one)).reduce((all, { bytes }) => all + bytes, 0), 0);
    return { layers: of(this.#newer), bytes };
  }

  /** All that both generations hold, in an order that does not depend on history. For comparing a restored window with a live one. */
  contents(): unknown {
    return [this.#older, this.#newer].map(({ base, ids, contents, urls, bands, roots }) => ({
      base, ids: ids.contents(), contents: contents.contents(), urls: urls.contents(), bands: bands.contents(),
      roots: ids.contents().map(([, row]) => [row, ...roots.subarray(4 * (row - 1), 4 * row)]),
    }));
  }

  /** Makes the generation of `position` the newer one. */
  #roll(position: number): void {
    const generation = Math.floor(position / this.#size);
    if (generation === this.#generation) return;
    if (generation < this.#generation) throw new RangeError(`position ${position} lies before generation ${this.#generation} of the dedup window`);
    const follows = generation === this.#generation + 1;
    [this.#older, this.#newer] = [this.#newer, this.#older];
    this.#newer.restart(generation * this.#size);
    if (!follows) this.#older.restart((generation - 1) * this.#size);
    this.#generation = generation;
  }

  /** First place of a key before row `self` of the newer generation: 1..W in the older, W+1.. in the newer generation, 0 = nowhere. */
  #find(older: Slots, newer: Slots, low: number, high: number, self: number): number {
    const before = older.get(low, high);
    if (before !== 0) return before;
    const row = newer.get(low, high);
    return row !== 0 && row < self ? this.#size + row : 0;
  }

  /** Word `word` of the roots of a place. */
  #root(place: number, word: number): number {
    return place <= this.#size ? this.#older.roots[4 * (place - 1) + word]! : this.#newer.roots[4 * (place - this.#size - 1) + word]!;
  }

  /** Looks all bands up; returns the candidate with most hits (the earliest of equals), -1 = none. */
  #nearest(bands: Uint32Array, at: number, self: number): number {
    let candidates = 0, best = -1;
    for (let band = 0; band < this.#bands; band++) {
      const low = bands[at + 2 * band]!, high = bands[at + 2 * band + 1]!;
      const place = (low | high) === 0 ? 0 : this.#find(this.#older.bands, this.#newer.bands, low, high, self);
      this.#places[band] = place;
      if (place === 0) continue;
      const rootLow = this.#root(place, 0), rootHigh = this.#root(place, 1);
      let c = 0;
      while (c < candidates && (this.#rootLow[c] !== rootLow || this.#rootHigh[c] !== rootHigh)) c++;
      if (c === candidates) { candidates++; this.#rootLow[c] = rootLow; this.#rootHigh[c] = rootHigh; this.#hits[c] = 0; this.#firstPlace[c] = place; }
      this.#hits[c]!++;
      if (place < this.#firstPlace[c]!) this.#firstPlace[c] = place;
    }
    for (let c = 0; c < candidates; c++) {
      if (best < 0 || this.#hits[c]! > this.#hits[best]! || (this.#hits[c] === this.#hits[best] && this.#firstPlace[c]! < this.#firstPlace[best]!)) best = c;
    }
    return best;
  }

  /** Was this band met in the older generation under the given root, and is it not in the newer one before `self`? */
  #touches(bands: Uint32Array, at: number, band: number, self: number, rootLow: number, rootHigh: number): boolean {
    const place = this.#places[band]!;
    if (place === 0 || place > this.#size || this.#root(place, 0) !== rootLow || this.#root(place, 1) !== rootHigh) return false;
    const row = this.#newer.bands.get(bands[at + 2 * band]!, bands[at + 2 * band + 1]!);
    return row === 0 || row >= self;
  }

  #enter(
    self: number, idLow: number, idHigh: number, contentLow: number, contentHigh: number, urlLow: number, urlHigh: number,
    rootLow: number, rootHigh: number, urlRootLow: number, urlRootHigh: number, bands: Uint32Array, at: number, enteredLow: number, enteredHigh: number,
  ): void {
    const { ids, contents, urls, bands: table, roots } = this.#newer;
    ids.put(idLow, idHigh, self);
    contents.put(contentLow, contentHigh, self);
    if (urlLow !== 0 || urlHigh !== 0) urls.put(urlLow, urlHigh, self);
    const root = 4 * (self - 1);
    roots[root] = rootLow; roots[root + 1] = rootHigh; roots[root + 2] = urlRootLow; roots[root + 3] = urlRootHigh;
    for (let band = 0; band < this.#bands; band++) {
      if (((band < 32 ? enteredLow : enteredHigh) >>> (band & 31)) & 1) table.put(bands[at + 2 * band]!, bands[at + 2 * band + 1]!, self);
    }
  }
}

/** The 32-bit words of 64-bit values, low half first (little-endian, as every platform of Node that has a store). */
const halves = (values: BigUint64Array | Uint8Array): Uint32Array =>
  values.byteOffset % 4 === 0 ? new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4) : halves(values.slice());
