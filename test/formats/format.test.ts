import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formatOf } from '../../src/formats/format.js';
import { file, readAll, wet } from './archive.js';

const record = wet('a', 'x');
const zstd = Buffer.from('KLUv/SQRiQAAeyJ0ZXh0IjoidGhyZWUifQq2uKPE', 'base64');
const arc = 'filedesc://a.arc 0.0.0.0 20080430204825 text/plain 71\n1 1 InternetArchive\n';

describe('formatOf', () => {
  it.each([
    ['a.warc', record, 'warc', 'plain'], ['a.bin', record, 'warc', 'plain'], ['a.jsonl', record, 'warc', 'plain'], ['a.gz', gzipSync(record), 'warc', 'gzip'],
    ['a.warc.gz', record, 'warc', 'plain'], ['b.warc', gzipSync(record), 'warc', 'gzip'], ['a.warc.gz.open', gzipSync(''), 'warc', 'gzip'], ['b.wet', '', 'warc', 'plain'],
    ['spaced.dat', `\r\n${record.toString()}`, 'warc', 'plain'],
    ['a.txt', '{"text":"x"}\n', 'jsonl', 'plain'], ['b.jsonl', 'not json', 'jsonl', 'plain'], ['c.jsonl', '', 'jsonl', 'plain'], ['d.dat', zstd, 'jsonl', 'zstd'],
    ['e.json.gz', gzipSync('\ufeff{"text":"x"}'), 'jsonl', 'gzip'], ['f.txt', ' [1]', 'jsonl', 'plain'],
  ])('%s', async (name, bytes, kind, compression) => {
    expect(await formatOf(file(name, bytes))).toEqual({ kind, compression, bytes: Buffer.from(bytes as string).length });
  });

  it.each([
    ['a.bz2', 'BZh91AY', 'bzip2 files are not read'], ['b.warc.bz2', '', 'bzip2 files are not read'], ['a.warc.lz4', Buffer.from([4, 0x22, 0x4d, 0x18, 1]), 'lz4 files are not read'],
    ['named.lz4', 'x', 'lz4 files are not read'], ['a.xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'xz files are not read'], ['a.parquet', 'PAR1', 'Parquet files are not read'],
    ['a.arc', arc, 'ARC files are not read'], ['a.arc.gz', gzipSync(arc), 'ARC files are not read'], ['b.dat', arc, 'ARC files are not read'],
    ['c.warc', 'http://a.example/ 1.2.3.4 20080430204825 text/html 10\n', 'ARC files are not read'],
    ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'It holds neither WARC records nor JSON lines'], ['prose.txt', 'Once upon a time', 'It holds neither'], ['empty', '', 'It holds neither'],
    ['dictionary.warc.zst', Buffer.concat([Buffer.from([0x5d, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]), zstd]), 'The zstd frames need a dictionary'],
  ])('%s is unsupported, all of its bytes are lost', async (name, bytes, why) => {
    const path = file(name, bytes);
    const length = Buffer.from(bytes as string).length;
    expect(await formatOf(path)).toEqual({ kind: 'unsupported', why: expect.stringContaining(why), bytes: length });
    expect(await readAll(path)).toEqual(length === 0 ? [] : [{ kind: 'lost', bytes: length }]);
  });

  it('says in one sentence what is wrong with a path', async () => {
    await expect(formatOf(join(tmpdir(), 'no-such-file.warc'))).rejects.toThrow(/no-such-file\.warc: there is no such file, expected a readable file$/);
    await expect(formatOf(tmpdir())).rejects.toThrow(/: is a folder, expected a readable file$/);
    await expect(formatOf(tmpdir())).rejects.toMatchObject({ name: 'Fault', code: 2 });
  });
});
