// Writes the generated pages of docs/ from the compiled catalogue, presets and settings: npm run docs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { generatedDocs } from '../dist/src/docs.js';

const folder = new URL('../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(generatedDocs())) writeFileSync(new URL(name, folder), text);
