import { fileURLToPath } from 'node:url';

/** Root of the installed package: this file is `src/package.ts` in the source tree and `dist/src/package.js` once compiled. */
const ROOT = new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url);

/** URL of a compiled module, for worker threads: `src/thread-steps.js`. From a source tree under test it is that of the last build. */
export const compiledModule = (path: string): string => new URL(`dist/${path}`, ROOT).href;

/** Absolute path of a file that ships with the package: `schemas/001-store.sql`, `models/toxicity`. */
export const packageFile = (path: string): string => fileURLToPath(new URL(path, ROOT));
