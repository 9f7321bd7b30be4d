import type { Preset } from '../../model/rule.js';
import { rule } from './rule.js';

const CODE = 'keirp/OpenWebMath @98f81d0', EXTRACT = `${CODE}, extract_from_cc`, FILTER = `${CODE}, filtering`;

/** OpenWebMath's two stages. */
export const openwebmath: Preset = {
  name: 'openwebmath',
  source: `OpenWebMath: An Open Dataset of High-Quality Mathematical Web Text, arXiv:2310.06786; ${CODE}`,
  notes: 'The second stage tightens what the first one let through: of perplexity only its cut binds, of the math score both do.',
  rules: {
    all: [
      rule('lang', '=', 'en', `${EXTRACT}: English by lid.176 at 0.5`),
      rule('lang_score', '>=', 0.5, `${EXTRACT}: English by lid.176 at 0.5`),
      {
        any: [
          { all: [rule('owm_math_score', '>=', 0.15, `${EXTRACT}: math score 0.15 where LaTeX or MathML was found`), rule('owm_found_math', '=', 1, `${EXTRACT}: LaTeX or MathML found`)] },
          rule('owm_math_score', '>=', 0.8, `${EXTRACT}: math score 0.8 elsewhere`),
        ],
      },
      rule('owm_perplexity', '<=', 15_000, `${FILTER}: perplexity 15,000 (extraction: 30,000)`),
      rule('owm_math_score', '>=', 0.17, `${FILTER}: math score 0.17`),
      rule('owm_length', '>=', 100, `${FILTER}: 100 characters after lines with more than one newcommand are dropped`),
      rule('owm_accent_ratio', '<=', 0.015, `${FILTER}: accented characters 0.015`),
    ],
  },
  not_expressed: ['Pages of libretexts: math, phys or stats in the URL, or a LaTeX formula.', 'URLs with one of 74 substrings left out.', 'The extraction of LaTeX from HTML, and deduplication by SimHash.'],
};
