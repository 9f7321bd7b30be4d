import { describe, expect, test } from 'vitest';
import { cwt } from '../../src/signals/cwt.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainCwt } from './plain/cwt.js';

const PHRASES = ['中文中文', '世界', '漢字', '「', '\t', 'ΑΣ', 'abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz'];

describe('family cwt', () => {
  compareWithTwin(cwt, plainCwt, ['zh', 'en'], PHRASES);

  // By hand: exactly 13 code points have no 13-gram to the reference, fewer are one; letters and spaces of the fourth are all the same three, and so are its 13-grams but for the last.
  test.each([
    ['abcdefghijklm', null], ['abcdefghijkl', 0], ['ab'.repeat(20), 1], ['A B\tC\nabcabcabcabcabcabc', 1], ['abcdefghijklmn', 0],
    // 15 13-grams less the last: those at 0 and 13 are equal, 2 of 14.
    ['abcdefghijklm'.repeat(2) + 'x', 2 / 14],
  ])('inner repetition of %s', (text, expected) => expect(measurer(cwt)(text, 'zh')['cwt_inner_repeat']).toBe(expected));

  test('a short text', () => expect(measurer(cwt)('中国a\n文', 'zh')).toEqual({ cwt_text_length: 5, cwt_avg_line_length: 2.5, cwt_zh_percent: 3 / 5, cwt_inner_repeat: 0, cwt_is_simplified: 1 }));

  // Origin: zhconv 1.4.3, convert(text, 'zh-cn') == text.
  test.each([['牠们', 0], ['高五公尺。', 0], ['办公室的尺子', 1], ['火砲', 0], ['跟著走', 0], ['著名', 1], ['部份', 0], ['一部小说，两份报', 1], ['瞭解', 0], ['瞭望', 1], ['乾隆', 1], ['尺', 1], ['公', 1]])('%s is left as it is by zhconv: %i', (text, expected) => {
    expect(measurer(cwt)(text, 'zh')['cwt_is_simplified']).toBe(expected);
  });

  test.each([['漢', 0], ['汉', 1], ['「汉」', 0], ['“汉”', 1], ['学生', 1], ['學生', 0], ['日本', 1], ['abc', 1], ['\u{2f800}', 1]])('%s is simplified: %i', (text, expected) => {
    expect(measurer(cwt)(text, 'zh')['cwt_is_simplified']).toBe(expected);
  });
});
