import type { Preset } from '../../model/rule.js';

const recipe = (name: string, source: string, no_cuts: string, ...not_expressed: readonly string[]): Preset =>
  ({ name, source, notes: 'Listed so that it is found; there is nothing to select by.', rules: { all: [] }, not_expressed, no_cuts });

const RPV2 = 'RedPajama: an Open Dataset for Training Large Language Models, arXiv:2411.12372, ablations';

/** Published recipes that are no list of cuts, or whose cuts were not published. */
export const WITHOUT_CUTS: readonly Preset[] = [
  recipe('wanjuan-cc', 'WanJuan-CC, arXiv:2402.19282; opendatalab/WanJuan-CC',
    'Its cuts on toxicity, pornography, fluency and advertisement (toxic_score, porn_score, fluency_score, not_ad_score) are in no public source.',
    'Keyword and domain lists, deduplication by LSH, and four BERT classifiers.'),
  recipe('longwanjuan', 'LongWanjuan, arXiv:2402.13583; OpenLMLab/LongWanjuan @ff5af3e',
    'Its three classes come from cuts on coherence, cohesion and complexity that are in no public code; the lw_* signals can be cut by a recipe of your own.',
    'Measures with a language model of 7 billion parameters over 4,096 tokens.'),
  recipe('qurating', 'QuRating, arXiv:2402.09739; princeton-nlp/QuRating @b5a1203',
    'It draws pages by score and noise up to a budget of tokens instead of cutting; a quantile by tokens over a scorer of your own is its version without noise.',
    'Gumbel noise at a temperature (2.0 is common), and a running sum of tokens.'),
  recipe('dataman', 'DataMan, arXiv:2502.19363; pengr/DataMan',
    'It takes the best overall scores of each domain and source up to a budget, and prints no cut.',
    'Fourteen scores from 1 to 5 and a domain, all by a language model.'),
  recipe('oasis', 'Oasis, arXiv:2311.12537', 'It is a tool in which users set rules; neither code nor numbers are public.', 'Rules, a classifier and deduplication, built interactively.'),
  recipe('data-data-everywhere', 'Data, Data Everywhere: A Guide for Pretraining Dataset Construction, arXiv:2407.06380',
    'It weights buckets of quality, toxicity, type of speech and domain up or down and drops nothing by a cut.', 'Sampling weights by attribute.'),
  recipe('rpv2-custom-rules', RPV2, 'Of its rules on words, length of lines, Wikipedia references and perplexity the paper prints only that perplexity is above 30.', 'The remaining cuts.'),
  recipe('rpv2-wiki-middle', RPV2, 'The paper restricts the CCNet bucket beside Gopher-natlang or Gopher-Rep without saying to which values; add a rule on ccnet_bucket to gopher-natlang@rpv2.', 'The restriction.'),
  recipe('rpv2-palm-mix', RPV2, 'Its cuts on a classifier or on importance weights, or the sampling by them, are not printed.', 'A classifier of Wikipedia, books and OpenWebText against Common Crawl.'),
  recipe('c4-lines@rpv2', RPV2, 'The line rules of C4 alone edit a page and drop none.', 'Lines cut out of the text.'),
];
