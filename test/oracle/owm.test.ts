import { describe, expect, test } from 'vitest';
import { owm } from '../../src/signals/owm.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/owm');

// Origin of the numbers: keirp/OpenWebMath @98f81d0, filter_dataset.py.
describe.skipIf(data === null)('family owm equals OpenWebMath', () => {
  test('formulas and accents of every text, and the verdict on a page of a site that needs a formula', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'openwebmath'), measure = measurer(owm), found = new Comparison(), differences: string[] = [];
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), record = theirs.get(id)!;
      found.add('owm_latex_formulas', id, ours['owm_latex_formulas'], record['count_latex_formulas']);
      found.add('owm_accent_ratio', id, (ours['owm_accent_ratio'] ?? 0) > 0.015 ? 1 : 0, record['has_accented_char'] ? 1 : 0);
      const keep = ours['owm_latex_formulas']! > 0 && (ours['owm_accent_ratio'] ?? 0) <= 0.015 && ours['owm_length']! >= 100;
      if (keep !== record['keep']['libretexts']) differences.push(id);
    }
    found.print('owm');
    expect(found.mismatches).toEqual([]);
    expect(differences).toEqual([]);
    expect(found.compared).toBeGreaterThan(2 * 2200);
  });
});
