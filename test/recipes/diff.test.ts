import { expect, test } from 'vitest';
import { diffText } from '../../src/commands/recipes-text.js';
import { recipeDiff } from '../../src/recipes/diff.js';
import { presetNamed } from '../../src/select/presets.js';
import type { Recipe } from '../../src/select/recipe.js';

const recipe = (all: Recipe['rules'] extends infer R ? Extract<R, { all: unknown }>['all'] : never, rest: Partial<Recipe> = {}): Recipe => ({ name: 'a', rules: { all }, ...rest });
const words = (value: number, op: '>=' | '>' | '<' = '>=') => ({ signal: 'words', op, value }) as const;
const lang = { signal: 'lang', op: 'in', value: ['en', 'de'] } as const, none = { added: [], removed: [], changed: [], from: null, where: null };

test('rules added, removed, changed, each where it stands; where and from', () => {
  const a = recipe([words(50), { signal: 'ratio', op: '<', value: 0.3 }, lang]), b = recipe([lang, words(80), { signal: 'toxicity', op: '<', value: 0.2 }], { where: 'x', from: 'oasis' });
  const found = recipeDiff(a, b);
  expect(found).toEqual({
    added: [{ signal: 'toxicity', op: '<', value: 0.2 }], removed: [{ signal: 'ratio', op: '<', value: 0.3 }], changed: [{ old: words(50), new: words(80) }], from: { old: null, new: 'oasis' }, where: { old: null, new: 'x' },
  });
  expect(diffText('a', 'b', found)).toBe(['a -> b', '  + from: oasis', '  + where: x', '  - words >= 50', '  + words >= 80', '  - ratio < 0.3', '  + toxicity < 0.2', ''].join('\n'));
});

test.each<[string, Recipe, Recipe, object]>([
  ['nothing but sources and the order', recipe([words(50), { ...lang, source: 'me' }]), recipe([lang, { ...words(50), source: 'you' }]), none],
  ['another operator on the same side is a change, the other side is another rule', recipe([words(50), words(90, '<')]), recipe([words(50, '>'), words(95, '<')]),
    { ...none, changed: [{ old: words(50), new: words(50, '>') }, { old: words(90, '<'), new: words(95, '<') }] }],
  ['a quantile for a number', recipe([words(50)]), recipe([{ signal: 'words', op: '>=', quantile: 0.5 }]), { ...none, changed: [{ old: words(50), new: { signal: 'words', op: '>=', quantile: 0.5 } }] }],
  ['of two rules on one side the equal one stays', recipe([words(50), words(60)]), recipe([words(60), words(70)]), { ...none, changed: [{ old: words(50), new: words(70) }] }],
  ['another language is another rule', recipe([{ ...words(50), lang: 'en' }]), recipe([{ ...words(50), lang: 'de' }]), { ...none, added: [{ ...words(50), lang: 'de' }], removed: [{ ...words(50), lang: 'en' }] }],
  ['a group with another cut is a change, with another signal another group', recipe([{ any: [words(50), lang] }, { any: [words(1), words(2, '<')] }]), recipe([{ any: [words(55), lang] }, { any: [words(1), lang] }]),
    { ...none, added: [{ any: [words(1), lang] }], removed: [{ any: [words(1), words(2, '<')] }], changed: [{ old: { any: [words(50), lang] }, new: { any: [words(55), lang] } }] }],
  ['nested all is one list', recipe([{ all: [words(50), { all: [lang] }] }]), recipe([words(50), lang]), none],
])('%s', (_, a, b, expected) => expect(recipeDiff(a, b)).toEqual(expected));

test('a preset and a recipe that starts from it: only what is its own', () => {
  const { name, rules } = presetNamed('gopher')!, first = rules.all[0]!, mine: Recipe = { name: 'mine', from: 'gopher', rules: { all: [{ ...first, value: 123 } as typeof first] } };
  expect(recipeDiff({ name, rules }, mine)).toEqual({ ...none, changed: [{ old: first, new: { ...first, value: 123 } }], from: { old: null, new: 'gopher' } });
  expect(diffText('a', 'b', recipeDiff(mine, mine))).toBe('a -> b\n  no difference\n');
});
