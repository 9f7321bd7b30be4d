import { expect, test } from 'vitest';
import type { AnyRule } from '../../../src/model/rule.js';
import { leaves } from '../../../src/select/leaves.js';
import { PRESETS } from '../../../src/select/presets.js';
import { selectionOf } from '../../../src/select/recipe.js';
import { expanded } from '../../../src/serve/page/expand.js';
import { generator, pick, randomRules } from '../../select/random-rules.js';

test('a recipe from a preset has the rules that the server takes', () => {
  const random = generator(3);
  for (const preset of PRESETS) {
    for (let i = 0; i < 20; i++) {
      const own = leaves<AnyRule>(preset.rules).filter(() => random() < 0.3).map((rule) => ('quantile' in rule ? rule : { ...rule, value: 7 }));
      const recipe = { name: 'mine', from: preset.name, rules: pick(random, [{ all: own }, { all: [...own, randomRules(random)] }, randomRules(random)]) };
      expect(expanded(recipe, PRESETS)).toEqual({ name: 'mine', rules: selectionOf(recipe).rules });
    }
  }
});

test('a recipe from nothing known stays as it is', () => {
  const recipe = { name: 'a', from: 'gone', rules: { all: [] } };
  expect(expanded(recipe, PRESETS)).toBe(recipe);
});
