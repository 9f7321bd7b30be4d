import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PRESETS } from '../../../src/select/presets.js';
import type { Recipe } from '../../../src/select/recipe.js';
import { yamlOf } from '../../../src/serve/page/yaml.js';
import { generator, pick, randomRules } from '../../select/random-rules.js';

describe('a recipe as YAML', () => {
  test('of every preset is read back as it is', () => {
    for (const { name, rules } of PRESETS) expect(parse(yamlOf({ name, rules }))).toEqual({ name, rules });
  });
  test('of 2,000 random trees with odd texts is read back as it is', () => {
    const random = generator(6), odd = ['', ' a', 'yes', 'No', '~', 'null', '1', '1e3', '- x', 'a: b', '#c', `it's`, '"q"', 'tab\t', 'two\nlines\n', '\u0085\u2028\ufeff', '日本', '😀', '%', '@a', '`', '\u0000', '\u007f', 'x'.repeat(200)];
    for (let i = 0; i < 2000; i++) {
      const recipe: Recipe = { name: pick(random, odd), ...(random() < 0.3 ? { from: pick(random, odd) } : {}), rules: randomRules(random), ...(random() < 0.5 ? { where: pick(random, odd) } : {}) };
      expect(parse(yamlOf(recipe))).toEqual(recipe);
    }
  });
  test('is laid out for people', () => {
    expect(yamlOf({ name: 'mine', rules: { all: [{ signal: 'words', op: '>=', value: 50 }, { any: [{ signal: 'lang', op: 'in', value: ['en', 'de'] }, { all: [] }] }] }, where: 'x > 1' })).toBe([
      'name: mine', 'rules:', '  all:', '    - signal: words', '      op: ">="', '      value: 50', '    - any:', '        - signal: lang', '          op: in', '          value: [en, de]', '        - all: []', 'where: "x > 1"', '',
    ].join('\n'));
  });
});
