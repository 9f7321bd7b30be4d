import type { Preset } from '../../model/rule.js';
import { rule } from './rule.js';

const CODE = 'AI4Bharat/setu @bed0b2f, configs/crawls and setu/filters.py';

/** Setu's document filters for crawls of Indian languages. */
export const setu: Preset = {
  name: 'setu',
  source: `IndicLLMSuite, arXiv:2403.06350; ${CODE}`,
  notes: 'Setu counts lines after it has removed those that end in no mark or hold only numbers; n_lines and mean_line_chars count the text as it is.',
  rules: {
    all: [
      rule('n_lines', '>=', 4, `${CODE}: min_line_count 4`),
      rule('mean_line_chars', '>=', 5, `${CODE}: min_mean_line_len 5`),
      rule('setu_char10_repetition', '<', 0.2, `${CODE}: repeated 10-grams of characters, dropped at 0.2`),
      { ...rule('setu_word5_repetition', '<', 0.5, `${CODE}: repeated 5-grams of words in Hindi, dropped at 0.5`), lang: 'hi' },
      { any: [rule('setu_word5_repetition', '<', 0.4, `${CODE}: repeated 5-grams of words, dropped at 0.4`), rule('lang', '=', 'hi', `${CODE}: Hindi has a cut of its own`)] },
    ],
  },
  not_expressed: [
    'At least 0.95 of the characters in Latin or an Indian script.', 'Language by three models with a probability of 0.9.',
    'Lines removed: code, menus, those that end in no mark or in dots, those of numbers and punctuation.', 'The ratio of words that are not safe for work, off in this configuration.',
  ],
};
