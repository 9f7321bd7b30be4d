import { describe, expect, test } from 'vitest';
import { rps } from '../../src/signals/rps.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/rps');

// Origin of the numbers: togethercomputer/RedPajama-Data @6d2cee9 run on Python 3.11.7 with nltk 3.8.1.
describe.skipIf(data === null)('family rps equals RedPajama-V2', () => {
  test('every signal of every text, at 8 decimals', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'rpv2'), measure = measurer(rps), found = new Comparison();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en');
      for (const { name } of rps.signals) found.add(name, id, ours[name], theirs.get(id)![name]);
    }
    found.print('rps');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 20);
  });
});
