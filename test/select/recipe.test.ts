import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../src/model/fault.js';
import type { AnyRule, Preset, Rules } from '../../src/model/rule.js';
import { checkPresets } from '../../src/select/check.js';
import { ruleColumns } from '../../src/select/columns.js';
import { inWords } from '../../src/select/explain.js';
import { PRESETS, presetsNamed } from '../../src/select/presets.js';
import { PROVIDERS } from '../../src/select/presets/providers.js';
import { narrowed, readRecipe, selectionOf } from '../../src/select/recipe.js';
import { signals } from '../../src/signals/index.js';

const columns = ruleColumns([{ name: 'words', type: 'count' }, { name: 'ratio', type: 'fraction' }, { name: 'rps_lines_num_words', type: 'array' }], ['toxicity_score']);
const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../schemas/recipe.schema.json', import.meta.url), 'utf8')));
const faults = (recipe: unknown): string[] => {
  try { readRecipe(recipe, columns); return []; } catch (error) { expect(error).toBeInstanceOf(Fault); expect((error as Fault).code).toBe(2); return (error as Fault).message.split('\n'); }
};
const words = { signal: 'words', op: '>=', value: 50 };
const good: readonly unknown[] = [
  { name: 'a', rules: { all: [] } },
  { name: 'mine-1.0@x', from: 'gopher', rules: { all: [words, { any: [{ signal: 'lang', op: 'in', value: ['en', 'de'] }, { all: [{ signal: 'ratio', op: '<', value: 0.5, lang: 'zh', source: 'me' }] }] }] }, where: "domain != 'x'" },
  { name: 'q', from: 'culturax', rules: { all: [{ signal: 'words', op: '>=', quantile: 0.9 }, { signal: 'ratio', op: '<', quantile: 1, by: 'tokens', lang: 'each', source: 'me' }, { signal: 'words', op: '>', quantile: 0, by: 'documents', lang: 'de' }] } },
  { name: 'r', rules: { all: [{ signal: 'words', per: 'text_chars', op: '<=', value: 0.3, lang: 'en', source: 'me' }] } },
  { name: 'b', rules: { any: [{ signal: 'toxicity_score', op: '=', value: 0 }, { signal: 'words', op: 'in', value: [1, 2.5] }] } },
];
const rule = (change: object) => ({ name: 'a', rules: { all: [{ ...words, ...change }] } });
const quantile = (change: object) => ({ name: 'a', rules: { all: [{ signal: 'words', op: '>=', quantile: 0.5, ...change }] } });
const SIGNAL_HINT = 'allowed the names that `thresher signals` prints';
/** Recipes that are wrong in shape, and what is said. */
const bad: readonly (readonly [unknown, string])[] = [
  [null, 'recipe: got nothing, allowed a map with name, rules and, if wanted, from and where'],
  [[], 'recipe: got a list, allowed a map with name, rules and, if wanted, from and where'],
  [{ name: 'a' }, 'rules: got nothing, allowed {all: [...]} or {any: [...]}'],
  [{ rules: { all: [] } }, 'name: got nothing, allowed 1 to 64 letters, digits and _ . @ - (a letter or digit first)'],
  [{ name: 'a b', rules: { all: [] } }, 'name: got "a b", allowed 1 to 64 letters, digits and _ . @ - (a letter or digit first)'],
  [{ name: 'a', rules: { all: [] }, where: ' ' }, 'where: got an empty condition, allowed a SQL condition'],
  [{ name: 'a', rule: [], rules: { all: [] } }, "recipe: got unknown key 'rule', allowed name, from, rules, where (did you mean rules?)"],
  [{ name: 'a', rules: [words] }, `rules: got [{"signal":"words","op":">=","value":50}], allowed {all: [...]}, {any: [...]} or {signal, op, value}`],
  [{ name: 'a', rules: words }, 'rules: got a map with signal, op, value, allowed {all: [...]} or {any: [...]}'],
  [{ name: 'a', rules: { all: [], any: [words] } }, "rules: got unknown key 'any', allowed all (did you mean all?)"],
  [{ name: 'a', rules: { any: [] } }, 'rules.any: got an empty list, allowed one rule or more (an empty any keeps nothing)'],
  [{ name: 'a', rules: { all: words } }, 'rules.all: got {"signal":"words","op":">=","value":50}, allowed a list of rules'],
  [{ name: 'a', rules: { all: ['words > 5'] } }, `rules.all[0]: got 'words > 5', allowed {all: [...]}, {any: [...]} or {signal, op, value}`],
  [rule({ op: '!=' }), `rules.all[0].op: got '!=', allowed < <= > >= = in`],
  [rule({ value: '50' }), `rules.all[0].value: got '50', allowed a finite number for op >=`],
  [rule({ value: null }), 'rules.all[0].value: got null, allowed a finite number for op >='],
  [rule({ op: 'in', value: 50 }), 'rules.all[0].value: got 50, allowed a list of one or more values, each a finite number, for op in'],
  [rule({ op: 'in', value: [] }), 'rules.all[0].value: got [], allowed a list of one or more values, each a finite number, for op in'],
  [rule({ op: 'in', value: [1, 'x'] }), 'rules.all[0].value: got [1,"x"], allowed a list of one or more values, each a finite number, for op in'],
  [rule({ op: '=', value: [1] }), 'rules.all[0].value: got [1], allowed a finite number'],
  [rule({ lang: 5 }), 'rules.all[0].lang: got 5, allowed a language code such as en'],
  [rule({ source: 5 }), 'rules.all[0].source: got 5, allowed a string'],
  [rule({ thresold: 1 }), "rules.all[0]: got unknown key 'thresold', allowed signal, op, value, lang, source, per"],
  [rule({ op: '=', per: 'ratio' }), "rules.all[0]: got unknown key 'per', allowed signal, op, value, lang, source"],
  [rule({ per: '' }), "rules.all[0].per: got '', allowed the name of a signal"],
  [rule({ lang: 'each' }), "rules.all[0].lang: got 'each', allowed a language code such as en; each goes with a quantile"],
  [quantile({ op: '=' }), "rules.all[0].op: got '=', allowed < <= > >= with a quantile"],
  [quantile({ quantile: 1.5 }), 'rules.all[0].quantile: got 1.5, allowed a number from 0 to 1'],
  [quantile({ quantile: '0.5' }), "rules.all[0].quantile: got '0.5', allowed a number from 0 to 1"],
  [quantile({ by: 'pages' }), "rules.all[0].by: got 'pages', allowed documents or tokens"],
  [quantile({ value: 5 }), "rules.all[0]: got unknown key 'value', allowed signal, op, quantile, by, lang, source"],
];

describe('readRecipe', () => {
  test.each(good)('takes %j, and so does the schema', (recipe) => {
    expect(readRecipe(recipe, columns)).toEqual(recipe);
    expect(schema.safeParse(recipe).success).toBe(true);
  });

  test.each(bad)('refuses %j, and so does the schema', (recipe, message) => {
    expect(faults(recipe)).toEqual([message]);
    expect(schema.safeParse(recipe).success).toBe(false);
  });

  // What a schema cannot know: which signals there are and of which type, NaN, broken text, depth.
  test.each<readonly [unknown, string]>([
    [rule({ signal: 'wrods' }), `rules.all[0].signal: got unknown signal 'wrods', ${SIGNAL_HINT} (did you mean words?)`],
    [rule({ signal: 'rps_lines_num_words' }), `rules.all[0].signal: got unknown signal 'rps_lines_num_words', ${SIGNAL_HINT}`],
    [rule({ signal: 'lang' }), `rules.all[0].op: got '>=', allowed = or in for a text column`],
    [rule({ signal: 'lang', op: '=', value: 5 }), 'rules.all[0].value: got 5, allowed a string'],
    [rule({ signal: 'lang', op: '=', value: '\ud800' }), `rules.all[0].value: got '\ud800', allowed a string`],
    [rule({ value: Number.NaN }), 'rules.all[0].value: got NaN, allowed a finite number for op >='],
    [rule({ value: Infinity }), 'rules.all[0].value: got Infinity, allowed a finite number for op >='],
    [{ ...rule({}), from: 'gophr' }, "from: got 'gophr', allowed the names that `thresher select --list` prints (did you mean gopher?)"],
    [{ ...rule({}), from: 'oasis' }, 'from: got oasis, a recipe without cuts, allowed one with cuts'],
    [rule({ per: 'wrods' }), `rules.all[0].per: got unknown signal 'wrods', ${SIGNAL_HINT} (did you mean words?)`],
    [rule({ per: 'lang' }), 'rules.all[0].per: got the text column lang, allowed number columns for a ratio'],
    [quantile({ signal: 'lang' }), "rules.all[0].op: got '>=', allowed no quantile of a text column"],
  ])('refuses %j', (recipe, message) => expect(faults(recipe)).toEqual([message]));

  test('every preset is a recipe, to `readRecipe` and to the schema', () => {
    const known = ruleColumns(signals, Object.keys(PROVIDERS));
    for (const { name, rules } of PRESETS) {
      expect(readRecipe({ name, rules }, known)).toEqual({ name, rules });
      expect([name, schema.safeParse({ name, rules }).error?.issues]).toEqual([name, undefined]);
    }
  });

  test('all faults at once; a tree that contains itself ends', () => {
    const loop: { all: unknown[] } = { all: [words] };
    loop.all.push(loop);
    expect(faults({ name: '', rules: { all: [{ signal: 5, op: '>', value: 1 }, { any: [rule({}).rules, { signal: 'x', op: '>', value: 'y' }] }] } })).toHaveLength(4);
    expect(faults({ name: 'a', rules: loop })).toEqual([`rules${'.all[1]'.repeat(16)}: got more than 16 levels, allowed 16`]);
  });
});

describe('selectionOf', () => {
  const base: Preset = { name: 'base', source: '', notes: '', not_expressed: [], rules: { all: [{ signal: 'words', op: '>=', value: 50 }, { signal: 'words', op: '<=', value: 100 }] } };

  test('own rules follow the preset; one with the same signal and operator takes the place of the preset', () => {
    const { rules, where } = selectionOf({ name: 'm', from: 'base', rules: { all: [{ signal: 'ratio', op: '<', value: 1 }, { signal: 'words', op: '>=', value: 20 }] }, where: 'x' }, [base]);
    expect([rules, where]).toEqual([{ all: [{ signal: 'words', op: '>=', value: 20 }, { signal: 'words', op: '<=', value: 100 }, { signal: 'ratio', op: '<', value: 1 }] }, 'x']);
  });

  test('a rule for one language stands beside the rule for all; any joins as one condition', () => {
    const own = { signal: 'words', op: '>=', value: 20, lang: 'zh' } as const;
    expect(selectionOf({ name: 'm', from: 'base', rules: { all: [own] } }, [base]).rules.all).toEqual([...base.rules.all, own]);
    expect(selectionOf({ name: 'm', from: 'base', rules: { any: [own] } }, [base]).rules.all).toEqual([...base.rules.all, { any: [own] }]);
    expect(selectionOf({ name: 'm', rules: { any: [own] } }, [base])).toEqual({ name: 'm', rules: { all: [{ any: [own] }] }, where: null });
  });

  test('a preset through a recipe that adds nothing is the preset', () => {
    for (const { name, rules } of PRESETS) expect(selectionOf({ name: 'm', from: name, rules: { all: [] } }).rules).toEqual(rules);
  });

  test('a ratio is another quantity than its signal; a quantile takes the place of a fixed cut', () => {
    const ratio = { signal: 'words', per: 'text_chars', op: '>=', value: 0.1 } as const, quantile = { signal: 'words', op: '<=', quantile: 0.9 } as const;
    expect(selectionOf({ name: 'm', from: 'base', rules: { all: [ratio, quantile] } }, [base]).rules.all).toEqual([base.rules.all[0], quantile, ratio]);
  });

  test('--where alone, beside a preset, beside a condition of its own; not empty', () => {
    const chosen = selectionOf({ name: 'm', rules: { all: [] }, where: 'a' });
    expect([narrowed(null, 'b'), narrowed(chosen, undefined).where, narrowed(chosen, 'b').where])
      .toEqual([{ name: 'where', rules: { all: [] }, where: 'b' }, 'a', '(a\n) AND (b\n)']);
    expect(() => narrowed(null, ' ')).toThrow('--where: got an empty condition, allowed a SQL condition over documents');
  });
});

test('presets whose signals are not measured are refused: the family that measures them, or what would provide them', () => {
  const catalogue = [{ name: 'c4_length', family: 'c4' }, { name: 'c4_page_lorem', family: 'c4' }, { name: 'c4_page_curly', family: 'c4' }, { name: 'c4_page_badword', family: 'c4' }, { name: 'c4_kept_sentences', family: 'c4' }];
  expect(() => checkPresets(presetsNamed(['c4', 'ccnet', 'celadon', 'wanjuan-cc', 'mc4']), columns, catalogue)).toThrow([
    'preset c4: got settings that do not measure c4_length, c4_page_lorem, c4_page_curly and 2 more, allowed such with --signals c4',
    'preset ccnet: got settings without ccnet_language_score, ccnet_bucket, which no signal family measures, allowed with CCNet: language identification and a KenLM model of Wikipedia for each language',
    'preset celadon: got settings without celadon_total, celadon_max, which no signal family measures, allowed with Celadon, five heads of 0 to 3, with their sum as output total and the largest as output max, as a scorer named celadon',
    'preset wanjuan-cc: got a recipe without published cuts, allowed one with cuts or a recipe file of your own (Its cuts on toxicity, pornography, fluency and advertisement (toxic_score, porn_score, fluency_score, not_ad_score) are in no public source.)',
    'preset mc4: got settings without c4_long_lines, which no signal family measures, allowed with a scorer or signal family of your own',
  ].join('\n'));
  const known = ruleColumns(catalogue.map(({ name }) => ({ name, type: 'count' })));
  expect(() => checkPresets(presetsNamed(['c4']), known)).not.toThrow();
});

test.each<readonly [AnyRule | Rules<AnyRule>, string]>([
  [{ signal: 'a', op: '<', value: 1 }, 'a < 1'],
  [{ signal: 'a', per: 'b', op: '<=', value: 0.5, lang: 'de' }, 'a / b <= 0.5 (pages in de)'],
  [{ signal: 'a', op: '<', quantile: 0.9, lang: 'each' }, 'a < quantile 0.9 of documents of its language'],
  [{ signal: 'a', op: '<', quantile: 0.9, by: 'tokens', lang: 'de' }, 'a < quantile 0.9 of tokens (pages in de)'],
  [{ any: [{ all: [{ signal: 'a', op: '<', value: 1 }, { signal: 'b', op: 'in', value: [1, 2] }] }, { all: [{ signal: 'c', op: '=', value: 'x' }] }] }, '(a < 1 and b in 1, 2) or c = x'],
  [{ all: [{ any: [{ signal: 'a', op: '<', value: 1 }, { signal: 'b', op: '>', value: 1 }] }, { signal: 'c', op: '=', value: 0 }] }, '(a < 1 or b > 1) and c = 0'],
])('%j in words', (node, words) => expect(inWords(node)).toBe(words));
