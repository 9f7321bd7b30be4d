import { expect, test } from 'vitest';
import { AnswerCache } from '../../src/serve/answer-cache.js';
import { remembered } from '../../src/serve/remembered.js';

test('the same statement is asked once for as long as nothing changes', async () => {
  const asked: string[] = [], cache = new AnswerCache(1 << 20);
  const store = { stream: async function* () {}, rows: async <T>(sql: string): Promise<T[]> => { asked.push(sql); return (sql === 'long' ? ['x'.repeat(70_000)] : [{ n: String(asked.length) }]) as T[]; } };
  const at = (stamp: string | null) => (sql: string, params?: Record<string, unknown>) => remembered(store, cache, stamp).rows(sql, params);
  expect([await at('a')('one'), await at('a')('one'), await at('a')('one', { n: 1 }), await at('b')('one')]).toEqual([[{ n: '1' }], [{ n: '1' }], [{ n: '2' }], [{ n: '3' }]]);
  for (const stamp of ['a', null]) for (let i = 0; i < 2; i++) await at(stamp)(stamp === null ? 'one' : 'long');
  expect(asked).toEqual(['one', 'one', 'one', 'long', 'long', 'one', 'one']);
  await expect(remembered({ ...store, rows: async () => { throw new Error('away'); } }, cache, 'a').rows('two')).rejects.toThrow('away');
  expect(await at('a')('two')).toEqual([{ n: '8' }]);
});
