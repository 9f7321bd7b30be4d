import { describe, expect, it } from 'vitest';
import { AnswerCache } from '../../src/serve/answer-cache.js';
import { GivenUp, Places } from '../../src/serve/places.js';

const forever = new AbortController().signal;

describe('places', () => {
  it('are given in order, and not to those who have gone', async () => {
    const places = new Places(2), had: number[] = [], gone = new AbortController();
    const leave = [await places.take(forever), await places.take(forever)];
    const third = places.take(gone.signal).then(() => had.push(3), (error: unknown) => error), fourth = places.take(forever).then((free) => { had.push(4); return free; });
    expect(places.waiting).toBe(2);
    gone.abort();
    expect(await third).toBeInstanceOf(GivenUp);
    leave[0]!();
    leave[0]!();
    const free = await fourth;
    expect([had, places.waiting]).toEqual([[4], 0]);
    free();
    leave[1]!();
    await Promise.all([places.take(forever), places.take(forever)]);
    const last = places.take(AbortSignal.abort());
    await expect(last).rejects.toBeInstanceOf(GivenUp);
  });

  it('have a line that ends', async () => {
    const places = new Places(1, 1);
    await places.take(forever);
    const waiting = places.take(forever);
    await expect(places.take(forever)).rejects.toBeInstanceOf(GivenUp);
    expect(places.waiting).toBe(1);
    void waiting;
  });
});

describe('cache of answers', () => {
  it('drops what was used longest ago when it is full, and keeps nothing that would fill it', () => {
    const cache = new AnswerCache(1000), answer = (n: number): Uint8Array => new Uint8Array(198).fill(n);
    for (let n = 1; n <= 5; n++) cache.set(String(n), answer(n));
    expect(cache.bytes).toBe(1000);
    expect(cache.get('1')).toEqual(answer(1));
    cache.set('6', answer(6));
    expect(['1', '2', '3', '6'].map((key) => cache.get(key)?.[0])).toEqual([1, undefined, 3, 6]);
    cache.set('large', new Uint8Array(250));
    expect([cache.get('large'), cache.bytes]).toEqual([undefined, 1000]);
    cache.set('6', new Uint8Array(10));
    expect([cache.get('6')?.length, cache.bytes]).toEqual([10, 812]);
  });
});
