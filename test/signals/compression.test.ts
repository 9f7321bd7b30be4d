import { describe, expect, test } from 'vitest';
import { compression } from '../../src/signals/compression.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainCompression } from './plain/compression.js';

const PHRASES = ['the cat sat on the mat'];

describe('family compression', () => {
  compareWithTwin(compression, plainCompression, ['en'], PHRASES);

  // Origin: gzip -6 -n of 1,000 times the letter a is 29 bytes (GNU gzip 1.12).
  test('a text of one letter', () => expect(measurer(compression)('a'.repeat(1000), 'en')['compression_ratio_gzip']).toBeCloseTo(0.029, 3));
});
