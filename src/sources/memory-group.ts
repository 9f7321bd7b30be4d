import type { Committed } from '../model/log.js';

/** What a seat owns in one generation. `ending` is aborted when it has to be given up. */
export interface Share { readonly partitions: readonly number[]; readonly kept: readonly number[]; readonly ending: AbortController }

/** One membership, from joining to leaving or being put out; who was put out joins again with a new seat. */
export class Seat {
  /** No longer a member. */
  over = false;
  share: Share | null = null;
  /** Set while the seat has joined and waits for the next generation; called with null when the seat is over. */
  waiting: ((share: Share | null) => void) | null = null;
}

/**
 * A consumer group on one topic, after Kafka's classic protocol: whenever a member comes or goes, everybody gives up everything (`ending`), joins
 * again once its handlers have returned, and partitions are dealt anew when all have joined. Commits are taken from members of the present
 * generation only; between the beginning of a rebalance and its end that is still the old one.
 */
export class MemoryGroup {
  readonly positions = new Map<number, Committed>();
  readonly #partitions: () => number;
  readonly #timeout: () => Promise<void>;
  #seats: Seat[] = [];
  #generation = 0;
  #rebalancing = false;

  /** @param timeout when it resolves, a rebalance waits no more: members that have not joined again are put out */
  constructor(partitions: () => number, timeout: () => Promise<void>) {
    this.#partitions = partitions;
    this.#timeout = timeout;
  }

  /** @returns the share in the next generation; null when the seat was lost or left meanwhile */
  join(seat: Seat): Promise<Share | null> {
    if (seat.over) return Promise.resolve(null);
    const share = new Promise<Share | null>((resolve) => { seat.waiting = resolve; });
    if (this.#seats.includes(seat)) this.#settle();
    else {
      this.#seats.push(seat);
      this.rebalance();
    }
    return share;
  }

  /** The member goes, by itself, because it was silent for too long, or because its process died. */
  leave(seat: Seat): void {
    if (seat.over) return;
    this.#remove([seat]);
    this.rebalance();
  }

  /** Everybody gives up its share and joins again. */
  rebalance(): void {
    const began = !this.#rebalancing, generation = this.#generation;
    this.#rebalancing = true;
    for (const seat of this.#seats) seat.share?.ending.abort();
    this.#settle();
    if (!began || !this.#rebalancing) return;
    void this.#timeout().then(() => {
      if (!this.#rebalancing || this.#generation !== generation) return;
      this.#remove(this.#seats.filter((seat) => seat.waiting === null));
      this.#settle();
    });
  }

  /** @returns 'fenced' when the share is not one of the present generation */
  commit(seat: Seat, share: Share, partition: number, position: Committed): 'ok' | 'fenced' {
    if (seat.over || seat.share !== share) return 'fenced';
    this.positions.set(partition, position);
    return 'ok';
  }

  #remove(gone: readonly Seat[]): void {
    this.#seats = this.#seats.filter((seat) => !gone.includes(seat));
    for (const seat of gone) {
      seat.over = true;
      seat.waiting?.(null);
      seat.waiting = null;
    }
  }

  /** Deals the partitions in turn, in the order of joining, as soon as every seat waits. */
  #settle(): void {
    if (!this.#rebalancing || this.#seats.some((seat) => seat.waiting === null)) return;
    this.#rebalancing = false;
    this.#generation++;
    const all = Array.from({ length: this.#partitions() }, (_, i) => i);
    this.#seats.forEach((seat, turn) => {
      const partitions = all.filter((partition) => partition % this.#seats.length === turn), before = seat.share?.partitions ?? [];
      seat.share = { partitions, kept: partitions.filter((partition) => before.includes(partition)), ending: new AbortController() };
      seat.waiting!(seat.share);
      seat.waiting = null;
    });
  }
}
