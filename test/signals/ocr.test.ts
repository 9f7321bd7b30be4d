import { describe, expect, test } from 'vitest';
import { ocr } from '../../src/signals/ocr.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { seeded } from './generate.js';
import { plainOcr } from './plain/ocr.js';

const PHRASES = ['he1lo', 'w0r1d', 'B2B', '3rd', 'hElLo', 'camelCase', 'wo|rd', 'it;s', '\ufffd', '~', '|', '.,;', '--', '!!', 'aaaa', 'exam-\nple', 'exam\u00ac\nple', 'Exam-\nPle', 'a/b~c', 'x@y2z'];

describe('family ocr', () => {
  compareWithTwin(ocr, plainOcr, ['en', 'de'], PHRASES);

  // By hand: misread are he1lo, hElLo, wo|rd, ~ and .,; of 12 tokens; exam- of the two pairs of lines; A of the ten tokens with a letter.
  test('a short text', () => expect(measurer(ocr)('A he1lo hElLo wo|rd ~ .,; camelCase 3rd exam-\nple\n\nEnd-\nEnd', 'en')).toEqual({
    ocr_noise_ratio: 5 / 12, ocr_hyphen_break_ratio: 1 / 2, ocr_single_char_word_ratio: 1 / 10,
  }));

  const CLEAN: Readonly<Record<string, string>> = {
    en: 'The old mill stood by the river, and for many years nobody had asked who owned it. In spring the water rose to the second window; in summer the children of the village\nlearned to swim below the wheel.\n',
    de: 'Die alte Mühle stand am Fluss, und viele Jahre lang fragte niemand, wem sie gehörte. Im Frühling stieg das Wasser bis zum zweiten Fenster; im Sommer lernten die Kinder\ndes Dorfes unter dem Rad schwimmen.\n',
    ru: 'Старая мельница стояла у реки, и много лет никто не спрашивал, чья она. Весной вода поднималась до второго окна, а летом дети из деревни учились плавать\nпод самым колесом и сушились на камнях.\n',
  };
  const MISREAD: Readonly<Record<string, string>> = { l: '1', o: '0', e: '\u00a2', s: '5', i: '|', о: '0', и: '|', е: '\u00a2' };

  /** Letters read for others, specks, words fallen apart and words broken at line ends, each with a part of the chance. */
  const spoil = (text: string, chance: number): string => {
    const next = seeded(11);
    return [...text].map((char, i) => {
      const roll = next() / chance;
      if (roll >= 1 || !/\p{L}/u.test(char)) return char;
      if (roll < 0.5) return MISREAD[char] ?? `${char}^`;
      return roll < 0.75 ? `${char} ` : /^\p{Ll}/u.test(text.slice(i + 1)) ? `${char}-\n` : char;
    }).join('');
  };

  // C46: the more of a text is misread, the higher each share.
  test.each(Object.keys(CLEAN))('rise with the share of misread characters: %s', (lang) => {
    const rows = [0, 0.01, 0.05, 0.1].map((chance) => Object.values(measurer(ocr)(spoil(CLEAN[lang]!.repeat(40), chance), lang)));
    for (let k = 0; k < 3; k++) for (let row = 1; row < rows.length; row++) expect(rows[row]![k]!, `${ocr.signals[k]!.name} ${row}`).toBeGreaterThan(rows[row - 1]![k]!);
    expect(rows[0]!.slice(0, 2)).toEqual([0, 0]);
  });
});
