import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditFilter, wilson } from '../../src/exports/audit.js';
import { GROUPINGS } from '../../src/exports/audit-sql.js';
import type { Rule, Rules } from '../../src/model/rule.js';
import { toPredicate } from '../../src/select/compile.js';
import { inWords } from '../../src/select/explain.js';
import { xxh64 } from '../../src/text/hash.js';
import { skipped } from '../needs.js';
import { fillStore, type FilledStore } from './filled-store.js';

const ready = (await import('chdb').catch(() => null)) !== null || skipped('audit of filters', 'chdb', 'the embedded ClickHouse (chdb)', 'npm i chdb on Linux or macOS');

test('Wilson interval: figures of his formula by hand, and the ends', () => {
  // 8 of 10: (0.8 + 3.8415/20) / 1.38415 -+ 1.96/1.38415 * sqrt(0.016 + 3.8415/400) = 0.7167 -+ 0.2266
  expect(wilson(8, 10).map((bound) => bound.toFixed(4))).toEqual(['0.4902', '0.9433']);
  expect([wilson(0, 0), wilson(0, 20)[0], wilson(20, 20)[1]]).toEqual([[0, 1], 0, 1]);
});

describe.skipIf(!ready)('audit of filters', () => {
  let filled: FilledStore;
  beforeAll(async () => { filled = await fillStore(13, 700); });
  afterAll(() => filled.close());

  type Page = Record<string, string | number | null>;
  const rules: { all: (Rule | Rules)[] } = {
    all: [
      { any: [{ signal: 'domain', op: 'in', value: ['site0.example', 'site1.example', 'site3.example'] }, { signal: 'text_bytes', op: '>=', value: 1230 }] },
      { signal: 'rps_doc_word_count', op: '>=', value: 40 },
      { signal: 'quality_score', op: '>', value: 0.1 },
    ],
  };
  const selection = { name: 'sites', rules, where: null };

  /** All of it again in plain loops over the rows, by the predicate of the stream and our own xxh64. */
  const naive = async (by: string, least: number, seed: number) => {
    const pages = await filled.store.rows<Page>('SELECT toString(id) AS id, toString(src_offset) AS src_offset, lang, domain, host, snapshot, tokens_est, text_bytes, rps_doc_word_count, quality_score FROM documents');
    const verdict = toPredicate(rules), kept = pages.filter((page) => verdict((name) => page[name] ?? null) === '');
    const order = (page: Page): bigint => xxh64(Buffer.from(`${seed}:${String(page['id'])}`));
    const drawn = [...pages].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : Number(BigInt(a['src_offset'] as string) - BigInt(b['src_offset'] as string)))).slice(0, kept.length);
    const amount = (list: Page[]) => ({ documents: list.length, tokens: list.reduce((sum, page) => sum + Number(page['tokens_est']), 0), bytes: list.reduce((sum, page) => sum + Number(page['text_bytes']), 0) });
    const overall = kept.length / pages.length, all = amount(pages), left = amount(kept);
    const groups = [...new Set(pages.map((page) => String(page[by])))].map((name) => {
      const of = (list: Page[]) => list.filter((page) => page[by] === name), own = amount(of(pages)), own_kept = amount(of(kept)), { documents, tokens } = amount(of(drawn));
      const share = own_kept.documents / own.documents, flagged = own.documents >= least && share < overall / 2;
      const costs = (list: Page[]) => rules.all.map((rule) => list.filter((page) => toPredicate({ all: [rule] })((column) => page[column] ?? null) !== '').length);
      return {
        name, all: own, kept: own_kept, share, interval: wilson(own_kept.documents, own.documents), ratio: share / overall, random: { documents, tokens, ratio: documents / own.documents / overall }, flagged,
        shift: { documents: 100 * (own_kept.documents / left.documents - own.documents / all.documents), tokens: 100 * (own_kept.tokens / left.tokens - own.tokens / all.tokens) },
        rules: flagged ? costs(of(pages)).map((any, i) => ({ condition: inWords(rules.all[i]!), any, share: any / own.documents, share_of_all: costs(pages)[i]! / pages.length })).filter(({ any }) => any > 0).sort((a, b) => b.any - a.any) : [],
      };
    });
    return { all, kept: left, groups: groups.sort((a, b) => b.all.documents - a.all.documents || (a.name < b.name ? -1 : 1)) };
  };

  test.each(GROUPINGS)('by %s: every number as plain loops give it', async (by) => {
    const found = await auditFilter(filled.store, selection, selection, { by: [by], least: 30, limit: 50, seed: 3 }), expected = await naive(by, 30, 3);
    expect([found.all, found.kept, found.by[0]!.groups]).toEqual([expected.all, expected.kept, expected.groups.length]);
    expect(found.by[0]!.flagged).toBe(expected.groups.filter(({ flagged }) => flagged).length);
    expect(found.by[0]!.shown.map(({ rules: costs, ...group }) => ({ ...group, rules: costs.map(({ condition, any, share, share_of_all }) => ({ condition, any, share, share_of_all })) }))).toEqual(expected.groups);
    const { documents } = found.kept, drawn = found.by[0]!.shown.reduce((sum, { random }) => sum + random.documents, 0);
    expect(drawn).toBe(documents);
  });

  test('flagged are the sites that the first rule leaves out, which is what costs them most; not below the number of pages', async () => {
    const { by: [byDomain] } = await auditFilter(filled.store, selection, selection, { by: ['domain'], least: 30, limit: 50, seed: 3 });
    expect(byDomain!.shown.filter(({ flagged }) => flagged).map(({ name }) => name).sort()).toEqual(['site2.example', 'site4.example', 'site5.example', 'site6.example']);
    expect(Math.max(...byDomain!.shown.filter(({ flagged }) => flagged).map(({ ratio }) => ratio!))).toBeGreaterThan(1 / 3);
    expect(byDomain!.shown.filter(({ flagged }) => flagged).every(({ rules: [first], interval, share }) => first!.condition.startsWith('domain in ') === true && interval[0] < share && share < interval[1])).toBe(true);
    expect((await auditFilter(filled.store, selection, selection, { by: ['domain'], least: 100_000, limit: 50, seed: 3 })).by[0]!.flagged).toBe(0);
  });

  test('flagged groups are shown although they are not among the largest', async () => {
    const { by: [byDomain] } = await auditFilter(filled.store, selection, selection, { by: ['domain'], least: 30, limit: 1, seed: 3 });
    expect([byDomain!.groups, byDomain!.flagged, byDomain!.shown.length, byDomain!.shown.some(({ flagged }) => flagged)]).toEqual([expect.any(Number), 4, expect.any(Number), true]);
  });

  test('nothing kept: shares and no ratios', async () => {
    const none = { ...selection, where: '0' }, { kept, by: [byLang] } = await auditFilter(filled.store, none, none, { by: ['lang'], least: 1, limit: 5, seed: 0 });
    expect([kept.documents, byLang!.flagged, byLang!.shown.every(({ ratio, share, random }) => ratio === null && share === 0 && random.documents === 0)]).toEqual([0, 0, true]);
  });
});
