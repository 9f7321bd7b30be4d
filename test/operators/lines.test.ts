// Texts -> measured lines -> the table `lines` of an embedded store: what is stored rebuilds every line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom, of } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/model/batch.js';
import { hashColumn, numberColumn, pack, textColumn } from '../../src/model/columns.js';
import type { Store } from '../../src/model/ports.js';
import { blocks } from '../../src/operators/blocks.js';
import { write } from '../../src/operators/effects.js';
import { arrayFamilies } from '../../src/signals/arrays.js';
import { openStore, type ClickHouseStore } from '../../src/sinks/clickhouse.js';
import { openLedger } from '../../src/sinks/ledger.js';
import { ensureColumns, migrate } from '../../src/sinks/schema.js';
import { measure } from '../../src/steps/measure.js';

const RUN = { id: 'r', version: 'v', dedupConfig: 1n };
const TEXTS = ['One line.\n• 12 \u{1F600}\n\nJAVASCRIPT javascript', 'x', '\n\n\u2028 É\r\nend!\n'];
/** Three documents of the file with seq 1, at positions 0, 2 and 3. */
const FIRST = 1n << 32n;
const batch: Batch = {
  topic: 'files', partition: 0, first: FIRST, next: FIRST + 4n, payloads: pack(TEXTS.map((text) => Buffer.from(text))), rejections: [], skipped: {},
  columns: {
    position: numberColumn([0, 2, 3]), id: hashColumn([7n, 8n, 9n]), lang: textColumn(['en', 'en', 'en']), content_hash: hashColumn([1n, 2n, 3n]), url_hash: hashColumn([0n, 0n, 0n]),
    bands: { kind: 'bytes', width: 16, values: new Uint8Array(48) }, stream_dup_kind: textColumn(['', '', '']), stream_dup_of: hashColumn([0n, 0n, 0n]), stream_url_of: hashColumn([0n, 0n, 0n]), stream_entered: hashColumn([0n, 0n, 0n]),
  },
};
const { rps_lines: lines, rps_minhash: minhash } = arrayFamilies;

describe('the block of lines', () => {
  it('is empty unless lines are measured, and nothing of it goes into samples', async () => {
    const measured = await measure([], { arrays: [lines!, minhash!] })(batch);
    expect([blocks.lines(batch, RUN).rows, blocks.lines(measured, RUN).rows]).toEqual([0, 3]);
    expect(Object.keys(blocks.lines(measured, RUN).columns)).toEqual(['id', 'starts', 'ends', ...lines!.signals.map(({ name }) => name), 'src_topic', 'src_partition', 'src_offset']);
    expect(Object.keys(blocks.samples(measured, RUN).columns).filter((name) => /line|minhash/.test(name))).toEqual(minhash!.signals.map(({ name }) => name));
  });

  it('is written behind the texts, under the same range', async () => {
    const inserted: string[] = [], passed: string[] = [];
    const store = { insert: (table: string, rows: number, _columns: unknown, { from, to }: { from: bigint; to: bigint }) => { inserted.push(`${table} ${rows} ${from}-${to}`); return Promise.resolve(); } } as unknown as Store;
    for (const measured of [await measure([], { arrays: [lines!] })(batch), batch]) await lastValueFrom(of(measured).pipe(write(store, RUN, (point) => passed.push(point))));
    const at = `3 ${FIRST}-${FIRST + 4n}`;
    expect(inserted).toEqual([`samples ${at}`, `texts ${at}`, `lines ${at}`, `fingerprints ${at}`, `samples ${at}`, `texts ${at}`, `fingerprints ${at}`]);
    expect(passed.slice(0, 5)).toEqual(['samples', 'texts', 'lines', 'fingerprints', 'rejections']);
  });
});

describe('the table of lines', () => {
  const root = mkdtempSync(join(tmpdir(), 'thresher-lines-'));
  let store: ClickHouseStore;
  beforeAll(async () => {
    store = await openStore({ store: join(root, 'store'), database: 'thresher', version: '0.0.0' });
    await migrate(store, { bands: 2 });
    await ensureColumns(store, 'lines', lines!.signals.map(({ name }) => ({ name, type: 'Array(Float64)' })));
    await ensureColumns(store, 'samples', minhash!.signals.map(({ name }) => ({ name, type: 'Array(String)' })));
    await lastValueFrom(of(await measure([], { arrays: [lines!, minhash!] })(batch)).pipe(write(store, RUN, () => {})));
  });
  afterAll(async () => {
    await store.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('rebuilds every line from its text by code points', async () => {
    const found = await store.rows<{ lines: string[] }>(
      'SELECT arrayMap((s, e) -> substringUTF8(text, s + 1, e - s), starts, ends) AS lines FROM lines INNER JOIN texts USING (id, src_offset) ORDER BY src_offset');
    expect(found.map(({ lines: parts }) => parts)).toEqual([['One line.\n', '• 12 \u{1F600}\n', '\n', 'JAVASCRIPT javascript'], ['x'], ['\n', '\n', '\u2028 É\r\n', 'end!\n']]);
  });

  // By hand from the definitions; É is two code points after NFD.
  it('holds one number per line and signal', async () => {
    expect(await store.rows(`SELECT src_offset - ${FIRST} AS at, rps_lines_num_words AS words, rps_lines_javascript_counts AS scripts, rps_lines_start_with_bulletpoint AS bullets,
      rps_lines_ending_with_terminal_punctution_mark AS terminal, arrayMap(x -> round(x, 4), rps_lines_uppercase_letter_fraction) AS upper, arrayMap(x -> round(x, 4), rps_lines_numerical_chars_fraction) AS numeric
      FROM lines ORDER BY src_offset`)).toEqual([
      { at: '0', words: [2, 3, 0, 2], scripts: [0, 0, 0, 2], bullets: [0, 1, 0, 0], terminal: [1, 0, 0, 0], upper: [0.1, 0, 0, 0.4762], numeric: [0, 0.3333, 0, 0] },
      { at: '2', words: [1], scripts: [0], bullets: [0], terminal: [0], upper: [0], numeric: [0] },
      { at: '3', words: [0, 0, 1, 1], scripts: [0, 0, 0, 0], bullets: [0, 0, 0, 0], terminal: [0, 0, 0, 1], upper: [0, 0, 0.2, 0], numeric: [0, 0, 0, 0] },
    ]);
  });

  it('has an empty list where a signature is undefined', async () => {
    expect(await store.rows('SELECT minhash_signature_0_7 AS bands FROM samples ORDER BY src_offset')).toEqual([{ bands: [] }, { bands: [] }, { bands: [] }]);
  });

  it('says that a range is present, takes a repeat for nothing, and forgets the rows of a removed file', async () => {
    const range = { topic: 'files', partition: 0, from: batch.first, to: batch.next, version: 1 }, { rows, columns } = blocks.lines(await measure([], { arrays: [lines!] })(batch), RUN);
    expect(await store.present('lines', range)).toBe(true);
    await store.insert('lines', rows, columns, range);
    expect(await store.rows('SELECT count() AS n FROM lines')).toEqual([{ n: '3' }]);
    await openLedger(store, RUN).remove(1, batch.first + 2n);
    expect(await store.rows('SELECT id FROM lines')).toEqual([{ id: '7' }]);
  });
});
