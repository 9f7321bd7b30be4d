import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { read, recordColumns, type Found } from '../../src/formats/read.js';
import { RECORD_COLUMNS } from '../../src/model/batch.js';
import { textAt, valueAt } from '../../src/model/columns.js';
import { file, page, readAll, short, wet } from './archive.js';

const GIB = 2 ** 30;
const peak = (): number => process.resourceUsage().maxRSS * 1024;

/** Reads a file as a source does, holding on to one burst at a time. */
const tally = async (path: string): Promise<{ records: number; faults: string[]; bytes: number; lost: number }> => {
  const sum = { records: 0, faults: [] as string[], bytes: 0, lost: 0 };
  for await (const burst of read(path, { maxTextBytes: 4 << 20 })) for (const item of burst) {
    if (item.kind === 'lost') sum.lost += item.bytes;
    if (item.kind !== 'record') continue;
    sum.records++;
    sum.bytes += item.record.trueBytes;
    if (item.record.form === 'fault') sum.faults.push(item.record.reason);
  }
  return sum;
};

/** `unit` written `times` times through one gzip member: every piece ends at a full flush, so that it needs to be deflated only once. */
const oneMember = (path: string, before: Buffer, unit: Buffer, times: number): void => {
  const flush = (bytes: Buffer): Buffer => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  const out = openSync(path, 'w');
  writeSync(out, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]));
  const [start, piece] = [flush(before), flush(unit)];
  writeSync(out, start);
  let crc = crc32(before);
  for (let i = 0; i < times; i++) { writeSync(out, piece); crc = crc32(unit, crc); }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE((before.length + unit.length * times) % 2 ** 32, 4);
  writeSync(out, Buffer.concat([deflateRawSync(''), trailer]));
  closeSync(out);
};

describe('constant memory', () => {
  const unit = wet('page', 'All work and no play makes a dull page. '.repeat(26_000));
  const times = Math.ceil(GIB / unit.length);
  const body = times * (26_000 * 40);
  const bound = 500 * 2 ** 20;

  it.each([
    ['1 GB of WET in members', () => file('members.warc.wet.gz', Buffer.concat(Array<Buffer>(times).fill(gzipSync(unit)))), { records: times, faults: [], bytes: body, lost: 0 }],
    ['1 GB of WET in one member', () => { const path = file('one.warc.wet.gz', ''); oneMember(path, Buffer.alloc(0), unit, times); return path; }, { records: times, faults: [], bytes: body, lost: 0 }],
    ['a line of 1 GB', () => { const path = file('line.jsonl.gz', ''); oneMember(path, Buffer.from('{"text":"'), Buffer.alloc(1 << 20, 'x'), 1024); return path; },
      { records: 1, faults: ['too_large'], bytes: GIB + 9, lost: 0 }],
    ['20 MB of line ends', () => { const path = file('blank.jsonl.gz', ''); oneMember(path, Buffer.from('{"text":"x"}\n'), Buffer.alloc(1 << 20, '\n'), 20); return path; },
      { records: 1, faults: [], bytes: 12, lost: 0 }],
    ['200 MB of line ends behind a record', () => { const path = file('gap.warc.gz', ''); oneMember(path, wet('a', 'x'), Buffer.alloc(1 << 20, '\n'), 200); return path; },
      { records: 1, faults: [], bytes: 1, lost: 0 }],
    ['a record of 1 GB', () => {
      const path = file('record.warc.gz', '');
      oneMember(path, page('big', '', { 'Content-Length': `${GIB + 44}` }).subarray(0, -4), Buffer.alloc(1 << 20, '<p>'), 1024);
      return path;
    }, { records: 1, faults: ['too_large'], bytes: GIB + 44, lost: 0 }],
  ])('%s', async (name, make, expected) => {
    const path = make();
    const started = performance.now();
    expect(await tally(path)).toEqual(expected);
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(`${name}: ${(statSync(path).size / 2 ** 20).toFixed(1)} MiB on disk, ${seconds.toFixed(1)} s, peak RSS ${Math.round(peak() / 2 ** 20)} MiB\n`);
    expect(peak()).toBeLessThan(bound);
  });
});

it('packs records for a batch', async () => {
  const found = await readAll(file('batch.warc', Buffer.concat([page('a', '<p>x'), wet('b', 'text'), Buffer.from('garbage')])));
  const records = found.flatMap((item: Found) => (item.kind === 'record' ? [item.record] : []));
  expect(short(found)).toEqual(['http a', 'text b', 'fault malformed_warc -', 'lost 7']);
  const { payloads, columns } = recordColumns(records, 'dir/batch.warc', 'CC-MAIN-2020-05', 40);
  expect(Object.keys(columns)).toEqual([...RECORD_COLUMNS]);
  const row = (i: number): unknown[] => [...RECORD_COLUMNS.map((name) => valueAt(columns[name]!, i)), textAt(payloads, i)];
  const time = Date.UTC(2020, 1, 3, 4, 5, 6);
  const message = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x';
  const [second, third] = [records[1]!.fileOffset, records[2]!.fileOffset];
  expect(second).toBe(page('a', '<p>x').length);
  expect([row(0), row(1), row(2)]).toEqual([
    ['http', 'urn:test:a', 'http://a.example/', 'text/html', time, 'CC-MAIN-2020-05', 'dir/batch.warc', 0, 40, message.length, '', '', message],
    ['text', 'urn:test:b', 'http://b.example/', 'text/plain', time, 'CC-MAIN-2020-05', 'dir/batch.warc', second, 41, 4, '', '', 'text'],
    ['fault', '', null, '', null, 'CC-MAIN-2020-05', 'dir/batch.warc', third, 42, 7, 'malformed_warc', '7 bytes stand where a WARC record should begin.', 'garbage'],
  ]);
});
