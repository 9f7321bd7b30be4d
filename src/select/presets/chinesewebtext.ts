import type { Preset, Rule } from '../../model/rule.js';
import { rule } from './rule.js';

const V1 = 'CASIA-LM/ChineseWebText @aa459c4, preprocess.py', V2 = 'CASIA-LM/ChineseWebText-2.0 @4c45737';
const PAPER = 'ChineseWebText, arXiv:2311.01149';

const RULES: readonly Rule[] = [
  rule('cwt_text_length', '>', 200, `${V1}: more than 200 characters`),
  rule('cwt_avg_line_length', '>=', 10, `${V1}: mean length of a line 10 or more`),
  rule('cwt_zh_percent', '>=', 0.3, `${V1}: at least 0.3 Chinese characters`),
  rule('cwt_inner_repeat', '<=', 0.5, `${V1}: at most 0.5 of the 13-grams repeated`),
];
const LEFT_OUT = [
  'Text that conversion to simplified Chinese (zhconv) leaves as it is: one other character drops the page.',
  'At most 0.5 distinct sensitive words a line: the list has no licence to ship it.',
  'Segments within a page chosen by the quality model: that edits the text.',
];

/** The rules of ChineseWebText without its model. */
export const chinesewebtext: Preset = {
  name: 'chinesewebtext',
  source: `${PAPER}; ${V1}`,
  notes: 'The preprocessing of both versions, without its two rules on lists.',
  rules: { all: RULES },
  not_expressed: ['The quality score, whose cut the user of the data set chooses; preset chinesewebtext-cleaner has the published one.', ...LEFT_OUT],
};

/** The published cleaner subset. */
export const chinesewebtextCleaner: Preset = {
  name: 'chinesewebtext-cleaner',
  source: `${PAPER}, cleaner subset`,
  notes: 'Whether the cut itself is kept is not said.',
  rules: { all: [...RULES, rule('cwt_quality_score', '>', 0.9, `${PAPER}: quality score above 0.9`)] },
  not_expressed: LEFT_OUT,
};

/** The second version: tags to choose by, and one rule. */
export const chinesewebtext2: Preset = {
  name: 'chinesewebtext2',
  source: `ChineseWebText 2.0, arXiv:2411.19668; ${V2}`,
  notes: 'The second version tags pages with a quality score, a toxicity label and domains, for users to choose by; what it fixes is the label.',
  rules: { all: [...RULES, rule('cwt_toxicity_label', '=', 0, `${V2}, toxic_classifier: label 1 needs a probability of 0.99`)] },
  not_expressed: ['A cut on the quality score and a choice of domains (labels with a probability of 0.3 or more), left to the user.', ...LEFT_OUT],
};
