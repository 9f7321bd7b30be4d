import { describe, expect, test } from 'vitest';
import { dt } from '../../src/signals/dt.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainDt } from './plain/dt.js';

const PHRASES = [
  "don't", "they'll've", 'cannot', 'gonna', 'a.m.', '10a.m.', 'U.S.A.', 'e.g.', 'Ph.D.', ':)', ': )', ':-))', '(^_^)', 'foo:)', '8-D', "'Cause", "o'clock.", 'and/or', 'x.)', '"Yes!"', 'No?!', '(Mr.',
  'Yes.  \n', 'end.\u00a0', '...', '……', '!...', '5km', '5km/h.', '$5.00', '5$', '20\u00b0C.', 'C$5', '5US$', '+1', '1+', '3-4', 'well-known', 'a--b', 'a——b', 'a/b', 'x=y', 'e.g.,this', 'end.Next', 'https://a.b/c?d=e#f.',
  'www.example.org,', 'me@example.org', '192.168.0.1', '8.8.8.8:80', 'example.org:8080/x', 'to day today', 'to day today to day today', "investors'", "it's", 'ITS', 'Ⅷ', 'ǅ', 'Title Case', 'x'.repeat(80), 'y'.repeat(10_001), '한국.어', '中.文', 'हिन्दी।',
];

describe('family dt', () => {
  compareWithTwin(dt, plainDt, ['en', 'en', 'en', 'en', 'ja', 'de', 'und'], PHRASES);

  const measure = measurer(dt);

  // Origin: datatrove 0.10.1 on the same text (reference set, edge/rep-shoes).
  test('repeated words', () => {
    expect(measure(`${'buy now cheap shoes online today '.repeat(3)}and then some other words follow here at the end`, 'en')).toMatchObject({
      dt_top_2gram: 21 / 147, dt_top_4gram: 57 / 147, dt_dup_5gram: 43 / 147, dt_dup_10gram: 43 / 147,
    });
  });

  // By hand: 5 words are abcdef, 6 are abcdefg, cut in two ways.
  test('an n-gram repeats what has the same letters', () => {
    const repeated = (text: string): number[] => { const values = measure(text, 'en'); return [5, 6, 7, 8, 9, 10].map((n) => Math.round(values[`dt_dup_${n}gram`]! * text.length)); };
    expect(repeated('ab c d e f g a bc d e f g')).toEqual([6, 7, 0, 0, 0, 0]);
    // Six words on both sides are a to m; the first five have 5 letters here and 12 there.
    expect(repeated('a b c d e fghijklm n o p q abc def ghi jk l m n o p q')).toEqual([0, 13, 14, 15, 16, 17]);
  });

  // By hand.
  test('sentences of kept lines, and words of the text that they make', () => {
    const text = 'One two three. Four five six!\nshort\nseven eight nine [1] [2]\n[1] [2] [3]\nAb bc cd. ... De ef fg.';
    expect(measure(text, 'en')).toMatchObject({
      dt_c4_kept_lines: 2, dt_c4_kept_sentences: 4, dt_c4_kept_words: 13, dt_c4nopunct_kept_lines: 4, dt_c4nopunct_kept_words: 16,
      dt_c4nopunct_kept_sentences: 6, dt_fw_list_ratio: 3 / 20, dt_fw_line_punct_ratio: 2 / 3,
    });
  });

  test.each([
    ['words', 'word '.repeat(200_000)], ['one run of marks', '.'.repeat(1_000_000)], ['brackets', '('.repeat(1_000_000)], ['emoticons', ':-)'.repeat(300_000)], ['emoticons apart', ': - ) '.repeat(150_000)],
    ['URL', `${'a.'.repeat(400_000)}b`], ['users', 'a@'.repeat(400_000)], ['schemes', 'http://'.repeat(140_000)], ['hyphens', 'a-'.repeat(400_000)], ['letters', 'a'.repeat(1_000_000)], ['blank lines', '\n'.repeat(1_000_000)],
    ['citations', '[1] [2] [3]\n'.repeat(80_000)],
  ])('%s: a megabyte takes no more than seconds', (_, text) => {
    measure('warm', 'en');
    const start = performance.now();
    measure(text, 'en');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
