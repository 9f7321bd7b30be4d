import { describe, expect, it } from 'vitest';
import { Credit } from '../../src/sources/credit.js';
import { pulled } from '../../src/sources/pulled.js';

const turns = async (): Promise<void> => { for (let i = 0; i < 30; i++) await Promise.resolve(); };

const opened = (sizes: readonly number[], credit: Credit, fails = false) => {
  const releases: (() => void)[] = [], got: number[] = [];
  let read = 0, closed = false, ended: unknown = null;
  async function* items(): AsyncGenerator<number> {
    try {
      for (const size of sizes) { read++; yield size; }
      if (fails) throw new Error('unreadable');
    } finally { closed = true; }
  }
  const subscription = pulled(items, (size) => size, credit, (release) => releases.push(release)).subscribe({ next: (size) => got.push(size), complete: () => { ended = 'complete'; }, error: (error: unknown) => { ended = error; } });
  return { releases, got, subscription, state: () => ({ read, closed, ended }) };
};

describe('pulled', () => {
  it('reads one item more than there is credit for, and goes on as credit comes back', async () => {
    const { releases, got, state } = opened([1, 2, 3, 4], new Credit(2, 100));
    await turns();
    expect([got, state()]).toEqual([[1, 2], { read: 3, closed: false, ended: null }]);
    releases.shift()!();
    await turns();
    expect(got).toEqual([1, 2, 3]);
    releases.shift()!();
    await turns();
    expect([got, state()]).toEqual([[1, 2, 3, 4], { read: 4, closed: true, ended: 'complete' }]);
  });
  it('is bound by bytes', async () => {
    const { got } = opened([60, 30, 20, 1], new Credit(9, 100));
    await turns();
    expect(got).toEqual([60, 30]);
  });
  it('closes its source when nobody listens any more', async () => {
    const { subscription, state, got } = opened([1, 2, 3], new Credit(1, 100));
    await turns();
    subscription.unsubscribe();
    await turns();
    expect([got, state()]).toEqual([[1], { read: 2, closed: true, ended: null }]);
  });
  it('passes an error of its source on', async () => {
    const { state } = opened([1], new Credit(9, 100), true);
    await turns();
    expect(state().ended).toEqual(new Error('unreadable'));
  });
});
