import { reserve } from './scratch.js';
import { BEFORE_STOP, ICON, LETTER, LOWER, PREFIX, QUOTE, SUFFIX, UPPER, classes, isCurrency } from './spacy-classes.js';
import { EXCEPTIONS } from './spacy-exceptions.js';
import { isUrl } from './spacy-url.js';
import { Spellings } from './spellings.js';

/*
 * How spaCy's English tokenizer cuts one run of characters without white space.
 *
 * Source: explosion/spaCy v3.8.18 (MIT), spacy/tokenizer.pyx with the affixes of spacy/lang/punctuation.py and spacy/lang/en/punctuation.py, there regexes.
 * A prefix and a suffix are taken off until there is none or what is left is an exception; an exception, a URL or a host name stays as it is (or is cut as
 * its list says); anything else is cut at infixes. The suffix regex is searched, so of several suffixes the longest wins.
 *
 *   ("It's  on  example.org/a_b,  5km!")     prefixes ( "      suffixes ! ) of the last chunk
 *   ( " | It 's    on    example.org/a_b ,    5 km ! " )
 *
 * The pieces of a chunk cover it, so they are given as their ends. A chunk costs one pass and one look-up; only what has marks inside costs more.
 */
const STOP = 0x2e, ELLIPSIS = 0x2026, PLUS = 0x2b, MINUS = 0x2d, DOLLAR = 0x24, DEGREE = 0xb0, COMMA = 0x2c, APOSTROPHE = 0x27, CURLY_APOSTROPHE = 0x2019;
const EN_DASH = 0x2013, EM_DASH = 0x2014, TILDE = 0x7e;
const isDigit = (cp: number): boolean => cp >= 0x30 && cp <= 0x39;

/** A suffix behind a digit; two of them stand joined in the source. */
const UNITS = (`km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh mph hPa Pa mbar mb MB kb KB gb GB tb TB T G M K %
  км км² км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с км/ч кПа Па мбар Кб КБ кб Мб МБ мб Гб ГБ гб Тб ТБ тбكم كم كم² كم³ م م² م³ سم سم² سم³ مم مم² مم³
  غرام جرام جم كغ ملغ كوب اكواب`).split(/\s+/);
const units = new Spellings(UNITS);

const exceptions = new Spellings(EXCEPTIONS.map((pieces) => pieces.join('')));
/** Of each exception: where its pieces end. */
const exceptionEnds = EXCEPTIONS.map((pieces) => { let end = 0; return pieces.map((piece) => end += [...piece].length); });

export class ChunkPieces {
  count = 0;
  /** Piece k ends at `ends[k]` of `cps`; the first begins at the start of the chunk. */
  ends = new Int32Array(1024);
  private suffixes = new Int32Array(1024);

  /** Cuts `cps[start, end)`, which is not empty and holds no white space; by rules alone when `withExceptions` is false. */
  read(cps: Int32Array, start: number, end: number, withExceptions = true): void {
    this.count = 0;
    this.ends = reserve(this.ends, end - start + 1);
    let all = 0, odd = false;
    for (let i = start; i < end; i++) {
      const flags = classes[cps[i]!]!;
      all |= flags;
      // A letter, and nothing else that a rule speaks of.
      odd ||= (flags & LETTER) === 0;
    }
    const exception = withExceptions ? exceptions.find(cps, start, end) : -1;
    if (exception >= 0) this.except(start, exception);
    else if (!odd && (all & (ICON | PREFIX | SUFFIX)) === 0) this.ends[this.count++] = end;
    else this.affixes(cps, start, end, withExceptions);
  }

  private except(start: number, exception: number): void {
    for (const end of exceptionEnds[exception]!) this.ends[this.count++] = start + end;
  }

  private affixes(cps: Int32Array, from: number, to: number, withExceptions: boolean): void {
    this.suffixes = reserve(this.suffixes, to - from + 1);
    const { suffixes } = this;
    let start = from, end = to, cut = 0, exception = -1;
    while (start < end) {
      const prefix = prefixLength(cps, start, end);
      if (prefix > 0 && withExceptions && (exception = exceptions.find(cps, start + prefix, end)) >= 0) {
        start = this.ends[this.count++] = start + prefix;
        break;
      }
      const suffix = suffixLength(cps, start + prefix, end);
      if (suffix > 0 && withExceptions && (exception = exceptions.find(cps, start, end - suffix)) >= 0) {
        suffixes[cut++] = end;
        end -= suffix;
        break;
      }
      if (prefix === 0 && suffix === 0) break;
      if (prefix > 0) start = this.ends[this.count++] = start + prefix;
      if (suffix > 0) { suffixes[cut++] = end; end -= suffix; }
      if (withExceptions && (exception = exceptions.find(cps, start, end)) >= 0) break;
    }
    if (exception >= 0) this.except(start, exception);
    else if (start < end) this.middle(cps, start, end);
    while (cut > 0) this.ends[this.count++] = suffixes[--cut]!;
  }

  private middle(cps: Int32Array, start: number, end: number): void {
    let stops = false;
    for (let i = start; i < end; i++) if (cps[i] === STOP) { stops = true; break; }
    if (stops && isUrl(cps, start, end)) { this.ends[this.count++] = end; return; }
    for (let i = start, from = start; i < end;) {
      const length = infixLength(cps, start, i, end);
      if (length === 0) { i++; continue; }
      // An infix at the very start is no cut.
      if (i > start) {
        if (i > from) this.ends[this.count++] = i;
        from = this.ends[this.count++] = i + length;
      }
      i += length;
    }
    if (this.count === 0 || this.ends[this.count - 1]! < end) this.ends[this.count++] = end;
  }
}

const prefixLength = (cps: Int32Array, start: number, end: number): number => {
  const cp = cps[start]!;
  if ((classes[cp]! & PREFIX) !== 0) return 1;
  if (cp === STOP) { const run = stopsAt(cps, start, end); return run > 1 ? run : 0; }
  if (cp === PLUS) return start + 1 < end && isDigit(cps[start + 1]!) ? 0 : 1;
  // US$, C$ and A$.
  if ((cp === 0x41 || cp === 0x43) && start + 1 < end && cps[start + 1] === DOLLAR) return 2;
  return cp === 0x55 && start + 2 < end && cps[start + 1] === 0x53 && cps[start + 2] === DOLLAR ? 3 : 0;
};

const stopsAt = (cps: Int32Array, start: number, end: number): number => {
  let i = start;
  while (i < end && cps[i] === STOP) i++;
  return i - start;
};

const suffixLength = (cps: Int32Array, start: number, end: number): number => {
  if (start >= end) return 0;
  const last = end - 1, cp = cps[last]!, before = last > start ? cps[last - 1]! : -1;
  if (cp === STOP) {
    if (before === STOP) { let from = last - 1; while (from > start && cps[from - 1] === STOP) from--; return end - from; }
    if (before < 0) return 0;
    const third = last - 2 >= start ? cps[last - 2]! : -1;
    return (classes[before]! & BEFORE_STOP) !== 0 || (third >= 0 && (classes[before]! & classes[third]! & UPPER) !== 0)
      || (third === DEGREE && isTemperature(before)) ? 1 : 0;
  }
  if (cp === ELLIPSIS) return before === ELLIPSIS ? 2 : 1;
  if ((classes[cp]! & SUFFIX) !== 0) return 1;
  if ((cp === 0x73 || cp === 0x53) && (before === APOSTROPHE || before === CURLY_APOSTROPHE)) return 2;
  if (cp === PLUS) return before >= 0 && isDigit(before) ? 1 : 0;
  // What a digit has to precede: a unit or a currency, at most five code points.
  for (let from = last; from > start && from > end - 1 - units.longest; from--) {
    if (!isDigit(cps[from - 1]!)) continue;
    const length = end - from;
    return units.find(cps, from, end) >= 0 || (length === 1 ? isCurrency(cp) : cp === DOLLAR && prefixLength(cps, from, end) === length) ? length : 0;
  }
  return 0;
};

const isTemperature = (cp: number): boolean => cp === 0x43 || cp === 0x46 || cp === 0x4b || cp === 0x63 || cp === 0x66 || cp === 0x6b;

/** Code points of the infix at `i`, 0 = none; what stands before it is looked at from `start` on. */
const infixLength = (cps: Int32Array, start: number, i: number, end: number): number => {
  const cp = cps[i]!;
  if (cp === ELLIPSIS || (classes[cp]! & ICON) !== 0) return 1;
  if (i + 1 >= end) return 0;
  const before = i > start ? cps[i - 1]! : 0, after = cps[i + 1]!, letterAfter = (classes[after]! & LETTER) !== 0;
  switch (cp) {
    case STOP:
      if (after === STOP) return stopsAt(cps, i, end);
      return (classes[before]! & (LOWER | QUOTE)) !== 0 && (classes[after]! & (UPPER | QUOTE)) !== 0 ? 1 : 0;
    case COMMA:
      return letterAfter && (classes[before]! & LETTER) !== 0 ? 1 : 0;
    case PLUS: case 0x2a: case 0x5e:
      return isDigit(before) && (isDigit(after) || after === MINUS) ? 1 : 0;
    case 0x3a: case 0x3c: case 0x3d: case 0x3e: case 0x2f:
      return letterAfter && isWordly(before) ? 1 : 0;
    case EN_DASH: case TILDE:
      return letterAfter && isWordly(before) ? 1 : 0;
    case EM_DASH:
      return isWordly(before) ? dashes(cps, i, end, EM_DASH, 2) : 0;
    case MINUS:
      if (isDigit(before) && (isDigit(after) || after === MINUS)) return 1;
      return isWordly(before) ? dashes(cps, i, end, MINUS, 3) : 0;
    default:
      return 0;
  }
};

/** A letter or a digit. */
const isWordly = (cp: number): boolean => (classes[cp]! & LETTER) !== 0 || isDigit(cp);

/** As many dashes as there are, at most `most`, when a letter follows. */
const dashes = (cps: Int32Array, at: number, end: number, dash: number, most: number): number => {
  let i = at;
  while (i < end && cps[i] === dash) i++;
  return i - at <= most && i < end && (classes[cps[i]!]! & LETTER) !== 0 ? i - at : 0;
};
