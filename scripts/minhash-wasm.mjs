// Compiles src/dedup/minhash.wat into src/dedup/minhash-wasm.ts (base64, committed). Run after a change of the .wat: node scripts/minhash-wasm.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import wabt from 'wabt';

const source = new URL('../src/dedup/minhash.wat', import.meta.url);
const target = new URL('../src/dedup/minhash-wasm.ts', import.meta.url);

/** The text of `minhash-wasm.ts`, compiled now. */
export const compile = async () => {
  const { parseWat } = await wabt();
  const parsed = parseWat('minhash.wat', readFileSync(source, 'utf8'), { simd: true });
  try {
    const { buffer } = parsed.toBinary({ write_debug_names: false });
    const lines = Buffer.from(buffer).toString('base64').match(/.{1,120}/g);
    return [
      '/** `minhash.wat`, compiled by `scripts/minhash-wasm.mjs`: WebAssembly with SIMD, base64. A test recompiles it and compares. */',
      'export const MINHASH_WASM = [',
      ...lines.map((line) => `  '${line}',`),
      "].join('');",
      '',
    ].join('\n');
  } finally { parsed.destroy(); }
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(target, await compile());
