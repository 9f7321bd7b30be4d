import { describe, expect, test } from 'vitest';
import { gneissweb } from '../../src/signals/gneissweb.js';
import { measurer } from '../oracle/texts.js';
import { compareWithTwin } from './compare-with-twin.js';
import { plainGneissweb } from './plain/gneissweb.js';

const PHRASES = ['e.g.', 'U.S.A.', 'one two. three', 'a b c!', "don't", '---', '...', '?!', 'x.y z w', '\u0301', '_', '_.'];

describe('family gneissweb', () => {
  compareWithTwin(gneissweb, plainGneissweb, ['en', 'fi'], PHRASES);

  // By hand: seven words of at most three letters, one sentence (the second has too few words); -3.8 and -4.226 are rounded away from zero.
  test('a short text', () => expect(measurer(gneissweb)('The cat sat on the mat. Go!', 'en')).toEqual({
    mcalpine_eflaw_textstat: 14, textstat_lexicon_count: 7, textstat_sentence_count: 1, textstat_miniword_count: 7, textstat_char_count: 21, textstat_letter_count: 19, textstat_reading_time: 0.31,
    textstat_automated_readability_index: -3.9, textstat_coleman_liau_index: -4.24,
  }));
});
