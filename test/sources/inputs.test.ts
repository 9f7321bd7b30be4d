import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandInputs } from '../../src/sources/inputs.js';

const folder = mkdtempSync(join(tmpdir(), 'thresher-inputs-'));
mkdirSync(join(folder, 'deep'));
for (const [name, text] of [['b.jsonl', 'b'], ['a.jsonl', 'a'], ['deep/c.jsonl', 'a'], ['.hidden', 'h']] as const) writeFileSync(join(folder, name), text);
const pathsOf = async (...args: string[]): Promise<string[]> => (await expandInputs(args)).map(({ path }) => path);
const faultOf = (...args: string[]): Promise<string> => expandInputs(args).then(() => 'none', (error: Error) => error.message);

describe('expandInputs', () => {
  const all = ['a.jsonl', 'b.jsonl', 'deep/c.jsonl'].map((name) => join(folder, name));
  it('takes files as given, folders and globs in name order, hidden files only by name', async () => {
    expect(await pathsOf(folder)).toEqual(all);
    expect(await pathsOf(`${folder}/`)).toEqual(all);
    expect(await pathsOf(join(folder, '.hidden'), all[1]!)).toEqual([join(folder, '.hidden'), all[1]]);
  });
  it('names a file the same by glob as by path, absolute or relative', async () => {
    expect(await pathsOf(`${folder}/*.jsonl`)).toEqual(all.slice(0, 2));
    const near = relative('.', folder);
    expect(await pathsOf(`${near}/*.jsonl`)).toEqual(all.slice(0, 2).map((path) => relative('.', path)));
  });
  it('takes a file once, and knows the same bytes under another name', async () => {
    const inputs = await expandInputs([all[0]!, folder]);
    expect(inputs.map(({ path }) => path)).toEqual(all);
    expect([inputs[0]!.fingerprint === inputs[2]!.fingerprint, inputs[0]!.fingerprint === inputs[1]!.fingerprint]).toEqual([true, false]);
  });
  it('names every argument that matches nothing', async () => {
    expect((await faultOf('nowhere.gz', `${folder}/*.zst`)).split('\n').map((line) => line.replace(folder, 'F'))).toEqual([
      "input: got 'nowhere.gz', allowed an existing file, a folder with files, or a glob that matches some",
      "input: got 'F/*.zst', allowed an existing file, a folder with files, or a glob that matches some",
    ]);
  });
});
