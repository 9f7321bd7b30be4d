import { expect, it } from 'vitest';
import { Credit } from '../../src/sources/credit.js';

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  void promise.then(() => { done = true; });
  for (let i = 0; i < 9; i++) await Promise.resolve();
  return done;
};

it('holds back the batch that is one too many until another is done', async () => {
  const credit = new Credit(2, 1000), first = await credit.take(1);
  await credit.take(1);
  const third = credit.take(1);
  expect(await settled(third)).toBe(false);
  first!();
  first!();
  expect(await settled(third)).toBe(true);
  expect([credit.batches, credit.bytes]).toEqual([2, 2]);
});

it('bounds bytes, lets a batch above the whole budget pass alone, and serves in the order of asking', async () => {
  const credit = new Credit(10, 100), first = await credit.take(60);
  const large = credit.take(500), small = credit.take(1);
  expect([await settled(large), await settled(small)]).toEqual([false, false]);
  first!();
  expect([await settled(large), await settled(small), credit.bytes]).toEqual([true, false, 500]);
  (await large)!();
  expect([await settled(small), credit.bytes]).toEqual([true, 1]);
});

it('leaves the queue when it has to end, and lets those behind it pass', async () => {
  const credit = new Credit(10, 100), ending = new AbortController();
  await credit.take(60);
  const large = credit.take(500, ending.signal), small = credit.take(1);
  ending.abort();
  expect([await large, typeof (await small), credit.bytes]).toEqual([null, 'function', 61]);
  expect(await credit.take(1, ending.signal)).toBeNull();
});
