import { describe, expect, test } from 'vitest';
import { BAD_WORD_LANGUAGES, badWordEntries, badWordsOf, hasBadWord, hasBadWordInRuns } from '../../src/signals/bad-words.js';
import { analyse } from '../../src/text/shared.js';
import { SplitWords } from '../../src/text/split-words.js';

const found = (lang: string, text: string): boolean => {
  const shared = analyse(Buffer.from(text), lang), { cps, start, end } = shared.lowerable(0, shared.length);
  const found = hasBadWord(badWordsOf(lang)!, cps, start, end);
  if (cps === shared.cps) expect(hasBadWordInRuns(badWordsOf(lang)!, cps, end, shared.of(SplitWords)), `${lang}: ${text}, run by run`).toBe(found);
  return found;
};

describe('bad words', () => {
  test('27 languages; English as pinned at 25e679f', () => {
    expect(BAD_WORD_LANGUAGES).toHaveLength(27);
    expect(badWordEntries('en')).toHaveLength(377);
    expect(badWordEntries('und')).toBeNull();
    expect(badWordsOf('und')).toBeNull();
  });

  test('each lower-case entry of each language is found alone, between marks, and at both ends', () => {
    for (const lang of BAD_WORD_LANGUAGES) {
      for (const entry of badWordEntries(lang)!) {
        if (entry !== entry.toLowerCase()) continue;
        for (const text of [entry, `zz (${entry})`, `${entry}, zz`, `zz\n${entry}`]) expect(found(lang, text), `${lang}: ${text}`).toBe(true);
      }
    }
  });

  test('an entry inside a word is none, save in Japanese, Thai and Chinese', () => {
    for (const lang of BAD_WORD_LANGUAGES) {
      const entry = badWordEntries(lang)!.find((item) => item === item.toLowerCase() && /^[\p{L}\p{N}_]{2,}$/u.test(item))!;
      expect(found(lang, `q9q9${entry}`), lang).toBe(['ja', 'th', 'zh'].includes(lang));
      expect(found(lang, `${entry}9q9q`), lang).toBe(['ja', 'th', 'zh'].includes(lang));
    }
  });

  test('lower case is Python\'s: capitals match, a dotted capital I is i and a mark', () => {
    expect(found('en', 'a BALL   gag')).toBe(false);
    expect(found('en', 'a BALL Gag!')).toBe(true);
    expect(found('en', 'an INCEST')).toBe(true);
    expect(found('en', 'an İNCEST')).toBe(false);
    expect(found('de', 'MILF')).toBe(false);
  });
});
