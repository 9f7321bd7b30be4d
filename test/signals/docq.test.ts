import { describe, expect, test } from 'vitest';
import { docq } from '../../src/signals/docq.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainDocq } from './plain/docq.js';

const PHRASES = ['lorem ipsum', 'LOREM ıpſum', 'ｌｏｒｅｍ ｉｐｓｕｍ', 'lorem. #ipsuḿ', 'ﬁlorem İpsum', 'a...b', '#x', '-x', '\n- x', '\n* x', 'x...\n', '{', '}', 'sex', 'ſex', 'xsex', 'SEX-y',
  '2 girls 1 cup', 'a🖕', '🖕', '🖕a', 'caﬁ', 'ｘ。', '。', 'ひ', 'カ', '女王様', 'グロ', 'titties', 'be', 'of', 'ʕ', '²', 'Ⅷ', 'fıstıng', 'Follar', 'follar', 'mama-piça', 'bicha', 'PÊNIS', 'Bite', 'wichsen', 'Möse', 'Mösen'];

describe('family docq', () => {
  compareWithTwin(docq, plainDocq, ['en', 'en', 'ja', 'de', 'fr', 'pt', 'es', 'und', 'tr'], PHRASES);

  // By hand: tokens of 3, 4, 7, 3 and 3; two of them with a symbol; 24 code points; "and" is the only common word ("The" is none).
  test('a short text', () => expect(measurer(docq)('The #tag ends... and {x}', 'en')).toEqual({
    docq_total_words: 5, docq_mean_word_len: 4, docq_symbol_to_word_ratio: 0.4, docq_sentence_count: 2, docq_lorem_ipsum_ratio: 0, docq_curly_bracket_ratio: 1 / 24 + 1 / 24, docq_contain_bad_word: 0,
    docq_bullet_point_ratio: 0, docq_ellipsis_line_ratio: 0, docq_alphabet_word_ratio: 1, docq_contain_common_en_words: 0, docq_avg_ja_sentence_len: null, docq_first_ja_alphabet_pos: null,
  }));

  // Texts and numbers from the comments in data-prep-kit's own source; the length of the last two counted by hand.
  test.each([['今日の天気は晴れ。', 9, 2], ['今日の天気は晴れ。'.repeat(30), 9, 2], ['今日の天気は晴れ\n'.repeat(30), 270, 2], ['成田空港第1ターミナルに向かう。', 16, 6], ['本日晴天也。', 6, -1]])('%j', (text, length, place) =>
    expect(measurer(docq)(text, 'ja')).toMatchObject({ docq_avg_ja_sentence_len: length, docq_first_ja_alphabet_pos: place }));
});
