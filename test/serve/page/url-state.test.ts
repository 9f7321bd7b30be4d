import { describe, expect, test } from 'vitest';
import { draftOf, switched, withCut, type Draft } from '../../../src/serve/page/draft.js';
import { takeToken } from '../../../src/serve/page/token.js';
import { fromFragment, toFragment, VIEW, withSources, type View } from '../../../src/serve/page/url-state.js';

const base: Draft = draftOf({ name: 'gopher', rules: { all: [
  { signal: 'words', op: '>=', value: 50, source: 'table A1: 50 & more' }, { signal: 'ratio', per: 'words', op: '<', value: 0.1 }, { any: [{ signal: 'lang', op: 'in', value: ['en', '日本', `it's #1`] }, { signal: 'lang', op: '=', value: 'de' }] },
] } }, 'gopher');

const view: View = {
  focus: 'a signal', weight: 'tokens', isLogCount: true, isLogValue: false, lang: 'zh-Hant', domain: 'a&b=c.org', across: 'other', snapshots: ['CC-MAIN-2026-05', 'CC-MAIN-2026-18'], watched: ['18446744073709551615', '7'],
  target: { signal: 'words', side: 'max', tokens: 5e10 }, versus: 'mine@3', place: 'density',
};

describe('a link', () => {
  test('says a whole view and a changed draft, and is read back as it was', () => {
    const draft = switched(withCut(base, 'words', 'min', 0.1 + 0.2), [1], false), read = fromFragment(toFragment(view, draft, base));
    expect({ ...read, draft: withSources(read.draft!, base) }).toEqual({ view, base: 'gopher', draft, fault: null });
  });
  test('names a recipe alone when it stands as it was loaded', () => {
    expect(toFragment(VIEW, base, base)).toBe('#recipe=gopher');
    expect(fromFragment('#recipe=gopher')).toEqual({ view: VIEW, base: 'gopher', draft: null, fault: null });
    expect(fromFragment(toFragment(VIEW, { ...base, base: '' }, { ...base, base: '' })).base).toBe('');
  });
  test('that says nothing, or nonsense, is as at first', () => {
    expect(fromFragment('')).toEqual({ view: VIEW, base: null, draft: null, fault: null });
    expect(fromFragment('#by=apples&count=7&keep=a+b+c&show=x&watch=1,<script>,2&snapshots=a,b,c').view).toEqual({ ...VIEW, watched: ['1', '2'], snapshots: ['a', 'b'] });
  });
  test('with a name longer than any question takes is as if it said none', () => {
    const names = (long: string) => fromFragment(`#${['focus', 'lang', 'domain', 'across', 'versus'].map((key) => `${key}=${long}`).join('&')}`).view;
    expect(names('x'.repeat(201))).toEqual(VIEW);
    expect(names('x'.repeat(200))).toMatchObject({ focus: 'x'.repeat(200), lang: 'x'.repeat(200), versus: 'x'.repeat(200) });
  });
  test.each(['{', '{"name":"a","items":[{"node":{"signal":"x","op":"~","value":1}}]}', '{"name":"a","items":[{"node":{"signal":"x","op":">","value":null}}]}', '{"name":"a","items":5}', 'null'])('with a draft that is none (%s) says so', (draft) => {
    const read = fromFragment(`#recipe=gopher&draft=${encodeURIComponent(draft)}`);
    expect([read.draft, read.base, read.fault]).toEqual([null, 'gopher', 'The recipe in this link could not be read; the recipe that it starts from is shown.']);
  });
});

test('the token is taken out of a fragment and nothing else', () => {
  expect(takeToken('#token=a%2Bb&focus=x&by=tokens')).toEqual({ token: 'a+b', rest: '#focus=x&by=tokens' });
  expect(takeToken('#focus=x')).toEqual({ token: null, rest: '#focus=x' });
  expect(takeToken('#token=t')).toEqual({ token: 't', rest: '' });
  expect(takeToken('')).toEqual({ token: null, rest: '' });
});
