import type { Preset, Rule, Rules } from '../../model/rule.js';
import { rule, within } from './rule.js';

const RECIPE = 'data-prep-kit @c9f7b56, recipes/GneissWeb';
const CATEGORIES = ['technology', 'medical', 'education', 'science'] as const;
const EFLAW = 'mcalpine_eflaw_textstat', TOKENS = 'tokens_per_doc_num_chars';

/** Of two labels the top one has at least half of the probability. */
const anyCategory: Rules = { any: CATEGORIES.map((name) => rule(`gneissweb_${name}`, '>=', 0.5, `${RECIPE}: top label is ${name}`)) };
const noCategory: readonly Rule[] = CATEGORIES.map((name) => rule(`gneissweb_${name}`, '<', 0.5, `${RECIPE}: top label is cc, not ${name}`));

/** GneissWeb's ensemble of classifiers, readability and tokens, by category. */
export const gneissweb: Preset = {
  name: 'gneissweb',
  source: `GneissWeb: Preparing High Quality Data for LLMs at Scale, arXiv:2502.14907; ${RECIPE}`,
  notes: 'The intended rule, on probabilities of high quality. As published the two fastText tests always hold, because the recipe compares the probability of whichever label is on top.',
  rules: {
    all: [
      { any: [rule('gneissweb_dclm', '>', 0.002, `${RECIPE}: DCLM classifier above 0.002`), rule('gneissweb_cosmo', '>', 0.03, `${RECIPE}: Cosmopedia classifier above 0.03`)] },
      {
        any: [
          { all: [rule(EFLAW, '<', 70, `${RECIPE}: readability below 70 in a category`), anyCategory] },
          { all: [rule(EFLAW, '<', 30, `${RECIPE}: readability below 30 in none`), ...noCategory] },
          { all: [...within(TOKENS, 0.1, 0.5, `${RECIPE}: tokens by characters 0.1 to 0.5 in a category`), anyCategory] },
          { all: [...within(TOKENS, 0.22, 0.28, `${RECIPE}: tokens by characters 0.22 to 0.28 in none`), ...noCategory] },
        ],
      },
    ],
  },
  not_expressed: ['Exact removal of substrings of 50 tokens, which comes first.', 'FineWeb, which GneissWeb starts from; preset fineweb@release.'],
};
