import { describe, expect, test } from 'vitest';
import { owm } from '../../src/signals/owm.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainOwm } from './plain/owm.js';

const PHRASES = ['$', '$$', '$x$', '$$\\PageIndex{1.2}$$', '$\\PageIndex{1}$', '\\PageIndex{', '}', '}$', '\\newcommand{x}', 'newcommand', 'é', 'À', 'ôô'];

describe('family owm', () => {
  compareWithTwin(owm, plainOwm, ['en'], PHRASES);

  // By hand: $a$, $$b$$ and, once the macro is gone, $ c$; seven accents among 53 code points; the second line goes with its line feed.
  const text = 'é $a$ $$b$$ $$\\PageIndex{3}$$$ c$ ÀÜ\nnewcommand newcommand\nêîôà';
  test('a short text', () => expect(measurer(owm)(text, 'en')).toEqual({ owm_latex_formulas: 3, owm_accent_ratio: 7 / text.length, owm_length: text.length - 22 }));

  test('many openings without an end take time that grows with their number', () => {
    const started = performance.now();
    expect(measurer(owm)('$$\\PageIndex{'.repeat(100_000), 'en')['owm_latex_formulas']).toBe(50_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
