import { describe, expect, test } from 'vitest';
import { gopher } from '../../src/signals/gopher.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/gopher');

// Origin of the numbers: datatrove 0.10.1 (repetition, stop words over spaCy words) and RedPajama-V2 @6d2cee9 (bullet points per line).
describe.skipIf(data === null)('family gopher equals datatrove and RedPajama-V2', () => {
  test('repeated lines and paragraphs, bullet points, stop words', () => {
    const texts = oracleTexts(data!), datatrove = reference(data!, 'datatrove-0.10.1'), rpv2 = reference(data!, 'rpv2');
    const measure = measurer(gopher), found = new Comparison(), words = new Comparison();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), { gopher_repetition, gopher_quality } = datatrove.get(id)!;
      if (gopher_repetition.dup_line_frac !== undefined) {
        for (const key of ['dup_line_frac', 'dup_line_char_frac', 'dup_para_frac', 'dup_para_char_frac']) found.add(`gopher_${key}`, id, ours[`gopher_${key}`], gopher_repetition[key]);
      }
      if (gopher_quality.stop_words !== undefined) words.add('gopher_stop_word_count', id, ours['gopher_stop_word_count'], gopher_quality.stop_words);
      const bullets = rpv2.get(id)!['rps_lines_start_with_bulletpoint'] as [number, number, number | null][] | undefined;
      if (bullets && bullets[0]![2] !== null) found.add('gopher_bullet_line_ratio', id, ours['gopher_bullet_line_ratio'], bullets.reduce((sum, [, , value]) => sum + value!, 0) / bullets.length);
    }
    found.print('gopher');
    for (const signal of gopher.signals) if (!signal.exact) expect(words.largest(signal), signal.name).toBe(signal.deviation);
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 4 + 300);
  });
});
