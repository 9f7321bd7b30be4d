/**
 * The k best of a stream of (score, label), kept as a heap with the worst in front.
 *
 * Labels with equal scores are common (a sigmoid table has 512 values), and the reference's order among them is whatever
 * libstdc++'s `push_heap`, `pop_heap` and `sort_heap` leave. To give the same labels in the same order, these are the same moves.
 */
export class Best {
  readonly scores: number[] = [];
  readonly labels: number[] = [];
  readonly #k: number;
  constructor(k: number) { this.#k = k; }

  get full(): boolean { return this.scores.length === this.#k; }
  /** Score of the worst kept; only when something is kept. */
  get worst(): number { return this.scores[0]!; }

  add(score: number, label: number): void {
    this.scores.push(score);
    this.labels.push(label);
    this.#rise(this.scores.length - 1, score, label);
    if (this.scores.length > this.#k) { this.#toBack(this.scores.length); this.scores.pop(); this.labels.pop(); }
  }

  /** Best first. The heap cannot be added to afterwards. */
  sort(): this {
    for (let length = this.scores.length; length > 1; length--) this.#toBack(length);
    return this;
  }

  #move(to: number, from: number): void { this.scores[to] = this.scores[from]!; this.labels[to] = this.labels[from]!; }

  #rise(hole: number, score: number, label: number): void {
    for (let parent = (hole - 1) >> 1; hole > 0 && this.scores[parent]! > score; parent = (hole - 1) >> 1) { this.#move(hole, parent); hole = parent; }
    this.scores[hole] = score;
    this.labels[hole] = label;
  }

  /** `pop_heap` on the first `length`: the front goes to place length - 1, the rest is a heap again. */
  #toBack(length: number): void {
    const last = length - 1, score = this.scores[last]!, label = this.labels[last]!;
    this.#move(last, 0);
    let hole = 0, child = 0;
    while (child < (last - 1) >> 1) {
      child = 2 * (child + 1);
      if (this.scores[child]! > this.scores[child - 1]!) child--;
      this.#move(hole, child);
      hole = child;
    }
    if ((last & 1) === 0 && child === (last - 2) >> 1) { child = 2 * (child + 1); this.#move(hole, child - 1); hole = child - 1; }
    this.#rise(hole, score, label);
  }
}
