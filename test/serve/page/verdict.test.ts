import { expect, test } from 'vitest';
import type { Page } from '../../../src/explore/answers.js';
import { draftOf } from '../../../src/serve/page/draft.js';
import { failedOf } from '../../../src/serve/page/verdict.js';

const page: Page = {
  id: '1', url: null, snapshot: 's', lang: 'de', domain: 'a.org', value: null, tokens: 40, text: '', text_chars: 0, failed: ['stale'], values: { words: 49, score: null }, dup: { kind: '', of: null, url: null, text: null },
};

test('a watched page is judged by the values that came with it', () => {
  const failed = (rules: Parameters<typeof draftOf>[0]['rules'], where?: string): string[] | null => failedOf(page, draftOf({ name: 'a', rules, ...(where === undefined ? {} : { where }) }, ''));
  expect(failed({ all: [{ signal: 'words', op: '>=', value: 50 }, { signal: 'words', op: '<=', value: 99 }, { signal: 'score', op: '<', value: 1 }, { signal: 'tokens_est', op: '>', value: 40 }, { signal: 'lang', op: 'in', value: ['de'] }] })).toEqual(['words', 'score', 'tokens_est']);
  expect(failed({ all: [{ signal: 'words', op: '>=', value: 50, lang: 'en' }] })).toEqual([]);
  expect(failed({ all: [{ signal: 'unknown', op: '>=', value: 50 }] })).toBeNull();
  expect(failed({ all: [{ signal: 'words', op: '>=', quantile: 0.5 }] })).toBeNull();
  expect(failed({ all: [] }, 'words > 1')).toBeNull();
});
