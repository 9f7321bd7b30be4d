import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { usage } from '../model/fault.js';

/** `model.json` of a model with the front end `hashed-ngrams`. */
const description = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  version: z.string().min(1),
  kind: z.literal('onnx'),
  front: z.literal('hashed-ngrams'),
  labels: z.array(z.string()).min(1),
  outputs: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).length(1),
  /** Front end (see `features.ts`) and how chunks become a page (see `aggregate.ts`). `languages`: those it was trained on. */
  input: z.object({
    bits: z.int().min(8).max(24), chunkBytes: z.int().min(64).max(1 << 20), chunks: z.int().min(1).max(4096),
    aggregate: z.enum(['max', 'mean']), languages: z.array(z.string()),
  }),
  licence: z.string(),
  trained_on: z.array(z.object({ source: z.string(), licence: z.string(), rows: z.int(), split: z.string() })),
  seed: z.int(),
});
export type ModelDescription = z.infer<typeof description>;

/** Reads and checks a model folder. @throws Fault (usage) naming the folder and every wrong field */
export const readModelFolder = (path: string): { readonly about: ModelDescription; readonly onnx: Uint8Array } => {
  const file = join(path, 'model.json'), graph = join(path, 'model.onnx');
  for (const needed of [file, graph]) if (!existsSync(needed)) throw usage(`model ${path}: ${needed} is missing, a model folder holds model.onnx, model.json, CARD.md`);
  let json: unknown;
  try { json = JSON.parse(readFileSync(file, 'utf8')); } catch { throw usage(`model ${path}: model.json is not JSON, train the model again`); }
  const parsed = description.safeParse(json);
  if (!parsed.success) throw usage(...parsed.error.issues.map((issue) => `model ${path}: model.json ${issue.path.join('.') || 'root'}: ${issue.message}`));
  return { about: parsed.data, onnx: readFileSync(graph) };
};
