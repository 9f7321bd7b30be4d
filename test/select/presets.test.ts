import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AnyRule, Rule } from '../../src/model/rule.js';
import type { Signal } from '../../src/model/signal.js';
import { ruleColumns } from '../../src/select/columns.js';
import { inWords } from '../../src/select/explain.js';
import { unavailable } from '../../src/select/lacking.js';
import { columnsIn, leaves } from '../../src/select/leaves.js';
import { c4 } from '../../src/select/presets/c4.js';
import { fineweb } from '../../src/select/presets/fineweb.js';
import { gopher } from '../../src/select/presets/gopher.js';
import { PROVIDERS } from '../../src/select/presets/providers.js';
import { ALIASES, presetNamed, presetNames, PRESETS, presetsNamed } from '../../src/select/presets.js';
import { RECIPE_NAME } from '../../src/select/recipe.js';

const plain = (rules: readonly unknown[]) => (rules as readonly Rule[]).map(({ signal, op, value }) => [signal, op, value]);

describe('presets: every rule against numbers written down from the publications', () => {
  // Gopher, arXiv:2112.11446: appendix A.1.1 (50 to 100,000 words, mean length 3 to 10, symbols 0.1, bullets 90 %, ellipsis lines 30 %,
  // 80 % of words with a letter, two stop words) and table A1 (repetition). Without-a-letter share: 0.3, Lucie's cut for RedPajama-V2's
  // tokens, instead of 1 - 0.8, because punctuation counts as a word there.
  test('gopher', () => {
    expect(plain(gopher.rules.all)).toEqual([
      ['rps_doc_word_count', '>=', 50], ['rps_doc_word_count', '<=', 100000],
      ['rps_doc_mean_word_length', '>=', 3], ['rps_doc_mean_word_length', '<=', 10],
      ['rps_doc_symbol_to_word_ratio', '<=', 0.1],
      ['gopher_bullet_line_ratio', '<=', 0.9],
      ['rps_doc_frac_lines_end_with_ellipsis', '<=', 0.3],
      ['rps_doc_frac_no_alph_words', '<=', 0.3],
      ['gopher_stop_word_count', '>=', 2],
      ['gopher_dup_line_frac', '<=', 0.30], ['gopher_dup_para_frac', '<=', 0.30],
      ['gopher_dup_line_char_frac', '<=', 0.20], ['gopher_dup_para_char_frac', '<=', 0.20],
      ['rps_doc_frac_chars_top_2gram', '<=', 0.20], ['rps_doc_frac_chars_top_3gram', '<=', 0.18], ['rps_doc_frac_chars_top_4gram', '<=', 0.16],
      ['rps_doc_frac_chars_dupe_5grams', '<=', 0.15], ['rps_doc_frac_chars_dupe_6grams', '<=', 0.14], ['rps_doc_frac_chars_dupe_7grams', '<=', 0.13],
      ['rps_doc_frac_chars_dupe_8grams', '<=', 0.12], ['rps_doc_frac_chars_dupe_9grams', '<=', 0.11], ['rps_doc_frac_chars_dupe_10grams', '<=', 0.10],
    ]);
  });

  // tensorflow/datasets c4_utils.py: 190,000 characters, no lorem ipsum, no curly bracket, no bad word, 3 sentences.
  test('c4', () => {
    expect(plain(c4.rules.all)).toEqual([
      ['c4_length', '<=', 190000], ['c4_page_lorem', '=', 0], ['c4_page_curly', '=', 0], ['c4_page_badword', '=', 0], ['c4_kept_sentences', '>=', 3],
    ]);
  });

  // datatrove at HEAD: examples/fineweb.py (English, > 0.65), c4_filters.py (5 sentences), fineweb_quality_filter.py
  // (drops < 0.12, > 0.67, > 0.01, > 0.3; its release dropped <= 0.12, >= 0.67, >= 0.01).
  test('fineweb', () => {
    expect(plain(fineweb.rules.all)).toEqual([
      ['lang', '=', 'en'], ['lang_score', '>', 0.65],
      ['c4nopunct_page_lorem', '=', 0], ['c4nopunct_page_curly', '=', 0], ['c4nopunct_kept_sentences', '>=', 5],
      ['fw_line_punct_ratio', '>=', 0.12], ['fw_short_line_ratio', '<=', 0.67], ['fw_char_dup_ratio', '<=', 0.01], ['fw_list_ratio', '<=', 0.3],
    ]);
  });

  // In words. The reference verdicts of test/oracle/presets.test.ts judge most of these too, but not every number is decisive for a text there.
  const inRules = (name: string, from = 0) => presetNamed(name)!.rules.all.slice(from).map(inWords);

  const from = (signal: string, least: number, most: number) => [`${signal} >= ${least}`, `${signal} <= ${most}`];
  const limits = (top: (n: number) => string, dup: (n: number) => string) =>
    [`${top(2)} <= 0.2`, `${top(3)} <= 0.18`, `${top(4)} <= 0.16`, ...['0.15', '0.14', '0.13', '0.12', '0.11', '0.1'].map((most, k) => `${dup(5 + k)} <= ${most}`)];

  // datatrove, gopher_quality_filter.py and gopher_repetition_filter.py, the same defaults in both states; c4_filters.py; fineweb_quality_filter.py (strict at release).
  test.each([['gopher@datatrove', 'fineweb@datatrove', 'dt', '>=', '<='], ['gopher@release', 'fineweb@release', 'dtrel', '>', '<']])('%s, %s', (gopherName, finewebName, p, least, most) => {
    const quality = [...from(`${p}_gq_n_words`, 50, 100_000), ...from(`${p}_gq_avg_word_len`, 3, 10), `${p}_gq_hash_ratio <= 0.1`, `${p}_gq_ellipsis_ratio <= 0.1`, `${p}_gq_bullet_line_ratio <= 0.9`,
      `${p}_gq_ellipsis_line_ratio <= 0.3`, `${p}_gq_alpha_word_ratio >= 0.8`, `${p}_gq_stop_words >= 2`];
    const repetition = [`${p}_dup_para_frac <= 0.3`, `${p}_dup_para_char_frac <= 0.2`, `${p}_dup_line_frac <= 0.3`, `${p}_dup_line_char_frac <= 0.2`, ...limits((n) => `${p}_top_${n}gram`, (n) => `${p}_dup_${n}gram`)];
    expect(inRules(gopherName)).toEqual([...quality, ...repetition]);
    expect(inRules(finewebName)).toEqual(['lang = en', 'lang_score > 0.65', ...repetition, ...quality, `${p}_c4nopunct_page_lorem = 0`, `${p}_c4nopunct_page_curly = 0`, `${p}_c4nopunct_kept_sentences >= 5`,
      `${p}_fw_line_punct_ratio ${least} 0.12`, `${p}_fw_short_line_ratio ${most} 0.67`, `${p}_fw_char_dup_ratio ${most} 0.01`, `${p}_fw_list_ratio <= 0.3`]);
  });

  // tfds: 190,000 characters, 3 sentences. datatrove: 5 sentences.
  test('c4@tfds, c4@datatrove', () => {
    expect(inRules('c4@tfds')).toEqual(['c4_length <= 190000', 'c4_page_lorem = 0', 'c4_page_curly = 0', 'c4_punkt_sentences >= 3']);
    expect(inRules('c4@datatrove')).toEqual(['dt_c4_page_lorem = 0', 'dt_c4_page_curly = 0', 'dt_c4_kept_sentences >= 5']);
  });

  // dclm_baseline_refinedweb.yaml; Dolma's mixing/cc-*.yaml; heuristic_filter_english_pipeline.yaml; Zyda's filtering.py.
  test('dclm, gopher@dolma, nemo, zyda', () => {
    expect(inRules('dclm')).toEqual([...from('rw_word_count', 50, 100_000), ...from('rw_mean_word_len', 3, 10), 'rw_symbol_ratio <= 0.1', 'rw_bullet_line_ratio <= 0.9', 'rw_ellipsis_line_ratio <= 0.3',
      'rw_non_alpha_word_ratio <= 0.2', 'rw_stop_word_count >= 2', 'rw_dup_line_frac <= 0.3', 'rw_dup_para_frac <= 0.3', 'rw_dup_line_char_frac <= 0.2', 'rw_dup_para_char_frac <= 0.2',
      ...limits((n) => `rw_top_${n}gram`, (n) => `rw_dup_${n}gram`), 'rw_removed_frac <= 0.05']);
    expect(inRules('gopher@dolma')).toEqual([...from('dolma_word_count', 50, 100_000), ...from('dolma_median_word_length', 3, 10), 'dolma_symbol_to_word_ratio <= 0.1',
      'dolma_fraction_of_words_with_alpha_character >= 0.8', 'dolma_required_word_count >= 2', 'dolma_fraction_of_lines_starting_with_bullet_point <= 0.9', 'dolma_fraction_of_lines_ending_with_ellipsis <= 0.3',
      'dolma_fraction_of_duplicate_lines <= 0.3', 'dolma_fraction_of_characters_in_duplicate_lines <= 0.3', ...limits(String, (n) => `dolma_fraction_of_characters_in_duplicate_${n}grams`).slice(3)]);
    expect(inRules('nemo')).toEqual([...['alpha_numeric <= 0.25', 'symbol_to_word <= 0.1', 'numbers_ratio <= 0.15', 'urls_ratio <= 0.2', 'white_space <= 0.25', 'parentheses_ratio <= 0.1',
      'boilerplate_string_ratio <= 0.4', 'repeated_lines >= 0.7', 'repeated_paragraphs >= 0.7', 'repeated_lines_char >= 0.8', 'repeated_paragraphs_char >= 0.8', ...from('word_count', 50, 100_000),
      'punctuation <= 0.85', 'words_without_alphabets >= 0.8', 'common_english_words >= 2', ...from('mean_word_length', 3, 10), 'max_word_length <= 1000', 'ellipsis <= 0.3',
      ...limits((n) => `repeating_top_${n}grams`, (n) => `repeating_dup_${n}gram`), 'bullet_ratio <= 0.9'].map((words) => `nemo_${words}`)]);
    const by = ' / zyda_transformed_length <=';
    expect(inRules('zyda')).toEqual(['zyda_transformed_length >= 100', ...from('zyda_mean_word_length', 3, 12), 'zyda_fraction_non_alphanumeric <= 0.3', 'zyda_fraction_numerical <= 0.2', 'zyda_repeated_chars <= 50',
      'zyda_pattern_xml <= 10', 'zyda_pattern_xml_version <= 1', 'zyda_pattern_lorem_ipsum <= 2', `zyda_pattern_https${by} 0.002`, `zyda_pattern_lt${by} 0.03`, `zyda_pattern_quote_colon${by} 0.002`,
      `zyda_pattern_www${by} 0.01`, 'zyda_words_zh_porn <= 1', 'zyda_words_sexual <= 10', `zyda_words_sexual${by} 0.001`, `zyda_words_profanity${by} 0.0025`, `zyda_words_cursed${by} 0.01`]);
  });

  // parameters_filtering.py of ROOTS: words at least and at most, repetition of characters and words, special characters at most, stop words at least, flagged words at most.
  test('roots', () => {
    const table = `ar 20 100000 0.2 0.34 0.3 0.07 0.03; bn 33 100000 0.13 0.21 0.45 0.002 0.001; ca 15 100000 0.2 0.4 0.25 0.25 0.1; en 20 100000 0.106 0.19 0.4 0.3 0.01; es 16 100000 0.14 0.25 0.34 0.4 0.01;
      eu 8 100000 0.2 0.4 0.31 0.05 0.1; fr 13 100000 0.14 0.13 0.34 0.27 0.008; hi 38 100000 0.18 0.47 0.45 0.01 0.005; id 15 100000 0.15 0.2 0.34 0.15 0.01; pt 19 100000 0.25 0.98 0.35 0.2 0.007;
      ur 25 100000 0.19 0.5 0.25 0.01 0.025; vi 30 100000 0.15 0.2 0.34 0.08 0.005; zh 1 1000000 0.2 0.96 0.3 0.1691 0.001`.split(';').map((line) => line.trim().split(' '));
    const rules = ['number_words >=', 'number_words <=', 'character_repetition_ratio <=', 'word_repetition_ratio <=', 'special_characters_ratio <=', 'stopwords_ratio >=', 'flagged_words_ratio <='];
    const others = [10, 100_000, 0.2, 0.3, 0.4, 0.1, 0.1], languages = table.map(([lang]) => lang).join(', ');
    expect(inRules('roots')).toEqual(rules.flatMap((words, k) => [...table.map((line) => `roots_${words} ${line[k + 1]} (pages in ${line[0]})`), `roots_${words} ${others[k]} or lang in ${languages}`]));
  });

  // mT5, arXiv:2010.11934: three lines of 200 characters. C4 replication of Dolma: flags of the page, English from 0.5 on.
  test('mc4, c4@dolma, c4@rpv2', () => {
    expect(inRules('mc4')).toEqual(['c4_long_lines >= 3']);
    expect(inRules('c4@dolma')).toEqual(['lang = en', 'lang_score >= 0.5', ...['curly_brace', 'lorem_ipsum', 'javascript', 'naughty_word'].map((flag) => `dolma_c4_has_${flag} = 0`)]);
    expect(inRules('c4@rpv2')).toEqual(['rps_doc_curly_bracket = 0', 'rps_doc_lorem_ipsum = 0', 'rps_doc_ldnoobw_words = 0', 'rps_doc_num_sentences >= 3']);
  });

  // Data set cards: int_score of 3 (fineweb-edu) and 2 (score-2). DCLM: fasttext_filter.yaml 0.018112, English above 0.65. Dolma: 5 spans of personal data.
  test('presets that add to another one', () => {
    const rules = (name: string) => presetNamed(name)!.rules.all;
    expect(rules('fineweb-edu').slice(0, -1)).toEqual(rules('fineweb@release'));
    expect([inRules('fineweb-edu', -1), inRules('fineweb-edu-2', -1)]).toEqual([['fineweb_edu_int_score >= 3'], ['fineweb_edu_int_score >= 2']]);
    expect(inRules('refinedweb')).toEqual(['lang = en', 'lang_score > 0.65', ...inRules('dclm')]);
    expect(inRules('dclm-baseline')).toEqual([...inRules('refinedweb'), 'dclm_fasttext_hq >= 0.018112']);
    expect(inRules('gopher@dclm')).toEqual(inRules('dclm').slice(0, -1).map((words) => words.replace('rw_', 'dclm_')));
    expect(inRules('dolma')).toEqual([...inRules('gopher@dolma'), 'dolma_pii_doc_count <= 5']);
    expect([...inRules('gopher-natlang@rpv2'), ...inRules('gopher-rep@rpv2')]).toEqual(gopher.rules.all.map(inWords));
    expect([inRules('gopher-natlang@rpv2').length, inRules('gopher-rep@rpv2')[0]]).toEqual([9, 'gopher_dup_line_frac <= 0.3']);
    expect([inRules('chinesewebtext-cleaner', 4), inRules('chinesewebtext2', 4)]).toEqual([['cwt_quality_score > 0.9'], ['cwt_toxicity_label = 0']]);
  });

  // RedPajama-V2's card; cc_net (300 characters, 0.5, head and middle); RedPajama-V1 (0.25); Lucie; Celadon's README (class none).
  test('on scores of models', () => {
    expect(inRules('gopher@rpv2-card')).toEqual(['rps_doc_word_count >= 50', 'rps_doc_word_count <= 10000', 'rps_doc_mean_word_length >= 3', 'rps_doc_mean_word_length <= 10',
      'rps_doc_symbol_to_word_ratio <= 0.1', 'lines_bullet_sum / n_lines <= 0.9', 'rps_doc_frac_chars_top_2gram <= 0.2']);
    expect(inRules('ccnet')).toEqual(['text_chars >= 300', 'ccnet_language_score >= 0.5', 'ccnet_bucket in 0, 1']);
    expect(inRules('ccnet-head')).toEqual(['text_chars >= 300', 'ccnet_language_score >= 0.5', 'ccnet_bucket in 0']);
    expect(inRules('rpv1')).toEqual(['ccnet_bucket in 0, 1', 'rps_doc_ml_wikiref_score >= 0.25']);
    expect(inRules('lucie').slice(0, 14)).toEqual(['ccnet_perplexity >= 10', 'ccnet_perplexity <= 1000', 'ccnet_language_score >= 0.65', 'rps_doc_num_sentences >= 3', 'rps_doc_curly_bracket = 0',
      'rps_doc_lorem_ipsum = 0', 'rps_doc_ldnoobw_words = 0', 'rps_doc_word_count >= 50', 'rps_doc_word_count <= 100000', 'rps_doc_mean_word_length >= 3', 'rps_doc_mean_word_length <= 10',
      'rps_doc_symbol_to_word_ratio <= 0.1', 'lines_bullet_sum / n_lines <= 0.9', 'rps_doc_frac_lines_end_with_ellipsis <= 0.3']);
    expect(inRules('lucie', 14)).toEqual(['rps_doc_frac_no_alph_words <= 0.3', ...inRules('gopher', 13)]);
    expect(inRules('celadon')).toEqual(['celadon_total <= 3', 'celadon_max <= 2']);
  });

  // GneissWeb's recipe: 0.002, 0.03; readability 70 and 30; tokens by characters 0.1 to 0.5 and 0.22 to 0.28. OpenWebMath: 0.15 and 0.8, 15,000, 0.17, 100, 0.015.
  // ChineseWebText's preprocess.py: 200, 10, 0.3, 0.5. Setu's configuration of crawls: 4, 5, 0.2, 0.4 (Hindi 0.5).
  test('nested rules and rules of one language', () => {
    const some = ['technology', 'medical', 'education', 'science'].map((name) => `gneissweb_${name} >= 0.5`).join(' or '), none = some.replaceAll('>=', '<').replaceAll(' or ', ' and ');
    expect(inRules('gneissweb')).toEqual([
      'gneissweb_dclm > 0.002 or gneissweb_cosmo > 0.03',
      `(mcalpine_eflaw_textstat < 70 and (${some})) or (mcalpine_eflaw_textstat < 30 and ${none}) or (tokens_per_doc_num_chars >= 0.1 and tokens_per_doc_num_chars <= 0.5 and (${some})) or `
      + `(tokens_per_doc_num_chars >= 0.22 and tokens_per_doc_num_chars <= 0.28 and ${none})`,
    ]);
    expect(inRules('openwebmath')).toEqual(['lang = en', 'lang_score >= 0.5', '(owm_math_score >= 0.15 and owm_found_math = 1) or owm_math_score >= 0.8', 'owm_perplexity <= 15000', 'owm_math_score >= 0.17',
      'owm_length >= 100', 'owm_accent_ratio <= 0.015']);
    expect(inRules('chinesewebtext')).toEqual(['cwt_text_length > 200', 'cwt_avg_line_length >= 10', 'cwt_zh_percent >= 0.3', 'cwt_inner_repeat <= 0.5']);
    expect(inRules('setu')).toEqual(['n_lines >= 4', 'mean_line_chars >= 5', 'setu_char10_repetition < 0.2', 'setu_word5_repetition < 0.5 (pages in hi)', 'setu_word5_repetition < 0.4 or lang = hi']);
  });

  // CulturaX, arXiv:2309.09400, section 2.3: low-is-bad metrics from about the 10th percentile on, high-is-bad ones up to about the 90th, of each language.
  test('culturax', () => {
    const cut = (words: string) => words.replace('low', '>= quantile 0.1 of documents of its language').replace('high', '<= quantile 0.9 of documents of its language');
    expect(inRules('culturax')).toEqual(['roots_number_words low', 'roots_character_repetition_ratio high', 'roots_word_repetition_ratio high', 'roots_special_characters_ratio high', 'roots_stopwords_ratio low',
      'roots_flagged_words_ratio high', 'lang_score low', 'culturax_document_length low', 'culturax_n_lines low', 'culturax_short_line_length_ratio high', 'culturax_short_line_ratio high'].map(cut));
  });

  test('every rule names its source, every preset what it leaves out; names can be keys of a verdict', () => {
    for (const { name, rules, source, not_expressed, notes, no_cuts } of PRESETS) {
      expect(leaves<AnyRule>(rules).filter((rule) => !rule.source || rule.source.length < 15)).toEqual([]);
      expect({ name, source: source.length > 20, notes: /^[A-Z].*\.$/.test(notes), left: not_expressed.length > 0 && not_expressed.every((sentence) => /^[A-Z].*\.$/.test(sentence)) })
        .toEqual({ name, source: true, notes: true, left: true });
      expect({ name, rules: rules.all.length > 0 }).toEqual({ name, rules: no_cuts === undefined });
      expect(name).toMatch(RECIPE_NAME);
    }
    const names = presetNames();
    expect(new Set(names).size).toBe(names.length);
  });

  test('by name, in the order asked for; an alias bears its own name', () => {
    expect(presetsNamed(['fineweb', 'gopher']).map(({ name }) => name)).toEqual(['fineweb', 'gopher']);
    expect(presetsNamed(['massivetext'])).toEqual([{ ...gopher, name: 'massivetext' }]);
    expect(Object.entries(ALIASES).map(([alias, name]) => [presetNamed(alias)?.rules === presetNamed(name)?.rules, PRESETS.some((preset) => preset.name === alias)])).toEqual(Object.keys(ALIASES).map(() => [true, false]));
    expect(() => presetsNamed(['gofer', 'c4', 'toString', 'culturax'])).toThrow([
      "preset: got 'gofer', allowed the names that `thresher select --list` prints (did you mean gopher?)",
      "preset: got 'toString', allowed the names that `thresher select --list` prints",
      'preset culturax: got cuts that are quantiles of a whole store, allowed fixed ones while pages stream; `thresher select culturax` resolves them',
    ].join('\n'));
  });
});

// The signals of every family that there is, registered or not; and what presets may name beside them.
describe('columns of presets', async () => {
  const folder = new URL('../../src/signals/', import.meta.url);
  const modules = await Promise.all(readdirSync(folder).filter((file) => file.endsWith('.ts')).map((file) => import(new URL(file, folder).href) as Promise<Record<string, unknown>>));
  const isFamily = (value: unknown): value is { signals: Signal[] } => typeof value === 'object' && value !== null && 'measure' in value && 'signals' in value;
  const measured = ruleColumns(modules.flatMap((module) => Object.values(module).filter(isFamily)).flatMap(({ signals }) => signals));

  test('each is measured by a family, or it is written down what would provide it', () => {
    const lost = PRESETS.flatMap(({ name, rules }) => columnsIn(rules).filter((column) => !measured.has(column) && !Object.hasOwn(PROVIDERS, column)).map((column) => `${name}: ${column}`));
    expect(lost).toEqual([]);
  });

  test('what is written down is needed and measured by none', () => {
    const needed = new Set(PRESETS.flatMap(({ rules }) => columnsIn(rules)));
    expect(Object.keys(PROVIDERS).filter((column) => !needed.has(column) || measured.has(column))).toEqual([]);
  });

  test('why a preset is not available', () => {
    const reason = (name: string) => unavailable(presetNamed(name)!, measured);
    expect(['gopher', 'nemo', 'zyda', 'roots', 'culturax', 'fineweb@release', 'dclm', 'falcon'].map(reason)).toEqual(Array.from({ length: 8 }, () => null));
    expect(reason('ccnet')).toBe('Needs ccnet_language_score, ccnet_bucket (CCNet: language identification and a KenLM model of Wikipedia for each language).');
    expect(reason('fineweb-edu')).toBe('Needs fineweb_edu_int_score (the classifier of FineWeb-Edu with the rounded score as output int_score, as a scorer named fineweb_edu).');
    expect(reason('dataman')).toBe('It takes the best overall scores of each domain and source up to a budget, and prints no cut.');
    expect(unavailable(presetNamed('ccnet')!, ruleColumns([], ['ccnet_language_score', 'ccnet_bucket']))).toBe(null);
  });
});
