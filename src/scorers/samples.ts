import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { usage } from '../model/fault.js';

export type Task = 'toxicity' | 'quality';

/** One labelled text. */
export interface Sample {
  readonly text: string;
  /** Wanted probability, 0 to 1; from 0.5 on the text counts as positive. */
  readonly target: number;
  readonly lang: string;
  /** Index of its file. */
  readonly source: number;
  /** Taken from a file without labels, as an example of ordinary text (target 0): learned from, but in no AUC. */
  readonly background: boolean;
  /** Kept out of fitting, still evaluated: a label that the file's own documentation calls noise. */
  readonly evaluateOnly: boolean;
  /** Which of `FOLDS` parts it belongs to: a function of the lower-cased text alone. */
  readonly fold: number;
}
export interface Source { readonly name: string; readonly origin: string; readonly licence: string; readonly rows: number; readonly positives: number }

export const FOLDS = 5;

type Row = Readonly<Record<string, unknown>>;

/** Target of a row; undefined = a row without a label, null = a row to leave out. */
const TARGETS: Readonly<Record<Task, (row: Row) => number | undefined | null>> = {
  toxicity: (row) => (typeof row['toxic'] === 'number' ? row['toxic'] : row['toxic'] === null ? null : undefined),
  quality: (row) => {
    const label = (row['meta'] as Row | undefined)?.['label'] ?? row['label'];
    return label === 0 || label === 1 ? label : null;
  },
};

/** MLMA tweets are labelled toxic for any sentiment but `normal`, so for fear and sadness too; those are noise. */
const noise = (row: Row): boolean => typeof row['sentiment'] === 'string' && row['sentiment'] !== 'normal' && !/offensive|hateful|abusive|disrespectful/.test(row['sentiment']);

const foldOf = (text: string): number => createHash('sha1').update(text.toLowerCase()).digest().readUInt32BE(0) % FOLDS;

/** Lines of a JSONL file, `.gz` or plain. */
export const readLines = (path: string): Row[] => {
  if (!existsSync(path)) throw usage(`data ${path}: no such file, give JSONL files with a label a line`);
  const bytes = readFileSync(path), text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text.split('\n').filter((line) => line.trim() !== '').map((line, i) => {
    try { return JSON.parse(line) as Row; } catch { throw usage(`data ${path}: line ${i + 1} is not JSON, expected one object a line`); }
  });
};

/** What a `catalog.jsonl` beside the file or up to two folders above says of it. */
const catalogued = (path: string): { origin: string; licence: string } => {
  for (let folder = dirname(resolve(path)), depth = 0; depth < 3; depth++, folder = dirname(folder)) {
    const catalog = join(folder, 'catalog.jsonl');
    if (!existsSync(catalog)) continue;
    const entry = readLines(catalog).find((row) => row['file'] === relative(folder, resolve(path)).replaceAll('\\', '/'));
    if (entry) return { origin: [entry['source'], entry['commit']].filter(Boolean).join('@'), licence: String(entry['licence'] ?? 'unknown') };
  }
  return { origin: '', licence: 'unknown' };
};

/** File name without folder and endings: how figures name a source. */
export const nameOf = (path: string): string => basename(path).replace(/\.gz$/, '').replace(/\.jsonl$/, '');

/**
 * Reads labelled texts. Toxicity: `toxic` is 0, 1 or the share of raters; rows without that field are background; null is left out.
 * Quality: `meta.label` (or `label`) is 1 keep or 0 drop; anything else is left out. `text` must be a string with something in it.
 * @throws Fault (usage) naming a file that is missing, not JSONL, or without a usable row
 */
export const readSamples = (task: Task, paths: readonly string[]): { readonly samples: Sample[]; readonly sources: Source[] } => {
  const samples: Sample[] = [], sources: Source[] = [];
  paths.forEach((path, source) => {
    const before = samples.length;
    for (const row of readLines(path)) {
      const { text, lang } = row, target = TARGETS[task](row);
      if (typeof text !== 'string' || text.trim() === '' || target === null) continue;
      samples.push({
        text, target: target ?? 0, lang: typeof lang === 'string' ? lang : 'und', source, background: target === undefined,
        evaluateOnly: noise(row), fold: foldOf(text),
      });
    }
    const own = samples.slice(before);
    if (own.length === 0) throw usage(`data ${path}: no row with a text and a label for ${task}, expected ${task === 'toxicity' ? '`toxic`' : '`meta.label`'}`);
    sources.push({ name: nameOf(path), ...catalogued(path), rows: own.length, positives: own.filter((sample) => sample.target >= 0.5).length });
  });
  return { samples, sources };
};
