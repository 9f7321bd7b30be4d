import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { numberColumn, pack, textColumn, valueAt } from '../../src/model/columns.js';
import type { Signal, UserDocument, UserFamily } from '../../src/model/signal.js';
import { userSignals } from '../../src/steps/user-signals.js';
import { openTimeLimit } from '../../src/time-limit.js';

const signal = (name: string, type: Signal['type']): Signal => ({ name, family: 'mine', type, unit: '', range: [0, 1], nullWhen: '', source: '', formula: '', reference: '', exact: null, tolerance: null, deviation: null });
const SIGNALS = [signal('mine_score', 'score'), signal('mine_count', 'count'), signal('mine_flag', 'flag')];
const family = (measure: (document: UserDocument) => unknown, signals: readonly Signal[] = SIGNALS): UserFamily => ({ name: 'mine', path: '/x/mine.js', signals, measure });

const batchOf = (texts: readonly string[]): Batch => ({
  topic: 'files', partition: 0, first: 0n, next: BigInt(texts.length), payloads: pack(texts.map((text) => Buffer.from(text))), rejections: [], skipped: {},
  columns: {
    lang: textColumn(texts.map((_, i) => ['en', 'und'][i % 2]!)), url: textColumn(texts.map((_, i) => (i === 0 ? null : `http://a.b.example/${i}`))),
    host: textColumn(texts.map((_, i) => (i === 0 ? '' : 'a.b.example'))), domain: textColumn(texts.map((_, i) => (i === 0 ? '' : 'b.example'))), other: numberColumn(texts.map((_, i) => i)),
  },
});
const within = openTimeLimit();

/** The values of each row, and what the user was told. */
const run = async (families: readonly UserFamily[], texts: readonly string[], batches = 1) => {
  const notes: string[] = [], step = userSignals(families, { within, note: (sentence) => notes.push(sentence) });
  let rows: unknown[][] = [];
  for (let i = 0; i < batches; i++) {
    const before = batchOf(texts), { columns, ...rest } = await step(before), { columns: given, ...same } = before;
    expect(rest).toEqual(same);
    expect(Object.fromEntries(Object.entries(columns).filter(([name]) => name in given))).toEqual(given);
    const names = families.flatMap((one) => one.signals.map(({ name }) => name));
    rows = texts.map((_, row) => names.map((name) => valueAt(columns[name]!, row)));
  }
  return { rows, notes };
};
const told = (what: string): string => `signal family mine (/x/mine.js): ${what} on a page; it is NULL there. Further pages like that are not mentioned`;
const FINE = { mine_score: -0.5, mine_count: 4_294_967_295, mine_flag: 1 };

describe('signals of a user\'s own family', () => {
  it('are numbers or null, of a document with text, place and language', async () => {
    const seen: UserDocument[] = [];
    const { rows, notes } = await run([family((document) => { seen.push(document); return { mine_score: document.text.length / 3, mine_count: null, mine_flag: 0, more: 'ignored' }; })], ['\uFEFFa\u{1F600}', '']);
    expect(seen).toEqual([
      { text: '\uFEFFa\u{1F600}', url: null, host: '', domain: '', lang: 'en' }, { text: '', url: 'http://a.b.example/1', host: 'a.b.example', domain: 'b.example', lang: 'und' }]);
    expect([rows, notes]).toEqual([[[4 / 3, null, 0], [0, null, 0]], []]);
  });

  it.each([
    ['nothing', undefined, 'nothing'], ['null', null, 'null'], ['a number', 1, 'a number'], ['a list', [1, 2, 3], 'a list'], ['text', 'secret', 'a string'],
  ])('are null where measure answers %s', async (_what, answer, shown) => {
    const { rows, notes } = await run([family(({ text }) => (text === 'bad' ? answer : FINE))], ['bad', 'good', 'bad']);
    expect([rows, notes]).toEqual([[[null, null, null], [-0.5, 4_294_967_295, 1], [null, null, null]], [told(`measure answered ${shown} instead of {signal: number or null}`)]]);
  });

  it('are null where measure answers a promise, whose error is nobody\'s', async () => {
    const { rows, notes } = await run([family(({ text }) => (text === 'bad' ? Promise.reject(new Error('secret')) : FINE))], ['bad', 'good']);
    expect([rows, notes]).toEqual([[[null, null, null], [-0.5, 4_294_967_295, 1]], [told('measure answered a promise instead of {signal: number or null}')]]);
  });

  it.each([
    ['mine_score', Number.NaN, 'NaN'], ['mine_score', -Infinity, 'infinite'], ['mine_score', '0.5', 'a string'], ['mine_score', undefined, 'nothing'], ['mine_score', 1n, 'a bigint'], ['mine_score', {}, 'an object'],
    ['mine_count', 1.5, 'no whole number from 0 to 4294967295'], ['mine_count', -1, 'no whole number from 0 to 4294967295'], ['mine_count', 2 ** 32, 'no whole number from 0 to 4294967295'],
    ['mine_flag', true, 'a boolean'], ['mine_flag', 2, 'neither 0 nor 1'],
  ])('%s = %s is null, and only that', async (name, value, shown) => {
    const { rows, notes } = await run([family(({ text }) => ({ ...FINE, ...(text === 'bad' ? { [name]: value } : {}) }))], ['good', 'bad', 'bad']);
    const bad = SIGNALS.map((one) => (one.name === name ? null : FINE[one.name as keyof typeof FINE]));
    expect([rows, notes]).toEqual([[Object.values(FINE), bad, bad], [told(`${name} was ${shown}`)]]);
  });

  it('are null where measure throws, whatever it throws, and no message of it is passed on', async () => {
    const thrown: Record<string, () => unknown> = {
      a: () => { throw new TypeError('secret'); }, b: () => { throw 'secret'; }, c: () => { throw null; }, d: () => { throw Object.assign(new Error('x'), { name: 'secret' }); },
      e: () => { throw { get name() { throw new Error('secret'); } }; }, f: () => { const deep = (): number => 1 + deep(); return deep(); },
      g: () => ({ ...FINE, get mine_score() { throw new RangeError('secret'); } }), h: () => new Proxy({}, { get: () => { throw new Error('secret'); } }),
    };
    for (const [text, act] of Object.entries(thrown)) {
      const { rows, notes } = await run([family((document) => (document.text === text ? act() : FINE))], ['good', text, 'good']);
      expect([rows[0], rows[1]![0], rows[2], notes.length], text).toEqual([Object.values(FINE), null, Object.values(FINE), 1]);
      expect(notes[0], text).not.toContain('secret');
    }
    const { notes } = await run([family(() => { throw new TypeError('secret'); })], ['a', 'b']);
    expect(notes).toEqual([told('measure threw TypeError')]);
  });

  it('say in which line of the module it threw', async () => {
    const throwing = (): never => { const error = new TypeError('at f (file:///x/mine.js:9:9)'); error.stack = `TypeError: secret\n    at measure (file:///x/mine.js:12:7)\n    at run (file:///x/other.js:1:1)`; throw error; };
    expect((await run([family(throwing)], ['a'])).notes).toEqual([told('measure threw TypeError in line 12')]);
  });

  it('are null where measure does not end; its neighbours and other families stand', async () => {
    const slow = family(({ text }) => { if (text === 'hang') try { for (;;); } finally { for (;;); } if (text === 'regex') /^(a+)+$/.test(`${'a'.repeat(60)}b`); return FINE; });
    const other: UserFamily = { ...family(() => ({ other_a: 7 }), [signal('other_a', 'score')]), name: 'other' };
    const { rows, notes } = await run([slow, other], ['good', 'hang', 'good', 'regex', 'good']);
    const good = [...Object.values(FINE), 7], none = [null, null, null, 7];
    expect([rows, notes]).toEqual([[good, none, good, none, good], [told('measure took longer than 1 s')]]);
  });

  it('have a second for each document, however many there are before it', async () => {
    const spin = (ms: number): void => { const end = performance.now() + ms; while (performance.now() < end); };
    const { rows, notes } = await run([family(() => { spin(300); return FINE; })], ['a', 'b', 'c', 'd', 'e']);
    expect([rows, notes]).toEqual([Array.from({ length: 5 }, () => Object.values(FINE)), []]);
  });

  it('cost a family that never ends three seconds a batch and little more, and one that ends again nothing', async () => {
    const started = performance.now(), texts = [...Array.from({ length: 60 }, () => 'hang'), 'good', 'good'];
    const { rows } = await run([family(({ text }) => { while (text === 'hang'); return FINE; })], texts);
    expect(rows.map(([score]) => score)).toEqual([...Array.from({ length: 60 }, () => null), -0.5, -0.5]);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('have their second again once a document has ended in time', async () => {
    const measure = ({ text }: UserDocument): unknown => { const end = performance.now() + 200; while (text === 'hang' || (text === 'slow' && performance.now() < end)); return FINE; };
    const { rows } = await run([family(measure)], ['hang', 'hang', 'hang', 'hang', 'good', 'slow']);
    expect(rows.map(([score]) => score)).toEqual([null, null, null, null, -0.5, -0.5]);
  });

  it('are told about once, however many batches', async () => {
    expect((await run([family(() => 1)], ['a', 'b'], 3)).notes).toHaveLength(1);
  });

  it('are none for no documents', async () => expect((await run([family(() => FINE)], [])).rows).toEqual([]));
});
