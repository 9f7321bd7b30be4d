import { describe, expect, test } from 'vitest';
import { pack, textColumn } from '../../src/model/columns.js';
import type { Scorer } from '../../src/model/ports.js';
import { generatedTexts } from '../scorers/generated.js';

const packed = (texts: readonly string[]) => pack(texts.map((text) => Buffer.from(text)));
const ODD = ['', ' ', '\0\0', '\ufffd', '!!!', '7', '字', '\n'.repeat(3000), 'a'.repeat(300_000), 'word '.repeat(50_000)];

/** What every scorer keeps, whatever is behind it. `open` is called once. */
export const scorerContract = (what: string, open: () => Promise<Scorer>): void => {
  describe(`${what} keeps the scorer contract`, async () => {
    const scorer = await open();
    const score = (texts: readonly string[], lang = 'und') => scorer.score(packed(texts), textColumn(texts.map(() => lang)));

    test('names its columns after itself and its model by name, version and digest', () => {
      expect(scorer.outputs.length).toBeGreaterThan(0);
      for (const output of scorer.outputs) expect(output).toMatch(new RegExp(`^${scorer.name}_[a-z][a-z0-9_]*$`));
      expect(scorer.model).toMatch(/^[a-z][a-z0-9_]*@[^@#\s]+#[0-9a-f]{8}$/);
    });

    test('one number in [0, 1] per text and output, NaN only without a text', async () => {
      const texts = [...ODD, ...generatedTexts(200, 21)], columns = await score(texts);
      expect(columns.map((column) => column.length)).toEqual(scorer.outputs.map(() => texts.length));
      for (const column of columns) {
        texts.forEach((text, i) => {
          if (text === '') return expect(column[i]).toBeNaN();
          expect(column[i]).toBeGreaterThanOrEqual(0);
          expect(column[i]).toBeLessThanOrEqual(1);
        });
      }
    });

    test('no text at all', async () => expect(await score([])).toEqual(scorer.outputs.map(() => new Float64Array(0))));

    test('a score depends on its text alone: same in any batch, any order, and again', async () => {
      const texts = generatedTexts(150, 8), together = await score(texts), backwards = await score([...texts].reverse());
      expect(backwards.map((column) => column.reverse())).toEqual(together);
      for (const i of [0, 70, 149]) expect((await score([texts[i]!])).map((column) => column[0])).toEqual(together.map((column) => column[i]));
    });

    test('calls at the same time do not mix', async () => {
      const a = generatedTexts(60, 1), b = generatedTexts(60, 2);
      expect(await Promise.all([score(a), score(b)])).toEqual([await score(a), await score(b)]);
    });
  });
};
