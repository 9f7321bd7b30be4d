import { describe, expect, test, vi } from 'vitest';
import { words } from '../../src/signals/words.js';
import { stopWordsOf } from '../../src/signals/words/stop-words.js';
import { ScriptWords } from '../../src/text/script-words.js';
import { segmentationOf } from '../../src/text/segmentation.js';
import { Shared, analyse } from '../../src/text/shared.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainWords } from './plain/words.js';

// Chinese as it is cut where jieba is not installed.
vi.mock('../../src/text/jieba.js', () => ({ jieba: () => null }));

const PHRASES = ['中文', '世界', 'グロ', 'カタカナ', 'ひらがな', '日本語です。', '한국어', '韓國', 'ประเทศไทย', 'ພາສາລາວ', 'ភាសាខ្មែរ', 'မြန်မာစာ', 'हिन्दी में', 'العربية', 'Привет', 'Хто', '١٢', '१२', '๑', "don't", 'well-known', '1,000',
  '3.14', 'e.g. this', 'U.S.A.', 'l·l', '。', '؟', '。」', '.)', '?"', '! x', 'x_y', 'ไทย中文', 'ー', '々', '〇', 'ㄅ', '\u0301', '\u200d', '\u{20000}\u{20001}'];

interface Golden {
  readonly segmentation: string;
  readonly words: readonly string[];
  readonly sentences: number;
  readonly stop: number | null;
}

const wordsOf = (text: string, lang: string): string[] => {
  const shared = analyse(Buffer.from(text), lang), { count, starts, ends } = shared.of(ScriptWords);
  return Array.from({ length: count }, (_, i) => String.fromCodePoint(...shared.cps.subarray(starts[i], ends[i])));
};

describe('family words', () => {
  compareWithTwin(words, plainWords, ['en', 'zh', 'ja', 'ko', 'th', 'de', 'tr', 'und', '', 'ru'], PHRASES);

  // Worked out by hand, the words a reader of the language sees; those cut by ICU are common ones, which ICU 78.2 (Node 20.20) finds.
  const golden: Readonly<Record<string, readonly [string, string, Golden]>> = {
    'Latin': ['en', "Don't panic: it's well-known, i.e. the U.S.A. paid 1,000.50 dollars. Why?", { segmentation: 'space', sentences: 2, stop: 1 / 11,
      words: ["Don't", 'panic', "it's", 'well-known', 'i.e', 'the', 'U.S.A', 'paid', '1,000.50', 'dollars', 'Why'] }],
    'Latin with marks': ['fr', 'La vie, e\u0301te\u0301 et hiver; c’est “la fin”.', { segmentation: 'space', sentences: 1, stop: 3 / 8, words: ['La', 'vie', 'e\u0301te\u0301', 'et', 'hiver', 'c’est', 'la', 'fin'] }],
    'Cyrillic': ['ru', 'Это не кот. Кто это?', { segmentation: 'space', sentences: 2, stop: 3 / 5, words: ['Это', 'не', 'кот', 'Кто', 'это'] }],
    'Arabic': ['ar', 'هذا كتابٌ جديد، وهو في البيت. أين القلم؟ نعم.', { segmentation: 'space', sentences: 3, stop: 2 / 9, words: ['هذا', 'كتابٌ', 'جديد', 'وهو', 'في', 'البيت', 'أين', 'القلم', 'نعم'] }],
    'Persian with a joiner': ['fa', 'من می\u200cروم و تو هستی.', { segmentation: 'space', sentences: 1, stop: 1 / 5, words: ['من', 'می\u200cروم', 'و', 'تو', 'هستی'] }],
    'Hebrew': ['he', 'ב־1948 צה״ל קם', { segmentation: 'space', sentences: 1, stop: null, words: ['ב', '1948', 'צה״ל', 'קם'] }],
    'Indic': ['hi', 'यह हिन्दी है। किताब में क्या है?', { segmentation: 'space', sentences: 2, stop: 4 / 7, words: ['यह', 'हिन्दी', 'है', 'किताब', 'में', 'क्या', 'है'] }],
    'Tamil': ['ta', 'நான் தமிழ் பேசுகிறேன்.', { segmentation: 'space', sentences: 1, stop: null, words: ['நான்', 'தமிழ்', 'பேசுகிறேன்'] }],
    'Ethiopic': ['am', 'ሰላም፡ዓለም።እንዴት፡ነህ', { segmentation: 'space', sentences: 2, stop: null, words: ['ሰላም', 'ዓለም', 'እንዴት', 'ነህ'] }],
    'Tibetan': ['bo', 'བོད་སྐད། ང་ཡིན།', { segmentation: 'space', sentences: 2, stop: null, words: ['བོད', 'སྐད', 'ང', 'ཡིན'] }],
    'Hangul': ['ko', '그 책은 한국어로 된 것 있다. 韓國은?', { segmentation: 'space', sentences: 2, stop: 3 / 7, words: ['그', '책은', '한국어로', '된', '것', '있다', '韓國은'] }],
    'Kana': ['ja', '私は東京の学生です。これはペンです。', { segmentation: 'icu', sentences: 2, stop: 5 / 10, words: ['私', 'は', '東京', 'の', '学生', 'です', 'これ', 'は', 'ペン', 'です'] }],
    'Japanese without Kana': ['ja', '東京大学', { segmentation: 'icu', sentences: 1, stop: 0, words: ['東京', '大学'] }],
    'Han': ['zh', '我们学习中文。很好！', { segmentation: 'bigram', sentences: 2, stop: null, words: ['我们', '们学', '学习', '习中', '中文', '很好'] }],
    'Han, language unknown': ['', '漢字，字 2024年', { segmentation: 'bigram', sentences: 1, stop: null, words: ['漢字', '字', '2024', '年'] }],
    'Thai': ['th', 'ประเทศไทยมีประชากรและเมือง', { segmentation: 'icu', sentences: 1, stop: 2 / 5, words: ['ประเทศไทย', 'มี', 'ประชากร', 'และ', 'เมือง'] }],
    'Lao': ['lo', 'ຂ້ອຍມັກເຂົ້າ', { segmentation: 'icu', sentences: 1, stop: null, words: ['ຂ້ອຍ', 'ມັກ', 'ເຂົ້າ'] }],
    'Khmer': ['km', 'ខ្ញុំចូលចិត្ត។ខ្ញុំ', { segmentation: 'icu', sentences: 2, stop: null, words: ['ខ្ញុំ', 'ចូលចិត្ត', 'ខ្ញុំ'] }],
    'Burmese': ['my', 'မြန်မာနိုင်ငံသည်။', { segmentation: 'icu', sentences: 1, stop: null, words: ['မြန်မာနိုင်ငံ', 'သည်'] }],
    'several scripts': ['en', 'The word ไทย is 泰国 in Chinese.', { segmentation: 'space', sentences: 1, stop: 3 / 7, words: ['The', 'word', 'ไทย', 'is', '泰国', 'in', 'Chinese'] }],
    'numbers only': ['en', '12 + 30 = 42', { segmentation: 'space', sentences: 1, stop: 0, words: ['12', '30', '42'] }],
    'a language that there is not': ['qqx', 'The cat', { segmentation: 'space', sentences: 1, stop: null, words: ['The', 'cat'] }],
    'no language at all': ['not a tag!', 'The cat', { segmentation: 'space', sentences: 1, stop: null, words: ['The', 'cat'] }],
    'three letters': ['eng', 'The cat', { segmentation: 'space', sentences: 1, stop: 1 / 2, words: ['The', 'cat'] }],
  };
  test.each(Object.entries(golden))('%s', (_, [lang, text, { segmentation, sentences, stop, words: expected }]) => {
    expect(wordsOf(text, lang)).toEqual(expected);
    expect(segmentationOf(analyse(Buffer.from(text), lang))).toBe(segmentation);
    const { words_count, words_sentences, words_mean_length, words_stop_ratio } = measurer(words)(text, lang);
    expect([words_count, words_sentences, words_stop_ratio]).toEqual([expected.length, sentences, stop]);
    expect(words_mean_length).toBe(expected.reduce((sum, word) => sum + [...word].length, 0) / expected.length);
  });

  test.each(['', ' \n', '!!! ...', '\u0301\u0301', '😀👍🏽', '\u200d'])('no word in %j', (text) => {
    expect(segmentationOf(analyse(Buffer.from(text), 'en'))).toBe('');
    expect(measurer(words)(text, 'en')).toEqual({ words_count: null, words_sentences: null, words_mean_length: null, words_stop_ratio: null });
  });

  test('some Kana on a Chinese page leave its ideographs Chinese', () => {
    const text = `${'我们学习中文'.repeat(10)}の`;
    expect(segmentationOf(analyse(Buffer.from(text), 'zh'))).toBe('bigram');
    expect(wordsOf(text, 'zh')).toHaveLength(60);
  });

  test('a text without spaces is cut in pieces: as many words as its parts have, in time that grows with its length', () => {
    const part = 'ประเทศไทยมีประชากรประมาณหกสิบล้านคน', each = wordsOf(part, 'th').length, started = performance.now();
    expect(wordsOf(part.repeat(3000), 'th').length).toBe(3000 * each);
    expect(wordsOf('ก'.repeat(100_000), 'th').join('')).toHaveLength(100_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('one instance for many texts remembers nothing of them', () => {
    const shared = new Shared();
    const names = ['中文', 'abc 中', '日本の中', '', '한국의 中'].map((text) => segmentationOf(shared.load(Buffer.from(text), '')));
    expect(names).toEqual(['bigram', 'space', 'icu', '', 'space']);
    // Ideographic zeros are numbers: no letter says how to cut them, and no text before them does.
    for (const before of ['日本の中', '한국의 中', '中文']) {
      shared.load(Buffer.from(before), '').of(ScriptWords);
      expect([before, shared.load(Buffer.from('〇〇〇'), '').of(ScriptWords).count]).toEqual([before, 2]);
    }
  });

  test('a run of end marks and a run of white space may be as long as they like, and take time by their length', () => {
    const sentencesIn = (text: string): number | null | undefined => measurer(words)(text, 'en')['words_sentences'];
    expect([20, 200].flatMap((n) => [`one${'.'.repeat(n)} Two`, `one${'.'.repeat(n)} two`, `one${'.'.repeat(n)}two`, `one.${' '.repeat(n)}two`, `one.${' '.repeat(n)}Two`, `one!${')'.repeat(n)} two`].map(sentencesIn)))
      .toEqual([2, 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2]);
    const started = performance.now();
    expect(sentencesIn(`one${'.'.repeat(300_000)}${' '.repeat(300_000)}two`)).toBe(1);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('every language that has a list, by any of its tags', () => {
    for (const lang of ['ar', 'bg', 'bn', 'cs', 'da', 'de', 'el', 'en', 'es', 'fa', 'fi', 'fr', 'hi', 'id', 'it', 'ja', 'ko', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'ur', 'vi', 'zh']) {
      expect(stopWordsOf(lang), lang).not.toBeNull();
    }
    expect(stopWordsOf('nb')).toBe(stopWordsOf('no'));
    expect(stopWordsOf('zh-Hant')).toBe(stopWordsOf('cmn'));
    expect(stopWordsOf('constructor')).toBeNull();
  });
});
