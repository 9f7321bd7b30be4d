import type { SignalFamily } from '../src/model/signal.js';
import type { KeptText, LineRule } from '../src/text/kept-text.js';
import type { NGrams } from '../src/text/ngrams.js';
import { Shared, type Analysis } from '../src/text/shared.js';
import type { Words } from '../src/text/tokens.js';

/** One part of the time: a family's own work, or an analysis that families share, without the analyses that it asks for itself. */
export interface Part {
  /** Name of the family, or of the analysis' class. */
  readonly part: string;
  readonly seconds: number;
  /** Families that asked for it, by themselves or through another analysis; its own name for a family, none for decoding. */
  readonly families: readonly string[];
}

/** Time of nested spans, each without what lies inside it. */
class Clock {
  readonly seconds = new Map<string, number>();
  private readonly open: string[] = [];
  private last = 0;

  during<T>(part: string, work: () => T): T {
    this.settle();
    this.open.push(part);
    try {
      return work();
    } finally {
      this.settle();
      this.open.pop();
    }
  }

  private settle(): void {
    const now = performance.now(), part = this.open.at(-1);
    if (part !== undefined) this.seconds.set(part, (this.seconds.get(part) ?? 0) + (now - this.last) / 1000);
    this.last = now;
  }
}

/** `Shared` with a clock on whatever is made in it. Asking again for what is made already costs the asker, as it does without the clock. */
class Clocked extends Shared {
  readonly clock = new Clock();
  readonly asked = new Map<string, Set<string>>();
  private asker = '';
  private readonly made = new Set<string>();

  override load(bytes: Uint8Array, lang: string): this {
    this.made.clear();
    return this.clock.during('decoding', () => super.load(bytes, lang));
  }

  measure(family: SignalFamily<Shared>, out: Float64Array, at: number): void {
    this.asker = family.name;
    this.clock.during(family.name, () => family.measure(this, out, at));
  }

  override of<A extends Analysis>(kind: new () => A): A { return this.once(kind.name, () => super.of(kind)); }

  override get words(): Words { return this.once('normalized words', () => super.words); }

  override get ngrams(): NGrams { return this.once('n-grams of normalized words', () => super.ngrams); }

  override keep(rule: LineRule, into: KeptText): KeptText {
    this.note('kept text');
    return this.clock.during('kept text', () => super.keep(rule, into));
  }

  private once<T>(part: string, make: () => T): T {
    this.note(part);
    if (this.made.has(part)) return make();
    this.made.add(part);
    return this.clock.during(part, make);
  }

  private note(part: string): void {
    let askers = this.asked.get(part);
    if (!askers) this.asked.set(part, askers = new Set());
    askers.add(this.asker);
  }
}

/**
 * Where the time of families goes that measure the same texts together: parts by their seconds, most first. They sum up to the whole time, clock included
 * (about 0.1 us a span).
 * @param rounds how often all texts are measured; the first time does not count
 */
export const partsOf = (families: readonly SignalFamily<Shared>[], texts: readonly Uint8Array[], lang: readonly string[], rounds: number): Part[] => {
  const shared = new Clocked(), out = new Float64Array(families.reduce((sum, { signals }) => sum + signals.length, 0));
  for (let round = 0; round <= rounds; round++) {
    if (round === 1) shared.clock.seconds.clear();
    texts.forEach((text, i) => {
      shared.load(text, lang[i]!);
      let at = 0;
      for (const family of families) {
        shared.measure(family, out, at);
        at += family.signals.length;
      }
    });
  }
  return [...shared.clock.seconds].sort(([, a], [, b]) => b - a)
    .map(([part, seconds]) => ({ part, seconds: seconds / rounds, families: shared.asked.has(part) ? [...shared.asked.get(part)!] : families.some(({ name }) => name === part) ? [part] : [] }));
};
