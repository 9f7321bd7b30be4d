import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rpsLines } from '../../src/signals/rps-lines.js';
import { rpsMinhash } from '../../src/signals/rps-minhash.js';
import { Shared } from '../../src/text/shared.js';
import { needsData } from '../needs.js';
import { oracleTexts, reference } from './texts.js';

const data = needsData('oracle/rps arrays');

// Origin of the numbers: togethercomputer/RedPajama-Data @6d2cee9, core/quality_signals/lines.py and dedupe/minhash.py, Python 3.11.7, numpy 1.26.4.
describe.skipIf(data === null)('arrays equal RedPajama-V2', () => {
  test('family rps_lines: every line of every text that the reference gave lines of', () => {
    const shared = new Shared(), theirs = reference(data!, 'rpv2'), wrong: string[] = [];
    let compared = 0, texts = 0;
    for (const [id, text] of oracleTexts(data!)) {
      const record = theirs.get(id)!;
      if (record['rps_lines_num_words'] === undefined || text === '') continue;
      const { count, starts, ends, values } = rpsLines.measureLines(shared.load(Buffer.from(text), 'en'));
      texts++;
      rpsLines.signals.forEach(({ name }, k) => {
        const ours = Array.from({ length: count }, (_, i) => [starts[i], ends[i], values[k]![i]]), lines = record[name] as number[][];
        compared += lines.length;
        if (JSON.stringify(ours) !== JSON.stringify(lines)) wrong.push(`${name} ${id}`);
      });
    }
    process.stdout.write(`oracle rps_lines: ${rpsLines.signals.length} signals, ${texts} texts, ${compared} values compared, ${wrong.length} lists differ\n`);
    expect(wrong).toEqual([]);
    expect([texts > 450, compared > 30_000]).toEqual([true, true]);
  });

  test('family rps_minhash: every band of every text', () => {
    const shared = new Shared(), theirs = reference(data!, 'rpv2-minhash'), wrong: string[] = [];
    let bands = 0, whole = 0, undefinedOnes = 0;
    for (const [id, text] of oracleTexts(data!)) {
      const lists = rpsMinhash.measureStrings(shared.load(Buffer.from(text), 'en')), record = theirs.get(id)!;
      ['0.7', '0.8', '0.9', '1.0'].forEach((similarity, k) => {
        const expected = record[`signature_sim${similarity}`] as string[] | { bands: number; sha256_of_concatenation: string } | null, ours = lists[k]!;
        if (expected === null || ours === null) { undefinedOnes++; if (expected !== ours) wrong.push(`${id} ${similarity}: ${ours === null ? 'undefined' : 'defined'}`); return; }
        bands += ours.length;
        if (Array.isArray(expected)) {
          whole++;
          if (JSON.stringify(ours) !== JSON.stringify(expected.map((band) => Buffer.from(band, 'base64').toString('hex')))) wrong.push(`${id} ${similarity}`);
          return;
        }
        const digest = createHash('sha256').update(Buffer.from(ours.join(''), 'hex')).digest('hex');
        if (ours.length !== expected.bands || digest.slice(0, 16) !== expected.sha256_of_concatenation) wrong.push(`${id} ${similarity}`);
      });
    }
    process.stdout.write(`oracle rps_minhash: 4 signals, ${bands} bands compared (${whole} lists byte by byte, the others by digest), ${undefinedOnes} undefined, ${wrong.length} lists differ\n`);
    expect(wrong).toEqual([]);
    expect(bands).toBeGreaterThan(50_000);
  });
});
