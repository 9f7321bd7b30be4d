// Compiles every minhash.wat into the minhash-wasm.ts beside it (base64, committed). Run after a change of a .wat: node scripts/minhash-wasm.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import wabt from 'wabt';

/** Folders of the kernels. */
const FOLDERS = ['src/dedup', 'src/signals/rps'];
const fileIn = (folder, name) => new URL(`../${folder}/${name}`, import.meta.url);

/** The text of the `minhash-wasm.ts` of a folder, compiled now. */
export const compile = async (folder) => {
  const { parseWat } = await wabt();
  const parsed = parseWat('minhash.wat', readFileSync(fileIn(folder, 'minhash.wat'), 'utf8'), { simd: true });
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

if (import.meta.url === pathToFileURL(process.argv[1]).href) for (const folder of FOLDERS) writeFileSync(fileIn(folder, 'minhash-wasm.ts'), await compile(folder));
