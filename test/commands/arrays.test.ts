// Families of arrays and lists of hosts through the compiled command line; values by hand.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, thresher } from '../thresher.js';

interface Line { readonly rejection: string | null; readonly signals: Readonly<Record<string, unknown>> }

let folder = '', pages = '', lists = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thresher-arrays-'));
  pages = join(folder, 'pages.jsonl');
  lists = join(folder, 'ut1');
  writeFileSync(pages, [
    { id: 'a', url: 'https://bet.example/x', text: '• A 1\n\njavascript: one two three four five six seven eight nine ten eleven.' }, { id: 'b', url: 'https://www.bet.example/', text: 'short' }, { id: 'c', text: '' },
  ].map((page) => JSON.stringify(page)).join('\n'));
  mkdirSync(join(lists, 'gambling'), { recursive: true });
  writeFileSync(join(lists, 'gambling', 'domains'), 'bet.example\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const measured = async (...flags: string[]): Promise<Line[]> => {
  const { code, stdout, stderr } = await thresher(['measure', pages, '--lang', 'en', ...flags]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
};

describe('measure', () => {
  test('lines as [start, end, value], null for a rejected record; the same in worker threads', async () => {
    const [a, b, c] = await measured('--signals', 'rps_lines', '--workers', '0');
    expect(a!.signals).toEqual({
      rps_lines_ending_with_terminal_punctution_mark: [[0, 6, 0], [6, 7, 0], [7, 75, 1]], rps_lines_javascript_counts: [[0, 6, 0], [6, 7, 0], [7, 75, 1]],
      rps_lines_num_words: [[0, 6, 3], [6, 7, 0], [7, 75, 12]], rps_lines_numerical_chars_fraction: [[0, 6, 0.2], [6, 7, 0], [7, 75, 0]],
      rps_lines_start_with_bulletpoint: [[0, 6, 1], [6, 7, 0], [7, 75, 0]], rps_lines_uppercase_letter_fraction: [[0, 6, 0.16666667], [6, 7, 0], [7, 75, 0]],
    });
    expect(b!.signals['rps_lines_num_words']).toEqual([[0, 5, 1]]);
    expect([c!.rejection, c!.signals['rps_lines_num_words']]).toEqual(['empty', null]);
    expect(await measured('--signals', 'rps_lines', '--workers', '2')).toEqual([a, b, c]);
  });

  test('signatures as strings per band, null below 13 words; beside numbers', async () => {
    const [a, b] = await measured('--signals', 'rps_minhash,gopher', '--workers', '0');
    expect(Object.keys(a!.signals).slice(-4)).toEqual(['minhash_signature_0_7', 'minhash_signature_0_8', 'minhash_signature_0_9', 'minhash_signature_1_0']);
    expect(Object.values(a!.signals).slice(-4).map((bands) => (bands as string[]).map(({ length }) => length))).toEqual([Array(14).fill(72), Array(9).fill(104), Array(5).fill(200), [1024]]);
    expect(Object.values(b!.signals).slice(-4)).toEqual([null, null, null, null]);
    expect(a!.signals['gopher_bullet_line_ratio']).toBe(1 / 3);
  });

  test('--ut1: the whole host decides, in every thread; no folder, no value; a wrong folder is exit 2', async () => {
    const ids = async (...flags: string[]): Promise<unknown[]> => (await measured('--signals', 'rps', ...flags)).map(({ signals }) => signals['rps_doc_ut1_blacklist']);
    expect(await Promise.all([ids('--ut1', lists, '--workers', '0'), ids('--ut1', lists, '--workers', '2'), ids('--workers', '0')])).toEqual([[8, null, null], [8, null, null], [null, null, null]]);
    const { code, stderr } = await thresher(['measure', pages, '--ut1', join(folder, 'nowhere')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`ut1: got '${join(folder, 'nowhere')}', which cannot be read (ENOENT), allowed a folder with <category>/domains`)]);
  });
});

test('inspect shows them too', async () => {
  const { signals } = await answer<{ signals: Record<string, unknown> }>(['inspect', pages, '--record', '1', '--signals', 'rps,rps_lines,rps_minhash', '--presets', 'gopher', '--signals', 'rps,gopher,rps_lines,rps_minhash', '--lang', 'en']);
  expect([signals['rps_lines_num_words'], signals['minhash_signature_1_0'], signals['n_lines']]).toEqual([[[0, 5, 1]], null, 1]);
});
