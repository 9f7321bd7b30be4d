import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Signal, SignalFamily } from '../../src/model/signal.js';
import { Shared } from '../../src/text/shared.js';

export type Reference = Record<string, any>;

/** Lines of a gzipped JSONL file. Split on line feeds only: texts hold raw U+2028 and U+0085. */
const lines = (path: string): string[] => gunzipSync(readFileSync(path)).toString().split('\n').filter(Boolean);

/** The reference texts by id, each checked against its sha256. Texts with NUL are left out: ours are measured after NUL became U+FFFD. */
export const oracleTexts = (data: string): Map<string, string> => {
  const files = new Map<string, string[]>(), texts = new Map<string, string>();
  for (const line of lines(`${data}/oracle/texts.jsonl.gz`)) {
    const entry = JSON.parse(line) as { id: string; file: string | null; line: number; text?: string; sha256: string };
    if (entry.file !== null && !files.has(entry.file)) files.set(entry.file, gunzipSync(readFileSync(`${data}/${entry.file}`)).toString().split('\n'));
    const text = entry.text ?? (JSON.parse(files.get(entry.file!)![entry.line]!) as { text: string }).text;
    if (createHash('sha256').update(text).digest('hex') !== entry.sha256) throw new Error(`${entry.id}: not the text that the reference saw`);
    if (!text.includes('\0')) texts.set(entry.id, text);
  }
  return texts;
};

/** What a reference implementation returned, by text id. */
export const reference = (data: string, name: string): Map<string, Reference> =>
  new Map(lines(`${data}/oracle/${name}.jsonl.gz`).map((line) => { const entry = JSON.parse(line) as Reference; return [entry['id'] as string, entry]; }));

/** First 16 hex digits of the SHA-256 of a range of code points. */
export const digest = (cps: Int32Array, start: number, end: number): string => {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCodePoint(cps[i]!);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
};

/** Measures one text: signal name -> value, NaN as null. */
export const measurer = (family: SignalFamily<Shared>): ((text: string, lang: string) => Record<string, number | null>) => {
  const shared = new Shared(), out = new Float64Array(family.signals.length);
  return (text, lang) => {
    family.measure(shared.load(Buffer.from(text), lang), out, 0);
    return Object.fromEntries(family.signals.map(({ name }, k) => [name, Number.isNaN(out[k]) ? null : out[k]!]));
  };
};

/** Counts comparisons per signal; prints one line a family and one per signal that is not exact. */
export class Comparison {
  readonly deviations = new Map<string, number>();
  readonly mismatches: string[] = [];
  compared = 0;
  private readonly counts = new Map<string, { compared: number; different: number }>();

  /** Equal at 8 decimals, null equal to null only. */
  add(signal: string, id: string, ours: number | null | undefined, theirs: number | null): void {
    this.compared++;
    const count = this.counts.get(signal) ?? { compared: 0, different: 0 };
    this.counts.set(signal, count);
    count.compared++;
    const deviation = ours === theirs ? 0 : ours == null || theirs === null ? Infinity : Math.abs(ours - theirs);
    this.deviations.set(signal, Math.max(this.deviations.get(signal) ?? 0, deviation));
    if (deviation > 5e-9) { count.different++; this.mismatches.push(`${signal} ${id}: ours ${ours}, reference ${theirs}`); }
  }

  /** The line of a family. */
  print(family: string): void {
    const largest = Math.max(0, ...this.deviations.values());
    process.stdout.write(`oracle ${family}: ${this.counts.size} signals, ${this.compared} values compared, ${this.mismatches.length} mismatches, largest deviation ${largest.toPrecision(3)}\n`);
  }

  /** For a signal that stands on other tokens than the reference: prints its own line; returns its largest deviation, to be what the catalogue says. */
  largest({ name }: Signal): number {
    const { compared, different } = this.counts.get(name)!, largest = this.deviations.get(name)!;
    process.stdout.write(`oracle ${name}: ${compared} compared, ${different} different, largest deviation ${largest.toPrecision(3)}\n`);
    return Number(largest.toPrecision(3));
  }
}
