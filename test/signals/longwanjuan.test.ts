import { describe, expect, test } from 'vitest';
import { longwanjuan } from '../../src/signals/longwanjuan.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainLongwanjuan } from './plain/longwanjuan.js';

const PHRASES = ['one', 'It', 'THEM', 'you', "who's", '，', ',', '|', 'İ'];

describe('family longwanjuan', () => {
  compareWithTwin(longwanjuan, plainLongwanjuan, ['en', 'zh', 'de'], PHRASES);

  // By hand: two lines of 15 and 4 code points and a blank one of 2; He, it and us among the tokens He , it and us | abcd.
  test('a short text', () => expect(measurer(longwanjuan)('He, it and us |\n  \nabcd', 'en')).toEqual({
    lw_len_char: 23, lw_num_line: 2, lw_len_line_mean: 9.5, lw_len_line_std: 5.5, lw_len_line_median: 9.5, lw_len_line_max: 15, lw_len_line_min: 4,
    lw_enter_count: 2, lw_comma_count: 1, lw_space_count: 6, lw_bar_count: 1, lw_pronoun_rate: 3 / 7,
  }));

  test('the comma of Chinese, the letter that grows in lower case', () => {
    expect(measurer(longwanjuan)('一，二,三İ', 'zh')).toMatchObject({ lw_comma_count: 2, lw_len_char: 6, lw_pronoun_rate: null });
    expect(measurer(longwanjuan)('一，二,三İ', 'en')).toMatchObject({ lw_comma_count: 1, lw_len_char: 7, lw_len_line_max: 7 });
  });
});
