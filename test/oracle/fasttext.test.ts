import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openFastText, type FastText } from '../../src/scorers/fasttext.js';
import { needsData } from '../needs.js';

const data = needsData('oracle/fasttext');
const folder = `${data}/oracle/fasttext`;
const lines = (path: string): unknown[] => gunzipSync(readFileSync(path)).toString().split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown);
const raw = new Map<string, string[]>();
const textOf = (file: string, line: number): string => {
  if (!raw.has(file)) raw.set(file, gunzipSync(readFileSync(`${data}/${file}`)).toString().split('\n'));
  return (JSON.parse(raw.get(file)![line]!) as { text: string }).text;
};
/** What the reference was given: line feeds as spaces. */
const bytes = (text: string): Uint8Array => Buffer.from(text.replaceAll('\n', ' '));

type Expected = { readonly id: string; readonly file?: string; readonly line?: number; readonly text?: string; readonly predictions: Record<string, [string, number][]> };

// Origin of the numbers: fasttext-wheel 0.9.2 (Python), k = -1, the first 12 labels.
describe.skipIf(data === null)('fastText models give the reference predictions', () => {
  const expected = data === null ? [] : (lines(`${folder}/predictions.jsonl.gz`) as Expected[]);
  const names = Object.keys(expected[0]?.predictions ?? {});

  test.each(names)('%s', (name) => {
    const model = openFastText(`${folder}/${name}`);
    let largest = 0, compared = 0;
    for (const { id, file, line, text, predictions } of expected) {
      const found = model.predict(bytes(text ?? textOf(file!, line!)), model.file.labels.length).slice(0, 12);
      expect(found.map(({ label }) => label), id).toEqual(predictions[name]!.map(([label]) => label));
      found.forEach(({ probability }, i) => { largest = Math.max(largest, Math.abs(probability - predictions[name]![i]![1])); compared++; });
    }
    process.stdout.write(`fasttext ${name}: ${expected.length} texts, ${compared} probabilities, largest deviation ${largest.toExponential(2)}\n`);
    expect(compared).toBeGreaterThan(600);
    expect(largest).toBeLessThan(1e-6);
  });

  test('word ids, subword ids and sentence vectors', () => {
    type Word = { readonly model: string; readonly word: string; readonly word_id: number; readonly subword_ids: number[] };
    type Sentence = { readonly model: string; readonly sentence: string; readonly sentence_vector: number[] };
    const models = new Map<string, FastText>();
    const modelOf = (name: string): FastText => { if (!models.has(name)) models.set(name, openFastText(`${folder}/${name}`)); return models.get(name)!; };
    let words = 0, sentences = 0, largest = 0;
    for (const entry of lines(`${folder}/internals.jsonl.gz`) as (Word | Sentence)[]) {
      if ('sentence' in entry) {
        const [file, line] = entry.sentence.split('#') as [string, string], vector = modelOf(entry.model).hidden(bytes(textOf(file, Number(line))))!;
        entry.sentence_vector.forEach((value, d) => { largest = Math.max(largest, Math.abs(value - vector[d]!)); });
        sentences++;
        continue;
      }
      if (entry.word === '</s>' || /\s/u.test(entry.word) || entry.word === '') continue;
      const model = modelOf(entry.model), rows = [...model.rows(bytes(entry.word))];
      expect(rows.slice(0, entry.subword_ids.length), `${entry.model} ${entry.word}`).toEqual(entry.subword_ids);
      words++;
    }
    expect([words > 40, sentences > 30]).toEqual([true, true]);
    process.stdout.write(`fasttext internals: ${words} words, ${sentences} sentence vectors, largest deviation ${largest.toExponential(2)}\n`);
    expect(largest).toBeLessThan(1e-6);
  });

  // Origin: RedPajama-Data's own classifier signals with these two models; probability of the label that is not `__label__cc`, 8 decimals.
  test("RedPajama's scores of 2,211 whole documents", () => {
    const breaks = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/, end = new RegExp(`(?:${breaks.source})$`), strip = /^(?:(?!\ufeff)[\s\x1c-\x1f\x85])+|(?:(?!\ufeff)[\s\x1c-\x1f\x85])+$/g;
    const joined = (text: string): string => text.replace(end, '').split(breaks).join(' ').replace(strip, '');              // Python: " ".join(splitlines()).strip()
    type Text = { readonly id: string; readonly file: string | null; readonly line: number; readonly text: string };
    const texts = new Map((lines(`${data}/oracle/texts.jsonl.gz`) as Text[]).map((entry) => [entry.id, entry]));
    const models = { rps_doc_ml_palm_score: openFastText(`${folder}/rpv2-palm-saturated.bin`), rps_doc_ml_wikiref_score: openFastText(`${folder}/rpv2-wikiref.bin`) };
    let compared = 0, largest = 0;
    for (const row of lines(`${folder}/rpv2-ml-scores.jsonl.gz`) as Record<string, number | string | null>[]) {
      const { file, line, text } = texts.get(row['id'] as string)!, input = Buffer.from(joined(file === null ? text : textOf(file, line)));
      for (const [name, model] of Object.entries(models)) {
        if (row[name] === null) continue;
        const { label, probability } = model.predict(input)[0]!;
        largest = Math.max(largest, Math.abs((label === '__label__cc' ? 1 - probability : probability) - (row[name] as number)));
        compared++;
      }
    }
    process.stdout.write(`fasttext rpv2-ml: ${compared} scores, largest deviation ${largest.toExponential(2)}\n`);
    expect(compared).toBeGreaterThan(4000);
    expect(largest).toBeLessThan(1e-6);
  });
});
