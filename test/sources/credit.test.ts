import { expect, it } from 'vitest';
import { Credit } from '../../src/sources/credit.js';

const settled = async (promise: Promise<void>): Promise<boolean> => {
  let done = false;
  void promise.then(() => { done = true; });
  for (let i = 0; i < 5; i++) await Promise.resolve();
  return done;
};

it('holds back the batch that is one too many until the oldest is done', async () => {
  const credit = new Credit(2, 1000);
  await credit.take(1);
  await credit.take(1);
  const third = credit.take(1);
  expect(await settled(third)).toBe(false);
  credit.give();
  expect(await settled(third)).toBe(true);
  expect([credit.batches, credit.bytes]).toEqual([2, 2]);
});

it('bounds bytes, and lets a batch above the whole budget pass alone', async () => {
  const credit = new Credit(10, 100);
  await credit.take(60);
  const large = credit.take(500);
  expect(await settled(large)).toBe(false);
  credit.give();
  expect(await settled(large)).toBe(true);
  expect(await settled(credit.take(1))).toBe(false);
});
