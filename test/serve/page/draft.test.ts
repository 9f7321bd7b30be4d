import { describe, expect, test } from 'vitest';
import { cutOf, draftOf, nodesOf, placeOf, recipeOf, sideOf, switched, withCut, type Draft } from '../../../src/serve/page/draft.js';

const base: Draft = draftOf({ name: 'mine', where: 'n > 1', rules: { all: [
  { signal: 'lang', op: '=', value: 'en' },
  { signal: 'words', op: '>=', value: 50, source: 'a paper' },
  { signal: 'words', op: '<=', value: 1000, source: 'a paper' },
  { any: [{ signal: 'words', op: '>', value: 9 }, { signal: 'score', op: '>', value: 0.5 }] },
  { signal: 'words', op: '>=', value: 70, lang: 'de' },
] } }, 'mine@2');

describe('a handle', () => {
  test('moves its rule, which loses its source, and leaves the others', () => {
    const moved = withCut(base, 'words', 'min', 60);
    expect(nodesOf(moved)).toEqual([nodesOf(base)[0], { signal: 'words', op: '>=', value: 60 }, ...nodesOf(base).slice(2)]);
    expect([moved.name, moved.base, moved.where]).toEqual(['mine', 'mine@2', 'n > 1']);
  });
  test('put back where the recipe had it is the recipe again, source and place included', () => {
    expect(withCut(withCut(base, 'words', 'min', 60), 'words', 'min', 50, undefined, base)).toEqual(base);
    expect(withCut(withCut(base, 'words', 'min', null), 'words', 'min', 50, undefined, base)).toEqual(base);
    expect(withCut(withCut(base, 'words', 'max', null), 'words', 'max', 1000, undefined, base).items.map(({ node }) => ('op' in node ? node.op : 'any'))).toEqual(['=', '>=', 'any', '>=', '<=']);
  });
  test('at its end removes the rule; a signal without one gets it at the end of the recipe', () => {
    expect(nodesOf(withCut(base, 'words', 'max', null))).toEqual(nodesOf(base).filter((_, i) => i !== 2));
    expect(nodesOf(withCut(base, 'score', 'max', 0.25)).at(-1)).toEqual({ signal: 'score', op: '<=', value: 0.25 });
    expect(withCut(base, 'score', 'min', null)).toBe(base);
  });
  test('keeps the strictness of a rule', () => {
    const strict = draftOf({ name: 'a', rules: { all: [{ signal: 's', op: '>', value: 0.65 }] } }, '');
    expect(nodesOf(withCut(strict, 's', 'min', 0.5))).toEqual([{ signal: 's', op: '>', value: 0.5 }]);
  });
  test('of one language moves that language alone', () => {
    expect([cutOf(base, 'words', 'min'), cutOf(base, 'words', 'min', 'de'), cutOf(base, 'words', 'min', 'fr')]).toEqual([50, 70, null]);
    expect(nodesOf(withCut(base, 'words', 'min', 80, 'de')).at(-1)).toEqual({ signal: 'words', op: '>=', value: 80, lang: 'de' });
    expect(nodesOf(withCut(base, 'words', 'min', 20, 'fr')).at(-1)).toEqual({ signal: 'words', op: '>=', value: 20, lang: 'fr' });
  });
  test('moves the strictest of several rules that count', () => {
    const several = draftOf({ name: 'a', rules: { all: [{ signal: 's', op: '>=', value: 1 }, { signal: 's', op: '>', value: 3 }, { signal: 's', op: '>=', value: 2 }, { signal: 's', op: '<', value: 9 }, { signal: 's', op: '<=', value: 8 }] } }, '');
    expect([placeOf(several, 's', 'min'), placeOf(several, 's', 'max'), placeOf(switched(several, [1], false), 's', 'min')]).toEqual([1, 4, 2]);
  });
});

test('a condition that is off stays and does not count; moving its handle switches it on', () => {
  const off = switched(base, [1], false);
  expect(nodesOf(off)).toEqual(nodesOf(base).filter((_, i) => i !== 1));
  expect(cutOf(off, 'words', 'min')).toBeNull();
  expect(withCut(off, 'words', 'min', 50)).toEqual(base);
  expect(switched(off, [1], true)).toEqual(base);
});

test('the recipe of a draft is what was loaded', () => {
  expect(recipeOf(base)).toEqual({ name: 'mine', where: 'n > 1', rules: { all: base.items.map(({ node }) => node) } });
  expect([sideOf(base, 'words'), sideOf(draftOf({ name: 'a', rules: { all: [{ signal: 's', op: '<=', value: 1 }] } }, ''), 's'), sideOf(base, 'none')]).toEqual(['min', 'max', 'min']);
});
