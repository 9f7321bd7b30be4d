import { describe, expect, test } from 'vitest';
import { gneissweb } from '../../src/signals/gneissweb.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/gneissweb');

// Origin of the numbers: textstat 0.7.5 (EFLAW for all but four long texts, the others for 400 texts and the edge cases).
describe.skipIf(data === null)('family gneissweb equals textstat', () => {
  test('every signal of every text that has it, at 8 decimals', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'dpk-doc-quality'), measure = measurer(gneissweb), found = new Comparison();
    for (const [id, text] of texts) {
      const record = theirs.get(id)!, ours = measure(text, record['language']);
      if (record['mcalpine_eflaw_textstat'] !== undefined) found.add('mcalpine_eflaw_textstat', id, ours['mcalpine_eflaw_textstat'], record['mcalpine_eflaw_textstat']);
      for (const [name, value] of Object.entries((record['textstat'] ?? {}) as Record<string, number | null>)) {
        if (ours[`textstat_${name}`] !== undefined) found.add(`textstat_${name}`, id, ours[`textstat_${name}`], value);
      }
    }
    found.print('gneissweb');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 + 600 * 8);
  });
});
