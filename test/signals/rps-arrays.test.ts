import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rpsLines } from '../../src/signals/rps-lines.js';
import { rpsMinhash } from '../../src/signals/rps-minhash.js';
import { plainKernel, wasmKernel } from '../../src/signals/rps/kernel.js';
import { permutations } from '../../src/signals/rps/permutations.js';
import { sha1Word } from '../../src/signals/rps/sha1-word.js';
import { minima } from '../../src/signals/rps/signature.js';
import { Shared } from '../../src/text/shared.js';
import { textsWith } from './compare-with-twin.js';
import { seeded } from './generate.js';
import { asUnicode14 } from './plain/python.js';
import { plainLines } from './plain/rps-lines.js';
import { plainSignatures } from './plain/rps-minhash.js';

const TEXTS = textsWith(['JavaScript', 'javascript:', '\n•', '\n– 12', '\n12 34\n', '\n１２三\n', '\n½\n', '\nÉÀ\n', '”\n', '?\u3000\n', '\n\n', '\r\n', '\u2028', '\u{1F600}']);
const shared = new Shared();
const linesOf = (text: string): Record<string, number[][]> => {
  const { count, starts, ends, values } = rpsLines.measureLines(shared.load(Buffer.from(text), 'en'));
  return Object.fromEntries(rpsLines.signals.map(({ name }, k) => [name, Array.from({ length: count }, (_, i) => [starts[i]!, ends[i]!, values[k]![i]!])]));
};

describe('family rps_lines', () => {
  test('equals its plain twin on 2,000 generated texts, within the ranges of the catalogue', () => {
    const seen = new Map<string, Set<number>>();
    TEXTS.forEach((text, i) => {
      const ours = linesOf(text);
      expect(ours, `text ${i}`).toEqual(plainLines(text));
      for (const { name, range: [least, most] } of rpsLines.signals) {
        for (const [, , value] of ours[name]!) {
          expect(value! >= (least ?? -Infinity) && value! <= (most ?? Infinity), name).toBe(true);
          seen.set(name, (seen.get(name) ?? new Set()).add(value!));
        }
      }
    });
    for (const { name } of rpsLines.signals) expect(seen.get(name)!.size, name).toBeGreaterThan(1);
  });

  // Origin: computed by RedPajama-V2's own code.
  test('vectors of the reference', () => {
    const first = linesOf('The cat\'s HAT, don\'t!\nLorem ipsum {x}\n\n• item one…\n– JavaScript: on!\n“Quoted.”'), column = (name: string): number[] => first[`rps_lines_${name}`]!.map(([, , value]) => value!);
    expect(first['rps_lines_num_words']!.map(([start, end]) => [start, end])).toEqual([[0, 22], [22, 38], [38, 39], [39, 51], [51, 69], [69, 78]]);
    expect(['ending_with_terminal_punctution_mark', 'javascript_counts', 'num_words', 'start_with_bulletpoint', 'uppercase_letter_fraction'].map(column)).toEqual([
      [1, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 0], [4, 3, 0, 3, 3, 1], [0, 0, 0, 1, 1, 0], [0.18181818, 0.0625, 0, 0, 0.11111111, 0.11111111]]);
    const second = linesOf('École 中文 三百 １２ 😀 don\'t\u2028İstanbul ΣΑΣ e\u0301té.');
    expect([second['rps_lines_numerical_chars_fraction'], second['rps_lines_uppercase_letter_fraction']]).toEqual([[[0, 41, 0.0952381]], [[0, 41, 0.12195122]]]);
  });

  test('many lines, and lines after a long text', () => {
    const { rps_lines_num_words: many } = linesOf('a b\n'.repeat(300_000));
    expect([many!.length, many!.at(-1)]).toEqual([300_000, [1_199_996, 1_200_000, 2]]);
    expect(linesOf('x\ny')['rps_lines_num_words']).toEqual([[0, 2, 1], [2, 3, 1]]);
  });
});

describe('family rps_minhash', () => {
  const bandsOf = (text: string) => rpsMinhash.measureStrings(shared.load(Buffer.from(text), 'en'));

  test('equals its plain twin on 500 generated texts', () => {
    const texts = TEXTS.filter((text) => asUnicode14(text) === text).slice(0, 500);
    expect(texts).toHaveLength(500);
    texts.forEach((text, i) => expect(bandsOf(text), `text ${i}`).toEqual(plainSignatures(text)));
    expect(new Set(texts.map((text) => bandsOf(text)[3]?.[0] ?? '')).size).toBeGreaterThan(300);
  });

  // Origin: computed by RedPajama-V2's own code.
  test('vectors of the reference', () => {
    const [low, , , high] = bandsOf('a b a b a b a b c d e f g h i j k l m n o p');
    expect(low![0]).toBe('05d5098f1a49b9954b5ab553080ae0d80913597e0d73dbf327927b600882e4f701c3a361');
    expect(createHash('sha256').update(Buffer.from(high![0]!, 'hex')).digest('hex')).toBe('ad0dce5f022872bd40ea07a32dedc34f883ca3f819d62ec8e704f1b63ab81df1');
    expect(bandsOf('a b c d e f g h i j k l')).toEqual([null, null, null, null]);
    expect(bandsOf('a b c d e f g h i j k l m')!.map((bands) => bands!.length)).toEqual([14, 9, 5, 1]);
  });

  // Origin: numpy 1.26.4, RandomState(42); the digest is of 2 x 128 little-endian uint64.
  test('hash functions are those of RandomState(42)', () => {
    const pairs = permutations();
    expect([pairs[0], pairs[128], pairs[127], pairs[255]]).toEqual([2297359619001564596n, 1396682528897996046n, 820746394777708562n, 1047798402161213417n]);
    expect(createHash('sha256').update(new Uint8Array(pairs.buffer)).digest('hex')).toBe('6a5665743fa1884640a8eb3543348255a90b4dbd55b093f39e3d61ac90eac9e1');
  });

  test('the word of SHA-1 for every length around the ends of its blocks', () => {
    const bytes = Uint8Array.from({ length: 400 }, (_, i) => (i * 37 + 11) % 256);
    for (let length = 0; length < 200; length++) expect(sha1Word(bytes, 7, 7 + length) >>> 0, `${length}`).toBe(createHash('sha1').update(bytes.subarray(7, 7 + length)).digest().readUInt32LE(0));
  });

  test('the committed WebAssembly is the compiled minhash.wat', async () => {
    // @ts-expect-error a build script without types
    const { compile } = await import('../../scripts/minhash-wasm.mjs') as { compile: (folder: string) => Promise<string> };
    expect(readFileSync(new URL('../../src/signals/rps/minhash-wasm.ts', import.meta.url), 'utf8')).toBe(await compile('src/signals/rps'));
  });

  test('WebAssembly and plain kernel agree bit for bit, whatever the pieces: words of 1 to 3,000 letters, texts of 13 to 9,000 words', () => {
    const plain = plainKernel(), kernels = [wasmKernel()!, wasmKernel(20, 4096)!, wasmKernel(64, 512)!], next = seeded(9), below = (n: number): number => Math.floor(next() * n);
    const letters = [...'abcdefghijklmnopqrstuvwxyz', 'é', '中', '文', '\u{1D49C}'], word = (): string => {
      const length = next() < 0.02 ? 1 + below(300) : 1 + below(12);
      return Array.from({ length }, () => letters[below(letters.length)]!).join('');
    };
    const texts = Array.from({ length: 300 }, (_, i) => Array.from({ length: i < 40 ? 13 + i : 13 + below(200) }, word).join(' '));
    texts.push(Array.from({ length: 9000 }, word).join(' '), `${'中'.repeat(3000)} `.repeat(14), `a b c d ${'x'.repeat(3000)} `.repeat(20));
    const expected = new Uint32Array(128), ours = new Uint32Array(128);
    texts.forEach((text, i) => {
      const { words } = shared.load(Buffer.from(text), 'en');
      plain(words, expected);
      kernels.forEach((kernel, k) => {
        kernel(words, ours);
        expect(Buffer.compare(Buffer.from(ours.buffer), Buffer.from(expected.buffer)), `text ${i}, kernel ${k}`).toBe(0);
      });
    });
  });

  // With one function each the carry from the low word runs through to the top three bits: one hash and function in 2^30. Found by solving for them.
  const CARRIES = [3939763118, 275371441, 352899208, 153175914];
  test('minima of hashes, the odd ones among them', () => {
    const next = seeded(5), pairs = permutations(), P = (1n << 61n) - 1n, out = new Uint32Array(128);
    const expected = (h: number, k: number): number => Number(((BigInt.asUintN(64, BigInt(h) * pairs[k]! + pairs[128 + k]!)) % P) & 0xffffffffn);
    const one = new Int32Array(1);
    for (const h of [0, 1, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, ...CARRIES, ...Array.from({ length: 3000 }, () => Math.floor(next() * 2 ** 32))]) {
      one[0] = h;
      minima(one, 1, out);
      for (let k = 0; k < 128; k++) if (out[k] !== expected(h, k)) expect([h, k, out[k]]).toEqual([h, k, expected(h, k)]);
    }
    minima(one, 0, out);
    expect(new Set(out)).toEqual(new Set([0xffffffff]));
  });
});
