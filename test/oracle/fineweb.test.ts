import { describe, expect, test } from 'vitest';
import { fineweb } from '../../src/signals/fineweb.js';
import { KeptText, WITHOUT_MARKS } from '../../src/text/kept-text.js';
import { Shared } from '../../src/text/shared.js';
import { needsData } from '../needs.js';
import { Comparison, digest, measurer, oracleTexts, reference } from './texts.js';

const data = needsData('oracle/fineweb');

// Origin of the numbers: datatrove 0.10.1, C4QualityFilter(filter_no_terminal_punct=False) and FineWebQualityFilter on the text that it leaves.
describe.skipIf(data === null)('family fineweb equals datatrove', () => {
  test('ratios on the edited text, page tests', () => {
    const texts = oracleTexts(data!), datatrove = reference(data!, 'datatrove-0.10.1');
    const measure = measurer(fineweb), found = new Comparison(), other = new Comparison(), shared = new Shared(), kept = new KeptText();
    for (const [id, text] of texts) {
      const ours = measure(text, 'en'), { c4_fineweb, fineweb_quality_on_c4_edited: quality } = datatrove.get(id)!, { measured, reason } = c4_fineweb;
      shared.load(Buffer.from(text), 'en').keep(WITHOUT_MARKS, kept);
      found.add('kept lines', id, kept.lines, measured.lines);
      found.add('kept chars', id, kept.end - kept.start, measured.chars);
      found.add('kept text', id, Number.parseInt(digest(shared.cps, kept.start, kept.end).slice(0, 12), 16), Number.parseInt(measured.sha256.slice(0, 12), 16));
      if (reason !== 'curly_bracket') found.add('c4nopunct_page_lorem', id, ours['c4nopunct_page_lorem']!, reason === 'lorem_ipsum' ? 1 : 0);
      if (reason !== 'lorem_ipsum') found.add('c4nopunct_page_curly', id, ours['c4nopunct_page_curly']!, reason === 'curly_bracket' ? 1 : 0);
      for (const key of ['line_punct_ratio', 'short_line_ratio', 'char_dup_ratio']) found.add(`fw_${key}`, id, ours[`fw_${key}`]!, quality?.[key] ?? null);
      if (quality) other.add('fw_list_ratio', id, ours['fw_list_ratio']!, quality.list_ratio);
      if (measured.sentences !== null) other.add('c4nopunct_kept_sentences', id, ours['c4nopunct_kept_sentences']!, measured.sentences);
    }
    found.print('fineweb');
    for (const signal of fineweb.signals) if (!signal.exact) expect(other.largest(signal), signal.name).toBe(signal.deviation);
    expect(found.mismatches).toEqual([]);
    expect(found.compared).toBeGreaterThan(2200 * 7);
  });
});
