import { describe, expect, test } from 'vitest';
import { docq } from '../../src/signals/docq.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/docq');

// Origin of the numbers: data-prep-kit @c9f7b56, dpk_doc_quality, run with the language that each record names (en, fr, pt, ja).
describe.skipIf(data === null)('family docq equals data-prep-kit', () => {
  test('every signal of every text, at 8 decimals', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'dpk-doc-quality'), measure = measurer(docq), found = new Comparison();
    for (const [id, text] of texts) {
      const record = theirs.get(id)!, ours = measure(text, record['language']);
      for (const { name } of docq.signals) {
        const value = record[name] as number | boolean | undefined;
        found.add(name, id, ours[name], value === undefined ? null : Number(value));
      }
    }
    found.print('docq');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 13);
  });
});
