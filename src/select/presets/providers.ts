const scorer = (name: string, what: string): string => `${what}, as a scorer named ${name}`;
const CCNET = 'CCNet: language identification and a KenLM model of Wikipedia for each language';
const GNEISSWEB = scorer('gneissweb', 'the fastText models of GneissWeb with outputs dclm, cosmo (probability of high quality), technology, medical, education, science (probability of the category)');
const CELADON = scorer('celadon', 'Celadon, five heads of 0 to 3, with their sum as output total and the largest as output max');
const CLASSIFIER = 'RedPajama-V2: its fastText classifier of pages that Wikipedia refers to';

/**
 * Columns that presets look at and no signal family measures: what would provide them. A scorer's columns are `<scorer>_<output>`, so a preset
 * can be used as soon as the settings hold such a scorer.
 */
export const PROVIDERS: Readonly<Record<string, string>> = {
  ccnet_language_score: CCNET, ccnet_perplexity: CCNET, ccnet_bucket: CCNET,
  rps_doc_ml_wikiref_score: CLASSIFIER,
  fineweb_edu_int_score: scorer('fineweb_edu', 'the classifier of FineWeb-Edu with the rounded score as output int_score'),
  dclm_fasttext_hq: scorer('dclm_fasttext', 'the fastText model of DCLM (OH-2.5 and ELI5) with the probability of hq as output hq'),
  owm_math_score: scorer('owm_math', 'the fastText math classifier of OpenWebMath with output score'),
  owm_perplexity: 'the KenLM model of OpenWebMath, trained on Proof-Pile',
  owm_found_math: 'the extraction of OpenWebMath, which notes whether a page held LaTeX or MathML',
  cwt_quality_score: scorer('cwt_quality', 'the quality classifier of ChineseWebText with output score'),
  cwt_toxicity_label: scorer('cwt_toxicity', 'the toxicity classifier of ChineseWebText 2.0 with output label'),
  gneissweb_dclm: GNEISSWEB, gneissweb_cosmo: GNEISSWEB, gneissweb_technology: GNEISSWEB, gneissweb_medical: GNEISSWEB, gneissweb_education: GNEISSWEB, gneissweb_science: GNEISSWEB,
  tokens_per_doc_num_chars: 'the tokenizer of StarCoder, tokens by code points',
  celadon_total: CELADON, celadon_max: CELADON,
};
