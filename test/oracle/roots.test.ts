import { describe, expect, test } from 'vitest';
import { roots } from '../../src/signals/roots.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/roots');
const KEYS = ['number_words', 'character_repetition_ratio', 'word_repetition_ratio', 'special_characters_ratio', 'stopwords_ratio', 'flagged_words_ratio'];

/** Cut-offs of the published parameters_filtering.py: words at least and at most, character, word, special at most, stop at least, flagged at most. */
const RULES: Readonly<Record<string, readonly [number, number, number, number, number, number, number]>> = {
  ar: [20, 100_000, 0.2, 0.34, 0.3, 0.07, 0.03], en: [20, 100_000, 0.106, 0.19, 0.4, 0.3, 0.01], es: [16, 100_000, 0.14, 0.25, 0.34, 0.4, 0.01],
  fr: [13, 100_000, 0.14, 0.13, 0.34, 0.27, 0.008], hi: [38, 100_000, 0.18, 0.47, 0.45, 0.01, 0.005], pt: [19, 100_000, 0.25, 0.98, 0.35, 0.2, 0.007],
  vi: [30, 100_000, 0.15, 0.2, 0.34, 0.08, 0.005],
};

type Values = Record<string, number | null>;
const verdicts = (values: Values, lang: string): Record<string, boolean> => {
  const [least, most, character, word, special, stop, flagged] = RULES[lang]!, at = (key: string): number => values[`roots_${key}`]!;
  return {
    number_words: at('number_words') >= least && at('number_words') <= most, character_repetition: at('character_repetition_ratio') <= character,
    word_repetition: at('word_repetition_ratio') <= word, special_characters: at('special_characters_ratio') <= special,
    stopwords: at('stopwords_ratio') >= stop, flagged_words: at('flagged_words_ratio') <= flagged,
  };
};

// Origin of the numbers: bigscience-workshop/data-preparation @9d05884 with emoji 1.6.1; in the language of the text, and again as English (`as_en`).
describe.skipIf(data === null)('family roots equals the ROOTS filters', () => {
  test('every signal of every text, at 8 decimals, and every verdict of the preset', () => {
    const texts = oracleTexts(data!), theirs = reference(data!, 'roots'), measure = measurer(roots), found = new Comparison(), differences: string[] = [];
    let judged = 0, kept = 0;
    const compare = (id: string, text: string, lang: string, record: Record<string, any>): void => {
      const ours = measure(text, lang);
      for (const key of KEYS) found.add(`roots_${key}`, `${id} ${lang}`, ours[`roots_${key}`], record[key] ?? null);
      if (record['keep'] === undefined) return;
      const verdict = verdicts(ours, lang), keep = Object.values(verdict).every(Boolean);
      judged++;
      kept += keep ? 1 : 0;
      for (const [rule, value] of Object.entries(record['keep'] as Record<string, boolean>)) if (verdict[rule] !== value) differences.push(`${id} ${lang} ${rule}`);
      if (keep !== Object.values(record['keep'] as Record<string, boolean>).every(Boolean)) differences.push(`${id} ${lang}`);
    };
    for (const [id, text] of texts) {
      const record = theirs.get(id)!;
      compare(id, text, record['language'], record);
      if (record['as_en'] !== undefined) compare(id, text, 'en', record['as_en']);
    }
    found.print('roots');
    process.stdout.write(`oracle preset roots: ${judged} verdicts, ${kept} kept, ${differences.length} differ\n`);
    expect(found.mismatches).toEqual([]);
    expect(differences).toEqual([]);
    expect(found.compared).toBeGreaterThan(2700 * 6);
    expect(judged).toBeGreaterThan(2600);
  });
});
