import { describe, expect, test } from 'vitest';
import { dolma } from '../../src/signals/dolma.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference, type Reference } from './texts.js';
import { keeps, type Condition } from './verdict.js';

const data = needsData('oracle/dolma');

/** Attributes that the taggers of Dolma 1.2.1 wrote, under our names: absent n-gram = null, absent flag = 0, a list of spans = how many (long lists are stored as `…_spans`). */
const published = (entry: Reference): Record<string, number | null> => {
  const values: Record<string, number | null> = {};
  for (const { name } of dolma.signals) {
    const [, tagger, attribute] = /^dolma_(v2_|c4_|c4v2_|pii_)?(.*)$/.exec(name)!;
    if (name === 'dolma_whitespace_tokens') values[name] = entry['whitespace_tokenizer_v1'].length;
    else if (name === 'dolma_olmo_pretokens') values[name] = entry['olmo_pretokenizer_v1'].length;
    else if (name === 'dolma_bytes') values[name] = entry['bytes_length_v1'].bytes;
    else if (tagger === 'pii_') values[name] = entry['pii_regex_with_counts_fast_v2'][attribute!];
    else if (tagger === 'c4_' || tagger === 'c4v2_') {
      const written = entry[tagger === 'c4_' ? 'c4_v1' : 'c4_v2'];
      values[name] = attribute!.startsWith('lines_with') ? (written[`${attribute}_spans`] ?? written[attribute!]?.length ?? 0) : (written[attribute!] ?? 0);
    } else values[name] = entry[tagger === 'v2_' ? 'gopher_v2' : 'gopher_v1'][attribute!] ?? null;
  }
  return values;
};

/** Dolma v1.5 mixer configuration for Common Crawl, without PII and the three rules that never fire. */
const GOPHER_AT_DOLMA: readonly Condition[] = [
  ['dolma_word_count', '>=', 50], ['dolma_word_count', '<=', 100_000], ['dolma_median_word_length', '>=', 3], ['dolma_median_word_length', '<=', 10],
  ['dolma_symbol_to_word_ratio', '<=', 0.1], ['dolma_fraction_of_words_with_alpha_character', '>=', 0.8], ['dolma_required_word_count', '>=', 2],
  ['dolma_fraction_of_lines_starting_with_bullet_point', '<=', 0.9], ['dolma_fraction_of_lines_ending_with_ellipsis', '<=', 0.3],
  ['dolma_fraction_of_duplicate_lines', '<=', 0.3], ['dolma_fraction_of_characters_in_duplicate_lines', '<=', 0.3],
  ...[0.15, 0.14, 0.13, 0.12, 0.11, 0.1].map((limit, k): Condition => [`dolma_fraction_of_characters_in_duplicate_${k + 5}grams`, '<=', limit]),
];

// Origin of the numbers: the taggers of PyPI dolma 1.2.1.
describe.skipIf(data === null)('family dolma equals the taggers of Dolma', () => {
  test('every attribute, and the verdicts of gopher@dolma', () => {
    const texts = oracleTexts(data!), taggers = reference(data!, 'dolma'), measure = measurer(dolma), found = new Comparison();
    let kept = 0;
    const otherVerdicts: string[] = [];
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), theirs = published(taggers.get(id)!);
      for (const { name } of dolma.signals) found.add(name, id, ours[name], theirs[name]!);
      if (keeps(GOPHER_AT_DOLMA, ours) !== keeps(GOPHER_AT_DOLMA, theirs)) otherVerdicts.push(id);
      if (keeps(GOPHER_AT_DOLMA, ours)) kept++;
    }
    found.print('dolma');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBe(texts.size * dolma.signals.length);
    expect(otherVerdicts).toEqual([]);
    expect(kept).toBeGreaterThan(500);
    expect(kept).toBeLessThan(texts.size - 500);
  });
});
