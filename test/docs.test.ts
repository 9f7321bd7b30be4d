import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generatedDocs } from '../src/docs.js';
import { PRESETS } from '../src/select/presets.js';
import { ruleColumns } from '../src/select/columns.js';
import { columnsIn } from '../src/select/leaves.js';
import { PROVIDERS } from '../src/select/presets/providers.js';
import { SETTINGS, variable } from '../src/settings.js';
import { signals } from '../src/signals/index.js';

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
