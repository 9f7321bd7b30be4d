import { describe, expect, test } from 'vitest';
import { cwt } from '../../src/signals/cwt.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/cwt');
const FIELDS = { cwt_text_length: 'text_length', cwt_avg_line_length: 'average_line_length', cwt_zh_percent: 'zh_percent', cwt_inner_repeat: 'inner_repeat' };

// Origin of the numbers: CASIA-LM/ChineseWebText @aa459c4, preprocess.py; texts with Han, the edge cases and a tenth of the others.
describe.skipIf(data === null)('family cwt equals ChineseWebText', () => {
  test('every signal of every text that was run, at 8 decimals', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'chinesewebtext'), measure = measurer(cwt), found = new Comparison(), flags = new Comparison();
    for (const [id, text] of texts) {
      const record = theirs.get(id)!;
      if (record['skipped'] !== undefined) continue;
      const ours = measure(text, 'zh');
      for (const [name, field] of Object.entries(FIELDS)) found.add(name, id, ours[name], record[field]);
      flags.add('cwt_is_simplified', id, ours['cwt_is_simplified'], record['unchanged_by_zh_cn'] ? 1 : 0);
    }
    found.print('cwt');
    const signal = cwt.signals.find(({ name }) => name === 'cwt_is_simplified')!;
    expect(flags.largest(signal)).toBeLessThanOrEqual(signal.deviation!);
    expect(flags.mismatches.length / flags.compared).toBeLessThan(0.005);
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(4 * 460);
  });
});
