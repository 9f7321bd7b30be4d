import { expect, test } from 'vitest';
import type { Summary } from '../../../src/explore/answers.js';
import { ApiFault } from '../../../src/serve/page/api-fault.js';
import { Asker } from '../../../src/serve/page/ask.js';
import { Store } from '../../../src/serve/page/state.js';

const answer = (name: string): Summary => ({ as_of: {}, exact: true, n: 1, name, count: { documents: 0, tokens: 0, bytes: 0, of: { documents: 0, tokens: 0, bytes: 0 } }, sql: '', languages: [], snapshots: [] });

/** Questions that are answered by hand. */
const open = () => {
  const store = new Store(), asker = new Asker(store, () => {}), asked: { readonly name: string; readonly signal: AbortSignal; readonly reply: (value: Summary) => void; readonly fail: (fault: unknown) => void }[] = [];
  const ask = (name: string, isForced = false) => asker.ask('summary', name, (signal) => new Promise<Summary>((reply, fail) => { asked.push({ name, signal, reply, fail }); }), isForced);
  return { store, asked, ask };
};

test('the same question waits for the one that is under way, another one withdraws it', async () => {
  const { store, asked, ask } = open(), first = ask('a'), same = ask('a');
  expect([asked.length, store.state.panels.summary.isBusy]).toEqual([1, true]);
  const other = ask('b');
  expect(asked.map(({ name, signal }) => [name, signal.aborted])).toEqual([['a', true], ['b', false]]);
  asked[0]!.reply(answer('late'));
  asked[1]!.reply(answer('b'));
  expect([await first, await same, (await other)?.name, store.state.panels.summary.value?.name, store.state.panels.summary.isBusy]).toEqual([null, null, 'b', 'b', false]);
  expect([(await ask('b'))?.name, asked.length]).toEqual(['b', 2]);                // held
  void ask('b', true);
  void ask('b', true);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false, true, false]);
});

test('a question that failed is asked anew', async () => {
  const { store, asked, ask } = open(), first = ask('a');
  asked[0]!.fail(new ApiFault('away', 503));
  expect([await first, store.state.panels.summary.fault, store.state.panels.summary.isBusy]).toEqual([null, 'away', false]);
  const again = ask('a');
  asked[1]!.reply(answer('a'));
  expect([(await again)?.name, store.state.panels.summary.fault]).toEqual(['a', null]);
});
