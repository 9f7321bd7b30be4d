import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { file, page, random, readAll, short, warc, wet } from './archive.js';

const noise = random(1);
/** Letters that do not pack well, so that members have a length. */
const letters = (length: number): string => Array.from({ length }, () => String.fromCharCode(97 + Math.floor(noise() * 26))).join('');
const texts = Array.from({ length: 6 }, () => letters(3000));
const members = texts.map((text, i) => gzipSync(wet(`m${i}`, text)));
let files = 0;
const find = async (...parts: readonly Uint8Array[]): Promise<string[]> => short(await readAll(file(`${files++}.warc.wet.gz`, Buffer.concat(parts))));
/** A member with one byte inverted, in its middle or at a place. */
const broken = (member: Buffer, at = Math.floor(member.length / 2)): Buffer => {
  const copy = Buffer.from(member);
  copy[at]! ^= 0xff;
  return copy;
};
const [m0, m1, m2, m3] = members as [Buffer, Buffer, Buffer, Buffer];

describe('gzip', () => {
  it('reads members with their offsets', async () => {
    const found = await readAll(file('offsets.warc.wet.gz', Buffer.concat(members)));
    let at = 0;
    expect(found.map((item) => item.kind === 'record' && [item.record.recordId, item.record.fileOffset, item.record.payload.toString()])).toEqual(
      members.map((member, i) => { const row = [`urn:test:m${i}`, at, texts[i]]; at += member.length; return row; }));
  });

  it('takes one member of many records, empty members and every optional header field', async () => {
    const all = gzipSync(Buffer.concat([wet('a', 'x'), warc('request', ''), page('b', '<p>y')]));
    const fields = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 3, 0]), Buffer.from('abcname\0comment\0xx'), m0.subarray(10)]);
    expect(await find(all, gzipSync(''), fields)).toEqual(['text a', 'skipped request', 'http b', 'text m0']);
  });

  it('goes on behind a member that does not inflate', async () => {
    const found = await readAll(file('bad.warc.wet.gz', Buffer.concat([m0, broken(m1), m2, m3])));
    expect(short(found).filter((item) => !item.startsWith('lost'))).toEqual(['text m0', 'fault corrupt_gzip m1', 'text m2', 'text m3']);
    const fault = found[1]!;
    expect(fault).toMatchObject({ record: { fileOffset: m0.length, url: 'http://m1.example/', payload: new Uint8Array(broken(m1).subarray(0, 1024)) } });
    const lost = found.reduce((sum, item) => sum + (item.kind === 'lost' ? item.bytes : 0), 0);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThanOrEqual(m1.length);
  });

  it('goes on behind a member whose check sum or length is wrong', async () => {
    for (const at of [-8, -1]) {
      const found = await find(m0, broken(m1, m1.length + at), m2);
      expect(found).toEqual(['text m0', 'fault corrupt_gzip m1', expect.stringMatching(/^lost \d+$/), 'text m2']);
    }
  });

  it('keeps what was whole before the damage in a member of many records', async () => {
    const long = gzipSync(Buffer.concat(Array.from({ length: 40 }, (_, i) => wet(`r${i}`, letters(2000)))));
    const found = (await find(m0, broken(long), m1)).filter((item) => !item.startsWith('lost'));
    const kept = found.filter((item) => item.startsWith('text r')).length;
    expect(found).toEqual(['text m0', ...Array.from({ length: kept }, (_, i) => `text r${i}`), expect.stringMatching(/^fault corrupt_gzip/), 'text m1']);
    expect(kept).toBeGreaterThan(15);
    expect(kept).toBeLessThan(40);
  });

  it('passes over garbage between members', async () => {
    const garbage = Buffer.from(Array.from({ length: 5000 }, () => Math.floor(noise() * 256)));
    expect(await find(m0, garbage, m1)).toEqual(['text m0', 'fault corrupt_gzip -', 'lost 5000', 'text m1']);
    const trap = Buffer.concat([garbage.subarray(0, 100), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]), garbage.subarray(0, 4000)]);
    expect(await find(m0, trap, m1)).toEqual(['text m0', 'fault corrupt_gzip -', `lost ${trap.length}`, 'text m1']);
    expect(await find(m0, m1, garbage)).toEqual(['text m0', 'text m1', 'fault corrupt_gzip -', 'lost 5000']);
  });

  it('counts zero padding as lost and nothing else', async () => {
    expect(await find(m0, m1, Buffer.alloc(1000))).toEqual(['text m0', 'text m1', 'lost 1000']);
    expect(await find(m0, Buffer.alloc(3_000_000), m1)).toEqual(['text m0', 'lost 3000000', 'text m1']);
  });

  it.each([['in the header', 5, 'fault truncated -'], ['in the deflate stream', m1.length - 500, 'fault truncated m1']])('a file that ends %s', async (_, length, last) => {
    expect((await find(m0, m1.subarray(0, length))).slice(0, 2)).toEqual(['text m0', last]);
  });

  it('keeps the last record of a file that ends in a check sum', async () => {
    expect((await find(m0, m1.subarray(0, -3))).slice(0, 3)).toEqual(['text m0', 'text m1', 'fault truncated -']);
  });

  it('survives any damage: neighbours of one broken member are never lost', async () => {
    const next = random(99);
    for (let round = 0; round < 150; round++) {
      const k = 1 + Math.floor(next() * 4), kind = round % 3;
      const member = members[k]!;
      const at = Math.floor(next() * (member.length - 1));
      const hurt = kind === 0 ? broken(member, at) : kind === 1 ? member.subarray(0, at + 1) : Buffer.concat([member.subarray(0, at), Buffer.from(letters(1 + Math.floor(next() * 50))), member.subarray(at)]);
      const found = await readAll(file(`${files++}.warc.wet.gz`, Buffer.concat([...members.slice(0, k), hurt, ...members.slice(k + 1)])));
      const texts = short(found).filter((item) => item.startsWith('text')).filter((item) => item !== `text m${k}`);
      expect(texts, `round ${round}, member ${k}, kind ${kind}, at ${at}`).toEqual(members.map((_, i) => `text m${i}`).filter((_, i) => i !== k));
    }
  });

  it('streams members that are longer than its window', async () => {
    const big = Buffer.concat(Array.from({ length: 900 }, (_, i) => wet(`r${i}`, letters(5000))));
    const member = gzipSync(big, { level: 1 });
    expect(member.length).toBeGreaterThan(2 << 20);
    expect(await find(m0, member, m1)).toEqual(['text m0', ...Array.from({ length: 900 }, (_, i) => `text r${i}`), 'text m1']);
    const middle = Math.floor(member.length / 2);
    const hurt = await find(m0, Buffer.concat([member.subarray(0, middle), Buffer.alloc(500, 0xff), member.subarray(middle + 500)]), m1);
    expect(hurt.slice(0, 400)).toEqual(['text m0', ...Array.from({ length: 399 }, (_, i) => `text r${i}`)]);
    expect(hurt.at(-1)).toBe('text m1');
    expect(hurt.filter((item) => item.startsWith('fault')).length).toBe(1);
  });
});
