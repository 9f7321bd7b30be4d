import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/model/fault.js';
import { arrayFamilies } from '../../src/signals/arrays.js';
import { chooseFamilies, families, signals } from '../../src/signals/index.js';

describe('catalogue', () => {
  // The binding list of the outside contract, in its order.
  test('names and order of the families that are measured unless others are named', () => {
    const base = ['rps', 'gopher', 'c4', 'fineweb'].flatMap((name) => families[name]!.signals.map((signal) => signal.name));
    expect(base).toEqual([
      ...['curly_bracket', 'lorem_ipsum', 'num_sentences', 'word_count', 'mean_word_length', 'symbol_to_word_ratio', 'frac_lines_end_with_ellipsis', 'frac_no_alph_words',
        'frac_unique_words', 'unigram_entropy', 'frac_all_caps_words'].map((name) => `rps_doc_${name}`),
      ...[2, 3, 4].map((n) => `rps_doc_frac_chars_top_${n}gram`), ...[5, 6, 7, 8, 9, 10].map((n) => `rps_doc_frac_chars_dupe_${n}grams`),
      'rps_doc_stop_word_fraction', 'rps_doc_ldnoobw_words', 'rps_doc_ut1_blacklist', 'n_lines', 'n_lines_nonempty',
      ...['bullet_sum', 'terminal_sum', 'words_sum', 'words_lt2', 'words_lt3', 'words_lt5', 'javascript_any', 'upper_gt_half', 'numeric_all'].map((name) => `lines_${name}`), 'mean_line_words', 'mean_line_chars',
      ...['dup_line_frac', 'dup_line_char_frac', 'dup_para_frac', 'dup_para_char_frac', 'stop_word_count', 'bullet_line_ratio'].map((name) => `gopher_${name}`),
      ...['length', 'kept_lines', 'kept_chars', 'kept_words', 'kept_sentences', 'page_lorem', 'page_curly', 'page_badword', 'punkt_sentences', 'long_lines'].map((name) => `c4_${name}`),
      ...['line_punct_ratio', 'short_line_ratio', 'char_dup_ratio', 'list_ratio'].map((name) => `fw_${name}`),
      'c4nopunct_kept_sentences', 'c4nopunct_page_lorem', 'c4nopunct_page_curly',
    ]);
  });

  test('a name is one column: none is there twice', () => {
    const names = signals.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('every entry is complete and says of which family it is', () => {
    for (const [name, family] of Object.entries(families)) {
      expect(family.name).toBe(name);
      for (const signal of family.signals) {
        expect(signal.family, signal.name).toBe(name);
        expect(Object.keys(signal).sort(), signal.name).toEqual(['deviation', 'exact', 'family', 'formula', 'name', 'nullWhen', 'range', 'reference', 'source', 'tolerance', 'type', 'unit']);
        for (const text of [signal.source, signal.formula, signal.unit]) expect(text, signal.name).not.toBe('');
        expect([true, false, null], signal.name).toContain(signal.exact);
        if (signal.exact === null) expect([signal.reference, signal.tolerance, signal.deviation], signal.name).toEqual(['', null, null]);
        else if (signal.exact) expect(signal.deviation, signal.name).toBe(0);
        else expect([signal.deviation! >= 0, signal.tolerance! > 0], signal.name).toEqual([true, true]);
        if (signal.exact) expect(signal.tolerance, signal.name).toBe(0);
      }
    }
  });

  // Their columns are Nullable(UInt32).
  test('counts and flags are never negative', () => {
    expect(signals.filter(({ type, range: [least] }) => (type === 'count' || type === 'flag') && !(least !== null && least >= 0)).map(({ name }) => name)).toEqual([]);
  });

  test('families are chosen by name, in catalogue order, each once', () => {
    expect(chooseFamilies(['c4', 'rps', 'c4']).map(({ name }) => name)).toEqual(['rps', 'c4']);
    expect(chooseFamilies(['all']).map(({ name }) => name)).toEqual(Object.keys(families));
  });

  test('an unknown family is a usage fault that names the allowed ones', () => {
    const allowed = [...Object.keys(families), ...Object.keys(arrayFamilies), 'all'].join(', ');
    expect(() => chooseFamilies(['rps', 'gofer', 'xyz'])).toThrow(new Fault(`signals: got "gofer", allowed ${allowed} (did you mean gopher?)\nsignals: got "xyz", allowed ${allowed}`, 2));
    expect(() => chooseFamilies([])).toThrow(`signals: got no family, allowed ${allowed}`);
  });
});
