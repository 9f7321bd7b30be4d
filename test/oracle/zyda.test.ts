import { describe, expect, test } from 'vitest';
import { zyda } from '../../src/signals/zyda.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/zyda');
const LISTS = { profanity: 'profanity_word_list.json', sexual: 'sexual_word_list.json', zh_porn: 'zh_pornsignals.json', cursed: 'cursed_substrings.json' };
const PATTERNS = ['xml', 'xml_version', 'lorem_ipsum', 'https', 'lt', 'gt', 'quote_colon', 'www'];

/** The published filter.py, on columns. */
const isKept = (values: Record<string, number | null>): boolean => {
  const at = (name: string): number => values[`zyda_${name}`]!, length = at('transformed_length');
  return length >= 100 && at('mean_word_length') >= 3 && at('mean_word_length') <= 12 && at('fraction_non_alphanumeric') <= 0.3 && at('fraction_numerical') <= 0.2
    && at('repeated_chars') <= 50 && at('pattern_xml') <= 10 && at('pattern_xml_version') <= 1 && at('pattern_lorem_ipsum') <= 2
    && at('pattern_https') / length <= 0.002 && at('pattern_lt') / length <= 0.03 && at('pattern_quote_colon') / length <= 0.002 && at('pattern_www') / length <= 0.01
    && at('words_zh_porn') <= 1 && at('words_sexual') <= 10 && at('words_sexual') / length <= 0.001 && at('words_profanity') / length <= 0.0025
    && at('words_cursed') / length <= 0.01;
};

// Origin of the numbers: Zyphra/Zyda_processing @6ed3c54.
describe.skipIf(data === null)('family zyda equals Zyda', () => {
  test('every signal of every text, at 8 decimals, and every verdict of the preset', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'zyda'), measure = measurer(zyda), found = new Comparison(), differences: string[] = [];
    let kept = 0;
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), record = theirs.get(id)!;
      const add = (name: string, value: number): void => found.add(`zyda_${name}`, id, ours[`zyda_${name}`], value);
      for (const name of ['mean_word_length', 'fraction_non_alphanumeric', 'fraction_numerical', 'pii_count']) add(name, record[name]);
      add('transformed_length', record['transformed_len']);
      add('repeated_chars', record['substrings_counts']);
      Object.values(record['pattern_counts'] as Record<string, number>).forEach((value, i) => add(`pattern_${PATTERNS[i]!}`, value));
      for (const [name, list] of Object.entries(LISTS)) add(`words_${name}`, record['word_list_counts'][list]);
      const keep = isKept(ours);
      kept += keep ? 1 : 0;
      if (keep !== record['keep']) differences.push(id);
    }
    found.print('zyda');
    process.stdout.write(`oracle preset zyda: ${texts.size} verdicts, ${kept} kept, ${differences.length} differ\n`);
    expect(found.mismatches).toEqual([]);
    expect(differences).toEqual([]);
    expect(found.compared).toBe(18 * texts.size);
  });
});
