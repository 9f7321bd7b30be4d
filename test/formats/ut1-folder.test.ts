import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readUt1 } from '../../src/formats/ut1-folder.js';
import { Fault } from '../../src/model/fault.js';
import { Ut1 } from '../../src/text/ut1.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-ut1-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...names: string[]): string => join(folder, ...names);

test('folders as UT1 is published, links among them, and loose files, packed or not', () => {
  for (const name of ['adult', 'mixed_adult', 'phishing']) mkdirSync(at('lists', name), { recursive: true });
  writeFileSync(at('lists', 'adult', 'domains'), 'a.com\nb.com\n');
  writeFileSync(at('lists', 'adult', 'urls'), 'a.com/x\n');
  writeFileSync(at('lists', 'adult', 'expressions'), 'c.com\n');
  writeFileSync(at('lists', 'mixed_adult', 'domains.gz'), gzipSync('b.com\n'));
  writeFileSync(at('lists', 'gambling.domains.gz'), gzipSync('b.com\nd.com\n'));
  writeFileSync(at('lists', 'phishing.urls'), 'p.com/x\n');
  writeFileSync(at('lists', 'README'), 'e.com\n');
  symlinkSync('adult', at('lists', 'porn'));
  const ut1 = new Ut1(readUt1(at('lists'))), of = (combination: number): string => ut1.combinations[combination]!.map((number) => ut1.categories[number]!).join(' ');
  expect(ut1.categories).toEqual(['adult', 'gambling', 'mixed_adult', 'phishing', 'porn']);
  expect(['a.com', 'b.com', 'c.com', 'd.com', 'e.com'].map((host) => of(ut1.hostCombination(host)))).toEqual(['adult porn', 'adult gambling mixed_adult porn', '', 'gambling', '']);
  expect(['a.com/x', 'p.com/x'].map((url) => of(ut1.urlCombination(url)))).toEqual(['adult porn', 'phishing']);
});

const ALLOWED = 'allowed a folder with <category>/domains or <category>.domains[.gz]';
test.each<[string, () => string, string]>([
  ['no folder', () => at('nowhere'), `ut1: got 'FOLDER', which cannot be read (ENOENT), ${ALLOWED}`],
  ['a file', () => { writeFileSync(at('file'), ''); return at('file'); }, `ut1: got 'FOLDER', which cannot be read (ENOTDIR), ${ALLOWED}`],
  ['a folder without lists', () => { mkdirSync(at('bare', 'adult'), { recursive: true }); return at('bare'); }, `ut1: got 'FOLDER', which holds no list, ${ALLOWED}`],
  ['a broken list', () => { mkdirSync(at('broken')); writeFileSync(at('broken', 'adult.domains.gz'), 'plain'); return at('broken'); }, `ut1: got 'FOLDER' with a list that cannot be read (incorrect header check), ${ALLOWED}`],
])('%s is a usage fault', (_, made, message) => {
  const path = made();
  expect(() => readUt1(path)).toThrow(new Fault(message.replace('FOLDER', path), 2));
});
