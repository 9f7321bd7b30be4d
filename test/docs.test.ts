import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedDocs } from '../src/docs.js';
import { PRESETS } from '../src/select/presets.js';
import { ruleColumns } from '../src/select/columns.js';
import { columnsIn } from '../src/select/leaves.js';
import { PROVIDERS } from '../src/select/presets/providers.js';
import { SETTINGS, variable } from '../src/settings.js';
import { signals } from '../src/signals/index.js';
import { readUserFamily } from '../src/user-family.js';

const generated = generatedDocs();

describe('generated docs', () => {
  test.each(Object.keys(generated))('docs/%s is what `npm run docs` writes', (name) => {
    expect(readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')).toBe(generated[name]);
  });

  test('one line a signal, in the order of the catalogue, each with nine cells', () => {
    const lines = generated['signals.md']!.split('\n').filter((line) => line.startsWith('| `'));
    expect(lines.map((line) => /^\| `([^`]+)` \|/.exec(line)?.[1])).toEqual(signals.map(({ name }) => name));
    expect(lines.filter((line) => line.split(/(?<!\\)\|/).length !== 11)).toEqual([]);
  });

  test('every setting by key, flag and environment variable', () => {
    const lines = generated['configuration.md']!.split('\n').filter((line) => line.startsWith('| `'));
    expect(lines.map((line) => line.split(/(?<!\\)\|/).slice(1, 4).map((text) => text.trim())))
      .toEqual(SETTINGS.map(({ key, flag }) => [`\`${key}\``, flag ? `\`--${flag}\`` : 'none', flag ? `\`${variable(key)}\`` : 'none']));
  });

  test('every preset rule names a signal of the catalogue, a document column, or one that is written down with what would provide it', () => {
    const known = ruleColumns(signals, Object.keys(PROVIDERS));
    expect(PRESETS.flatMap(({ name, rules }) => columnsIn(rules).filter((column) => !known.has(column)).map((column) => `${name}: ${column}`))).toEqual([]);
  });
});

test('the module in docs/own-signals.md is a family and measures what it says', async () => {
  const code = /```js\n([^]*?)```/.exec(readFileSync(new URL('../docs/own-signals.md', import.meta.url), 'utf8'))![1]!, folder = mkdtempSync(join(tmpdir(), 'thresher-own-signals-'));
  try {
    const path = join(folder, 'links.mjs');
    writeFileSync(path, code);
    const family = await readUserFamily(path, { families: [], columns: signals.map(({ name }) => name), prefixes: ['stream', 'src', 'run'] });
    if (Array.isArray(family)) throw new Error(family.join('\n'));
    expect(family.signals.map(({ name }) => name)).toEqual(['links_http', 'links_share']);
    const measured = (text: string): unknown => family.measure({ text, url: null, host: '', domain: '', lang: 'en' });
    expect(measured('see https://site.example and two words')).toEqual({ links_http: 1, links_share: 0.2 });
    expect(measured(' ')).toEqual({ links_http: 0, links_share: null });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
