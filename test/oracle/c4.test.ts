import { describe, expect, test } from 'vitest';
import { badWordsOf, hasBadWord } from '../../src/signals/bad-words.js';
import { c4 } from '../../src/signals/c4.js';
import { KeptText, REFERENCE } from '../../src/text/kept-text.js';
import { Shared } from '../../src/text/shared.js';
import { needsData } from '../needs.js';
import { Comparison, digest, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/c4');

// Origin of the numbers: tensorflow-datasets 4.9.10 c4_utils.clean_page with nltk punkt; datatrove 0.10.1 C4QualityFilter(5 words, 3 sentences), and
// the same filter of the FineWeb release, which asks punkt for sentences.
describe.skipIf(data === null)('family c4 equals tensorflow-datasets', () => {
  test('kept text, page tests, bad words', () => {
    const texts = oracleTexts(data!), tfds = reference(data!, 'c4-tfds'), datatrove = reference(data!, 'datatrove-0.10.1');
    const release = reference(data!, 'datatrove-fineweb-release-05194d39'), decided = { all: 0, otherwise: 0 }, near = { all: 0, inside: 0 };
    const measure = measurer(c4), found = new Comparison(), sentences = new Comparison(), shared = new Shared(), kept = new KeptText();
    const english = badWordsOf('en')!;
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), { counters, text_sha256, text_len, is_valid_length, paragraph_filter, badwords_en_keep, keep } = tfds.get(id)!;
      const { measured } = datatrove.get(id)!.c4_5words_3sents;
      found.add('c4_length <= 190000', id, ours['c4_length']! <= 190_000 ? 1 : 0, is_valid_length ? 1 : 0);
      found.add('c4_length', id, ours['c4_length']!, [...text].length);
      const lorem = counters['filtered:loremipsum'] ?? 0, curly = counters['filtered:squigglybracket'] ?? 0;
      // Where the reference stopped at one page test, it says nothing of the other and of the lines after it.
      if (!curly) found.add('c4_page_lorem', id, ours['c4_page_lorem']!, lorem);
      if (!lorem) found.add('c4_page_curly', id, ours['c4_page_curly']!, curly);
      shared.load(Buffer.from(text), 'en').keep(REFERENCE, kept);
      const ourDigest = digest(shared.cps, kept.start, kept.end);
      if (!lorem && !curly) found.add('c4_kept_lines', id, ours['c4_kept_lines']!, counters['line-passed'] ?? 0);
      if (keep) {
        found.add('c4_kept_chars', id, ours['c4_kept_chars']!, text_len);
        found.add('kept text', id, Number.parseInt(ourDigest.slice(0, 12), 16), Number.parseInt(text_sha256.slice(0, 12), 16));
      }
      if (measured && measured.sha256 === ourDigest) {
        found.add('c4_kept_words', id, ours['c4_kept_words']!, measured.words);
        if (measured.sentences !== null) sentences.add('c4_kept_sentences', id, ours['c4_kept_sentences']!, measured.sentences);
      }
      found.add('c4_long_lines >= 3', id, ours['c4_long_lines']! >= 3 ? 1 : 0, paragraph_filter ? 1 : 0);
      found.add('c4_long_lines', id, ours['c4_long_lines']!, text.split('\n').filter((line) => [...line].length >= 200).length);
      const punkt = release.get(id)!.c4_5words_3sents.measured;
      if (punkt.sha256 === ourDigest && punkt.sentences !== null) {
        sentences.add('c4_punkt_sentences', id, ours['c4_punkt_sentences']!, punkt.sentences);
        near.all++;
        if (Math.abs(ours['c4_punkt_sentences']! - punkt.sentences) <= Math.max(1, 0.02 * punkt.sentences)) near.inside++;
      }
      if (!lorem && !curly) { decided.all++; if ((ours['c4_punkt_sentences']! >= 3) !== keep) decided.otherwise++; }
      const raw = shared.lowerable(0, shared.length);
      const hit = hasBadWord(english, raw.cps, raw.start, raw.end) ? 1 : 0;
      found.add('bad words, en, raw text', id, hit, badwords_en_keep ? 0 : 1);
      const own = datatrove.get(id)!.c4_badwords_own_language as { language: string; keep: boolean } | null | undefined, list = own && badWordsOf(own.language);
      if (own && list) found.add('bad words, own language, raw text', id, hasBadWord(list, raw.cps, raw.start, raw.end) ? 1 : 0, own.keep ? 0 : 1);
      if (ourDigest === digest(shared.cps, 0, shared.length)) found.add('c4_page_badword', id, ours['c4_page_badword']!, badwords_en_keep ? 0 : 1);
    }
    found.print('c4');
    process.stdout.write(`oracle c4_punkt_sentences: within 0.02 on ${near.inside} of ${near.all}; >= 3 decides ${decided.otherwise} of ${decided.all} texts otherwise\n`);
    expect(near.inside / near.all).toBeGreaterThanOrEqual(0.995);
    expect(decided.otherwise / decided.all).toBeLessThanOrEqual(0.005);
    for (const signal of c4.signals) if (!signal.exact) expect(sentences.largest(signal), signal.name).toBe(signal.deviation);
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 6);
  });
});
