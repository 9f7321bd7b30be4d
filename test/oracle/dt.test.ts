import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { badWordsOf } from '../../src/signals/bad-words.js';
import { dt } from '../../src/signals/dt.js';
import { Shared } from '../../src/text/shared.js';
import { SpacySentences } from '../../src/text/spacy-sentences.js';
import { SpacyWords, isSpaceToken } from '../../src/text/spacy-words.js';
import { needsData } from '../needs.js';
import { Comparison, measurer, oracleTexts, reference, type Reference } from './texts.js';

const data = needsData('oracle/dt');

/** `a.b.c` of a record; undefined where a part of it is missing. */
const field = (record: Reference, path: string): any => path.split('.').reduce((value: any, key) => value?.[key], record);
const sha = (items: readonly string[]): string => createHash('sha256').update(items.join('\n')).digest('hex').slice(0, 16);

// Origin of the numbers: datatrove 0.10.1 with spaCy 3.8.18's blank English pipeline and sentencizer, all texts as English.
describe.skipIf(data === null)('family dt equals datatrove', () => {
  test('every signal on every text', () => {
    const texts = oracleTexts(data!), datatrove = reference(data!, 'datatrove-0.10.1'), measure = measurer(dt), found = new Comparison();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), theirs = datatrove.get(id)!;
      for (const { name, reference: origin } of dt.signals) {
        const path = origin.slice('datatrove@0.10.1 '.length), [at, what] = path.split(' ') as [string, string?];
        if (name === 'dt_c4_page_badword') {
          found.add(name, id, ours[name], theirs['c4_badwords_en'].keep ? 0 : 1);
          const own = theirs['c4_badwords_own_language'] as { language: string; keep: boolean } | undefined;
          if (own && badWordsOf(own.language)) found.add(`${name}, own language`, id, measure(text, own.language)[name], own.keep ? 0 : 1);
        }
        else if (what !== undefined) {
          // Where the reference stopped at one page test, it says nothing of the other and of the lines after it.
          const reason = field(theirs, at), other = what === 'lorem_ipsum' ? 'curly_bracket' : 'lorem_ipsum';
          if (reason !== other) found.add(name, id, ours[name], reason === what ? 1 : 0);
        } else {
          const value = field(theirs, at) ?? null;
          // Sentences of a kept text that is empty were not asked for.
          if (value === null && at.endsWith('measured.sentences')) continue;
          found.add(name, id, ours[name], value);
        }
      }
    }
    found.print('dt');
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * (dt.signals.length - 1));
  });

  test('words and sentences', () => {
    const texts = oracleTexts(data!), datatrove = reference(data!, 'datatrove-0.10.1-text'), shared = new Shared(), sentences = new SpacySentences();
    const different: string[] = [];
    for (const [id, text] of texts) {
      const theirs = datatrove.get(id)!, { cps } = shared.load(Buffer.from(text), 'en'), words = shared.of(SpacyWords);
      const range = (start: number, end: number): string => Array.from(cps.subarray(start, end), (cp) => String.fromCodePoint(cp)).join('');
      const ourWords = Array.from({ length: words.count }, (_, i) => range(words.starts[i]!, words.ends[i]!));
      // `split_into_sentences`: each reaches to the end of its last token, the last one to the end of the text.
      const { count, starts, isEnded } = sentences.read(words, cps, 0, words.count), cuts = Array.from({ length: Math.max(count - 1, 0) }, (_, k) => words.ends[starts[k + 1]! - 1]!);
      if (isEnded && isSpaceToken(cps, words.ends[words.count - 1]!, shared.length)) cuts.push(words.ends[words.count - 1]!);
      const ourSentences = [0, ...cuts].map((start, k) => range(start, cuts[k] ?? shared.length));
      if (words.count !== theirs['n_words'] || sha(ourWords) !== theirs['words_sha256']) different.push(`${id}: words`);
      if (ourSentences.length !== theirs['n_sentences'] || sha(ourSentences) !== theirs['sentences_sha256']) different.push(`${id}: sentences`);
    }
    process.stdout.write(`oracle spaCy words and sentences: ${texts.size} texts compared, ${different.length} digests different\n`);
    expect(different).toEqual([]);
    expect(texts.size).toBeGreaterThan(2200);
  });
});
