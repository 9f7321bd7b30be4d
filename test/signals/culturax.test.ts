import { describe, expect, test } from 'vitest';
import { culturax } from '../../src/signals/culturax.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainCulturax } from './plain/culturax.js';

const PHRASES = ['\n', '\n\n', 'x'.repeat(99), 'x'.repeat(100), `\n${'x'.repeat(100)}\n`, `\n${'x'.repeat(101)}\n`];

describe('family culturax', () => {
  compareWithTwin(culturax, plainCulturax, ['en'], PHRASES);

  // By hand: lines of 1, 101 and 0 code points.
  test('three lines', () => expect(measurer(culturax)(`a\n${'x'.repeat(101)}\n`, 'en')).toEqual({
    culturax_document_length: 104, culturax_n_lines: 3, culturax_short_line_ratio: 2 / 3, culturax_short_line_length_ratio: 1 / 102,
  }));
});
