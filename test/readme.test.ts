// The README's commands are run as they stand, after the demo, in an empty folder.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verbs } from '../src/commands/index.js';
import { signals } from '../src/signals/index.js';
import { thresher } from './thresher.js';

const README = readFileSync('README.md', 'utf8'), folder = mkdtempSync(join(tmpdir(), 'thresher-readme-'));
const blocks = (language: string): string[] => [...README.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, body]) => body!);
const commands = blocks('sh').flatMap((block) => block.trim().split('\n')).filter((line) => line.startsWith('npx thresher '));

beforeAll(async () => {
  for (const recipe of blocks('yaml')) writeFileSync(join(folder, /^# (\S+)/.exec(recipe)![1]!), recipe);
  const { code, stderr } = await thresher(['demo', '--quiet', '--store', join(folder, 'thresher-demo')]);
  if (code !== 0) throw new Error(`the demo ended with ${code}: ${stderr}`);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('README', () => {
  it('has commands to try', () => expect(commands.length).toBeGreaterThan(6));

  it.each(commands)('%s', async (line) => {
    const command = line.replace(/^npx thresher/, `node ${resolve('dist/cli.js')}`);
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' }, maxBuffer: 2 ** 24 });
    const exported = /--export (\S+)/.exec(line)?.[1];
    if (exported) expect(existsSync(join(folder, exported))).toBe(true); else expect(stdout).not.toBe('');
  });

  it('names files and verbs that exist, and the right number of signals', () => {
    const reading = [...README.matchAll(/^\d\. `([^`]+)`/gm)].map(([, path]) => path!);
    expect(reading.length).toBe(8);
    expect([...reading, ...[...README.matchAll(/\]\((docs\/[^)]+)\)/g)].map(([, path]) => path!)].filter((path) => !existsSync(path))).toEqual([]);
    const named = [...README.matchAll(/^\| (`[a-z-]+[^|]*) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([a-z-]+)(?: [^`]*)?`/g)].map(([, name]) => name!));
    expect(verbs.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
    for (const [, family, count] of README.matchAll(/^\| `([a-z_]+)` \| (\d+) /gm)) expect([family, signals.filter((signal) => signal.family === family).length]).toEqual([family, Number(count)]);
  });
});
