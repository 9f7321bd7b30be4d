import { CodePointCounts } from './code-point-counts.js';
import { jieba } from './jieba.js';
import { baseLanguage } from './language.js';
import { HAN, KANA, LETTER, SCRIPT, SPACED, WORDLY, scriptOf } from './scripts.js';
import type { Analysis, Shared } from './shared.js';

/** How the words of a text, or of one script in it, are found; '' = there is no word. */
export type SegmentationName = '' | 'space' | 'icu' | 'jieba' | 'bigram';

/** Kana make a text Japanese when they are at least this part of its Han and Kana together; less are quotations and decoration. */
const LEAST_KANA = 1 / 20;

/**
 * Which script a text is in, and so how its words are found.
 *
 *   space    white space and marks stand between words
 *   icu      dictionaries of ICU, for Thai, Lao, Khmer, Burmese and Japanese
 *   jieba    dictionary of jieba, for Chinese
 *   bigram   two ideographs that follow each other are a word: Chinese without jieba
 *
 * A text of several scripts has each one cut in its own way; `name` is that of the script with the most letters (a text of numbers: `space`). Ideographs are
 * Japanese where Kana stand between them or the language is `ja`; Korean, and part of spaced words, where there is more Hangul; otherwise Chinese.
 */
export class Segmentation implements Analysis {
  name: SegmentationName = '';
  /** How each script's words are found, by the numbers of `scripts.ts`. */
  readonly of: SegmentationName[] = ['space', 'bigram', 'icu', 'icu', 'icu', 'icu', 'icu'];
  private readonly letters = new Int32Array(SCRIPT + 1);

  read(shared: Shared): void {
    const { letters, of } = this, { distinct, points, of: counts } = shared.of(CodePointCounts);
    letters.fill(0);
    let seen = 0, hangul = 0;
    for (let k = 0; k < distinct; k++) {
      const cp = points[k]!, p = scriptOf(cp);
      seen |= p;
      if ((p & LETTER) === 0) continue;
      letters[p & SCRIPT]! += counts[cp]!;
      if (cp >= 0x1100 && isHangul(cp)) hangul += counts[cp]!;
    }
    const han = letters[HAN]!, kana = letters[KANA]!;
    // Also without a letter: the ideographic zero is a number.
    of[HAN] = (kana > 0 && kana >= LEAST_KANA * (han + kana)) || (hangul <= han && baseLanguage(shared.lang) === 'ja') ? 'icu' : hangul > han ? 'space' : jieba() ? 'jieba' : 'bigram';
    let script = SPACED;
    for (let other = HAN; other < SCRIPT; other++) if (letters[other]! > letters[script]!) script = other;
    // Japanese is written in both: together they may be the most.
    if (han > 0 && of[HAN] === 'icu' && han + kana > letters[script]!) script = HAN;
    this.name = (seen & WORDLY) === 0 ? '' : of[script]!;
  }
}

const isHangul = (cp: number): boolean => (cp >= 0xac00 && cp < 0xd7a4) || cp < 0x1200 || (cp >= 0x3131 && cp < 0x318f);

/** How the words of a text are found: what column `segmentation` says. */
export const segmentationOf = (shared: Shared): SegmentationName => shared.of(Segmentation).name;
