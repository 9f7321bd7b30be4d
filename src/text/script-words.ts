import { jieba } from './jieba.js';
import { reserve } from './scratch.js';
import { EXTENDS, HAN, INSIDE, KANA, KHMER, LAO, MYANMAR, SCRIPT, SPACED, THAI, WORDLY, scriptOf, scripts } from './scripts.js';
import { Segmentation, type SegmentationName } from './segmentation.js';
import type { Analysis, Shared } from './shared.js';
import { SplitWords } from './split-words.js';

/*
 * The words of a text in any script. Each has a letter or a number in it.
 *
 * A text is a sequence of runs: letters, numbers and what extends them (combining marks, joiners), all of scripts whose words are found in one way.
 *
 *   spaced   a run is a word; an apostrophe, hyphen, period, middle dot or low line between two letters or numbers stays inside (don't, well-known, 3.14), a comma
 *            between two digits does (1,000). Every other mark ends it, the Ethiopic word space and the Tibetan tsheg too
 *   icu      Intl.Segmenter of the script's language cuts the run
 *   jieba    jieba does
 *   bigram   each two ideographs that follow each other are a word, so words overlap; a single ideograph is one
 *
 * Example, "我爱 Node 20" without jieba: 我爱, Node, 20. "ไปกินข้าว": ไป, กิน, ข้าว.
 *
 * ICU's time for one text grows with the square of its length (Thai: 0.1 ms for 1,000 code points, 4.5 s for 100,000), so it gets at most LONGEST at a time: all
 * words but the last four are taken (it looks three words ahead), and the next piece begins with those. Cost: about 3 ns a code point of spaced text
 * beside `SplitWords` and `Segmentation`, where most words are ASCII letters and nothing else, 0.3 - 1 us with ICU.
 */
const LONGEST = 512, LOOKED_AHEAD = 4, COMMA = 0x2c, ZERO = 0x30, NINE = 0x39;
const LANGUAGES: Readonly<Record<number, string>> = { [HAN]: 'ja', [KANA]: 'ja', [THAI]: 'th', [LAO]: 'lo', [KHMER]: 'km', [MYANMAR]: 'my' };
const segmenters = new Map<string, Intl.Segmenter>();

/** Ask for it by `shared.of(ScriptWords)`. */
export class ScriptWords implements Analysis {
  count = 0;
  /** Code points in all words together; of overlapping ones in each. */
  letters = 0;
  /** Word i is `cps[starts[i], ends[i])`. */
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);

  read(shared: Shared): void {
    const { cps, length } = shared, { of } = shared.of(Segmentation), { count, starts, ends, ids, letterKinds } = shared.of(SplitWords);
    this.starts = reserve(this.starts, length + 1);
    this.ends = reserve(this.ends, length + 1);
    this.count = this.letters = 0;
    for (let k = 0; k < count; k++) {
      if (letterKinds[ids[k]!] !== 0) this.add(starts[k]!, ends[k]!);
      else this.cutRun(cps, starts[k]!, ends[k]!, of);
    }
  }

  /** The words of a run between white space, which ends a word of any script. */
  private cutRun(cps: Int32Array, start: number, stop: number, of: readonly SegmentationName[]): void {
    for (let i = start; i < stop;) {
      const p = scripts[cps[i]!]! || scriptOf(cps[i]!);
      if ((p & WORDLY) === 0) { i++; continue; }
      const script = p & SCRIPT, way = of[script]!;
      let end = i + 1;
      if (way === 'space') {
        end = spacedEnd(cps, i, stop, of[HAN] === 'space');
        this.add(i, end);
      } else {
        const others = way === 'icu' && (script === HAN || script === KANA) && of[HAN] === 'icu' ? HAN + KANA - script : script;
        for (; end < stop; end++) {
          const next = scriptOf(cps[end]!);
          if ((next & EXTENDS) === 0 && ((next & WORDLY) === 0 || ((next & SCRIPT) !== script && (next & SCRIPT) !== others))) break;
        }
        if (way === 'bigram') this.addPairs(cps, i, end);
        else this.addCut(cps, i, end, way === 'jieba' ? jieba()! : cutterOf(LANGUAGES[script]!));
      }
      i = end;
    }
  }

  private add(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
    this.letters += end - start;
  }

  /** Ideographs of [start, end), each with the marks behind it, in pairs. */
  private addPairs(cps: Int32Array, start: number, end: number): void {
    let first = -1, second = -1;
    for (let i = start; i < end; i++) {
      if ((scriptOf(cps[i]!) & WORDLY) === 0) continue;
      if (first >= 0) this.add(first, i);
      first = second;
      second = i;
    }
    this.add(first >= 0 ? first : second, end);
  }

  /** The pieces of [start, end) that have a letter or number. */
  private addCut(cps: Int32Array, start: number, end: number, cut: (text: string) => Iterable<string>): void {
    for (let from = start; from < end;) {
      const to = Math.min(end, from + LONGEST), pieces = [...cut(textOf(cps, from, to))];
      let at = from;
      pieces.forEach((piece, k) => {
        const next = at + codePointsIn(piece);
        // The last pieces of a part that was cut off begin the next part, unless that would hardly get on.
        if (k >= pieces.length - LOOKED_AHEAD && to < end && at - from >= LONGEST / 2) return;
        for (let i = at; i < next; i++) if ((scriptOf(cps[i]!) & WORDLY) !== 0) { this.add(at, next); break; }
        at = next;
      });
      from = at > from ? at : to;
    }
  }
}

/** Where the spaced word ends that begins at `at`, at `length` at the latest; `withHan`: ideographs belong to spaced words (Korean). */
const spacedEnd = (cps: Int32Array, at: number, length: number, withHan: boolean): number => {
  const entries = scripts;
  let end = at + 1;
  for (; end < length; end++) {
    const cp = cps[end]!, p = entries[cp]! || scriptOf(cp);
    if (isPart(p, withHan) || (p & EXTENDS) !== 0) continue;
    if (end + 1 === length) break;
    if ((p & INSIDE) !== 0 && isPart(scriptOf(cps[end + 1]!), withHan)) continue;
    if (cp === COMMA && isDigit(cps[end - 1]!) && isDigit(cps[end + 1]!)) continue;
    break;
  }
  return end;
};

const isPart = (p: number, withHan: boolean): boolean => (p & WORDLY) !== 0 && ((p & SCRIPT) === SPACED || (withHan && (p & SCRIPT) === HAN));

const isDigit = (cp: number): boolean => cp >= ZERO && cp <= NINE;

const cutterOf = (language: string): ((text: string) => string[]) => {
  let segmenter = segmenters.get(language);
  if (!segmenter) segmenters.set(language, segmenter = new Intl.Segmenter(language, { granularity: 'word' }));
  const known = segmenter;
  return (text) => Array.from(known.segment(text), ({ segment }) => segment);
};

const textOf = (cps: Int32Array, start: number, end: number): string => {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCodePoint(cps[i]!);
  return text;
};

const codePointsIn = (text: string): number => {
  let count = 0;
  for (let i = 0; i < text.length; i++) count += (text.charCodeAt(i) & 0xfc00) === 0xdc00 ? 0 : 1;
  return count;
};
