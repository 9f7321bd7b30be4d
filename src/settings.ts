import { cpus, totalmem } from 'node:os';
import { z } from 'zod';

/** What a model file in the settings is. */
export const scorerSpec = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: z.enum(['onnx']),
  path: z.string().min(1),
});
export type ScorerSpec = z.infer<typeof scorerSpec>;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, kb: 1e3, kib: 2 ** 10, m: 1e6, mb: 1e6, mib: 2 ** 20, g: 1e9, gb: 1e9, gib: 2 ** 30 };

/** `16MiB`, `16777216` or 16777216 -> bytes. */
const bytes = (min: number, max: number) =>
  z.preprocess((raw) => {
    const match = typeof raw === 'string' ? /^([0-9.]+)\s*([a-z]*)$/i.exec(raw.trim()) : null;
    const unit = match && UNITS[match[2]!.toLowerCase()];
    return unit ? Number(match[1]) * unit : raw;
  }, z.int().min(min).max(max));

/** Numbers come as text from flags and the environment. */
const integer = (min: number, max: number) =>
  z.preprocess((raw) => (typeof raw === 'string' && /^-?\d+$/.test(raw.trim()) ? Number(raw) : raw), z.int().min(min).max(max));

/** `a,b` or a list -> a list without repeats. */
const names = z.preprocess(
  (raw) => (typeof raw === 'string' ? raw.split(',').map((name) => name.trim()).filter(Boolean) : raw),
  z.array(z.string().min(1)).min(1).transform((list) => [...new Set(list)]),
);

/** `host:port,host:port` or a list -> a list; a port is required, as clients of Kafka do not guess it. */
const brokers = z.preprocess(
  (raw) => (typeof raw === 'string' ? raw.split(',').map((name) => name.trim()).filter(Boolean) : raw),
  z.array(z.string().regex(/^[^\s:/]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i)),
);

/** Is this name of a signal family the path of a module? */
export const namesModule = (name: string): boolean => /[\\/]|\.[cm]?[jt]s$/i.test(name);

/** Half of the memory of this machine, or of this container. */
const halfMemory = Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2);

/** One setting: where it can be given, what it may be, what it is otherwise. */
export interface Setting {
  /** Key in the file; a dot nests. */
  readonly key: string;
  /** Long flag without dashes; '' = file only. */
  readonly flag: string;
  readonly schema: z.ZodType;
  readonly fallback: unknown;
  /** What may stand there, in words, for error messages and docs. */
  readonly allowed: string;
  readonly help: string;
}

/** Every setting. `--help`, `thresher config`, `docs/configuration.md` and the checks all come from this table. */
export const SETTINGS = [
  { key: 'store', flag: 'store', schema: z.string().min(1), fallback: './thresher-store', allowed: 'a folder or http(s)://user:password@host:8123',
    help: 'where pages are kept: a folder holds the embedded ClickHouse, a URL names a server' },
  { key: 'database', flag: 'database', schema: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), fallback: 'thresher', allowed: 'letters, digits and _',
    help: 'ClickHouse database' },
  { key: 'brokers', flag: 'brokers', schema: brokers, fallback: [], allowed: 'host:port[,host:port ...]',
    help: 'Kafka brokers to bootstrap from' },
  { key: 'topic', flag: 'topic', schema: z.string().regex(/^[A-Za-z0-9._-]{1,249}$/), fallback: 'crawl.records', allowed: 'letters, digits, ., _ and -, at most 249',
    help: 'topic of crawl records; dead letters go to the topic of that name with .dlq behind it' },
  { key: 'group', flag: 'group', schema: z.string().min(1).max(249), fallback: 'thresher-curate', allowed: '1 to 249 characters', help: 'consumer group of `run curate`' },
  { key: 'registry', flag: 'registry', schema: z.url({ protocol: /^https?$/ }).nullable(), fallback: null, allowed: 'http(s)://[user:password@]host:8081',
    help: 'schema registry: values travel as Avro; without it as JSON' },
  { key: 'workers', flag: 'workers', schema: integer(0, 256), fallback: cpus().length, allowed: '0 to 256',
    help: 'worker threads; 0 computes inline. Default: the number of cores' },
  { key: 'batchRows', flag: 'batch-rows', schema: integer(1, 50_000), fallback: 2000, allowed: '1 to 50000', help: 'most records in a batch' },
  { key: 'batchBytes', flag: 'batch-bytes', schema: bytes(1, 64 * 2 ** 20), fallback: 16 * 2 ** 20, allowed: '1 to 64MiB', help: 'most bytes in a batch' },
  { key: 'inflightBytes', flag: 'inflight-bytes', schema: bytes(1, 2 ** 40), fallback: 512 * 2 ** 20, allowed: '1 byte or more',
    help: 'most bytes of records that are read and not yet stored' },
  { key: 'maxTextBytes', flag: 'max-text-bytes', schema: bytes(1, 64 * 2 ** 20), fallback: 4 * 2 ** 20, allowed: '1 to 64MiB',
    help: 'longest text in bytes of UTF-8; a longer one is rejected as too_large' },
  { key: 'dedup.window', flag: 'dedup-window', schema: integer(1, 100_000_000), fallback: 1_000_000, allowed: '1 to 100000000',
    help: 'documents per generation and partition that duplicates are looked for in' },
  { key: 'dedup.bands', flag: 'dedup-bands', schema: integer(1, 64), fallback: 14, allowed: '1 to 64, bands x rows <= 128', help: 'LSH bands' },
  { key: 'dedup.rows', flag: 'dedup-rows', schema: integer(1, 128), fallback: 8, allowed: '1 to 128, bands x rows <= 128', help: 'MinHash values in a band' },
  { key: 'dedup.memory', flag: 'dedup-memory', schema: bytes(1, 2 ** 50), fallback: halfMemory, allowed: '1 byte or more',
    help: 'most bytes that the dedup windows of all partitions of a process may come to take; more partitions than fit are refused. Default: half of the memory' },
  { key: 'signals', flag: 'signals', schema: names, fallback: ['rps', 'gopher', 'c4', 'fineweb'], allowed: 'names of families, paths of modules (.js), or all',
    help: 'signal families that are measured; a path names the module of a family of your own' },
  { key: 'presets', flag: 'presets', schema: names, fallback: ['gopher', 'c4', 'fineweb'], allowed: 'names of presets', help: 'presets that are judged while streaming' },
  { key: 'lang', flag: 'lang', schema: z.string().regex(/^[a-z]{2,3}$/).nullable(), fallback: null, allowed: 'an ISO 639 code',
    help: 'takes every page for this language (lang_score 1) instead of identifying it' },
  { key: 'ut1', flag: 'ut1', schema: z.string().min(1).nullable(), fallback: null, allowed: 'a folder with <category>/domains or <category>.domains[.gz]',
    help: 'lists of hosts and URLs by category as the University of Toulouse publishes them (UT1); without them, signals of lists are undefined' },
  { key: 'scorers', flag: '', schema: z.array(scorerSpec), fallback: [{ name: 'toxicity', kind: 'onnx', path: 'models/toxicity' }, { name: 'quality', kind: 'onnx', path: 'models/quality' }],
    allowed: 'a list of {name, kind: onnx, path}', help: 'models that score every page; a path that does not exist here is looked for in the package' },
  { key: 'http.host', flag: 'host', schema: z.string().min(1), fallback: '127.0.0.1', allowed: 'an address', help: 'address of /livez, /readyz, /metrics' },
  { key: 'http.port', flag: 'port', schema: integer(0, 65_535), fallback: 8686, allowed: '0 to 65535; 0 takes a free one',
    help: 'port of /livez, /readyz, /metrics and /version; they are served when it is set' },
] as const satisfies readonly Setting[];

/** Environment variable of a setting: `dedup.window` -> `THRESHER_DEDUP_WINDOW`. */
export const variable = (key: string): string =>
  `THRESHER_${key.replace('http.', '').replace(/\./g, '_').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`;
