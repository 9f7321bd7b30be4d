import type { Observable } from 'rxjs';
import type { Batch } from './batch.js';
import type { Columns, Packed, TextColumn } from './columns.js';

/** One assigned partition of a log. */
export interface Partition {
  readonly topic: string;
  readonly partition: number;
  /** Pull-driven: emits only while the partition has credit; `commit` of a batch gives its credit back. Completes when stopped. */
  readonly batches: Observable<Batch>;
  /** Position of a record in the log counted without gaps: Kafka's offset itself; for files the records of earlier files + ordinal. */
  readonly dense: (offset: bigint) => number;
  /** Declares that [first, next) is being written, before its first effect. Throws when the partition is no longer ours. */
  readonly intend: (batch: Batch) => Promise<void>;
  /** The batch is whole. */
  readonly commit: (batch: Batch) => Promise<void>;
}

/** A range of log positions and the version of its tokens (raised by a deliberate re-ingest). */
export interface Range {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
  readonly version: number;
}

/** ClickHouse, embedded or server: the one store. */
export interface Store {
  /**
   * Inserts one block, in one statement, under the token `<table>:<topic>:<partition>:<from>:<to>:<version>`; a repeat with the same
   * token is a no-op. Columns the table lacks are refused, table columns that are not given take their default. Retries transient
   * trouble with bounded backoff; the same bytes, settings and token each time.
   */
  readonly insert: (table: string, rows: number, columns: Columns, range: Range) => Promise<void>;
  /** Has this table rows (`ingest_batches`, `stats`: a row) of the range? One block is all or nothing, so any row means all. */
  readonly present: (table: string, range: Range) => Promise<boolean>;
  /** Rows of a SELECT as objects; 64-bit integers as strings. `{name:Type}` parameters. */
  readonly rows: <T>(sql: string, params?: Readonly<Record<string, unknown>>) => Promise<T[]>;
  /** A statement without a result. */
  readonly command: (sql: string, params?: Readonly<Record<string, unknown>>) => Promise<void>;
  /** The result of a SELECT in any ClickHouse format, as it arrives. */
  readonly stream: (sql: string, format: string, params?: Readonly<Record<string, unknown>>) => AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** Runs the steps of a topology over a batch, in a worker thread or inline. */
export interface Cpu {
  readonly run: (batch: Batch) => Promise<Batch>;
  readonly close: () => Promise<void>;
}

/** Says in which language a text is. */
export interface Language {
  /** `lang`: ISO 639 code, 'und' below the minimum of length or score; `score` in [0,1], null when nothing could be said. */
  readonly identify: (text: Uint8Array) => { readonly lang: string; readonly score: number | null };
}

/** A model behind a column: texts in, one number per text and output. */
export interface Scorer {
  readonly name: string;
  /** Column names, `<scorer>_<output>`. */
  readonly outputs: readonly string[];
  /** `name@version#first8ofsha256`, stored as `<scorer>_model`. */
  readonly model: string;
  /** One array per output, one value per text; NaN = undefined. `lang` has one row per text. */
  readonly score: (texts: Packed, lang: TextColumn) => Promise<readonly Float64Array<ArrayBuffer>[]>;
}

/** Content, URL and band hashes of pages, for the dedup window. */
export interface Sketcher {
  /** Hash of every setting that changes a sketch; a window refuses rows of another one. */
  readonly config: bigint;
  readonly bands: number;
  /** Adds `content_hash`, `url_hash` (hash; 0 = no URL), `bands` (bytes, 8 a band, zeros when skipped), `near_skipped` (number 0/1). */
  readonly sketch: (texts: Packed, url: TextColumn) => Columns;
}

/** One stored fingerprint, as a restore reads it. */
export interface Fingerprint {
  /** Gapless position in the log (`Partition.dense`). */
  readonly position: number;
  readonly id: bigint;
  readonly content: bigint;
  readonly url: bigint;
  /** 8 bytes a band, as stored. */
  readonly bands: Uint8Array;
  readonly kind: DuplicateKind;
  /** `stream_dup_of`, 0 = none. */
  readonly dupOf: bigint;
  /** `stream_url_of`, 0 = none. */
  readonly urlOf: bigint;
  /** `stream_entered`. */
  readonly entered: bigint;
}

/** '' = first of its kind inside the window. The order is that of the layers: the first that applies names the kind. */
export const DUPLICATE_KINDS = ['', 'replay', 'exact', 'url', 'near'] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** What the window of a partition reads: rows in log order, one value a row (`bands`: 8 bytes a band; all zero = no near layer). */
export interface Sketches {
  /** Gapless, ascending (`Partition.dense`). */
  readonly positions: Float64Array;
  readonly id: BigUint64Array;
  readonly content: BigUint64Array;
  /** 0 = no URL. */
  readonly url: BigUint64Array;
  readonly bands: Uint8Array;
}

/** What pages are, seen from the window of their partition; one value a row. */
export interface Marks {
  /** Index into `DUPLICATE_KINDS`. */
  readonly kind: Uint8Array<ArrayBuffer>;
  /** Id of the first page that it repeats; 0 when `kind` is 0. */
  readonly of: BigUint64Array<ArrayBuffer>;
  /** Id of the first page with its URL, whatever `kind` says; 0 when there is none. */
  readonly urlOf: BigUint64Array<ArrayBuffer>;
  /** Bit i: the window entered its band i. */
  readonly entered: BigUint64Array<ArrayBuffer>;
  /** How many of the bands it shares with the best near candidate, whatever `kind` says. */
  readonly bandHits: Uint8Array<ArrayBuffer>;
}

/** The memory of one partition: says of each page whether it was seen before. */
export interface DedupWindow {
  readonly mark: (rows: Sketches) => Marks;
}

/** What a store knows of one input file. */
export interface FileState {
  /** Its number in the log: offset of its record i is `seq * 2^32 + i`. */
  readonly seq: number;
  /** xxh64 of size and first MiB: the file itself, wherever it lies. */
  readonly fingerprint: bigint;
  readonly file: string;
  readonly bytes: number;
  readonly state: 'reading' | 'stored' | 'replaced' | 'abandoned';
  /** Records in it, when known (not while `reading`). */
  readonly records: number;
  readonly lostBytes: number;
  /** The `seq` whose rows this one replaces once it is whole; 0 = none. */
  readonly replaces: number;
}

/** A range of a file that was declared before its first effect; it may be partly written. */
export interface Intent {
  readonly from: bigint;
  readonly to: bigint;
}

/** The log position of the file route, kept in the store itself so that it lives and dies with the rows. */
export interface Ledger {
  /** Newest state of every file ever begun, by `seq`. */
  readonly files: () => Promise<FileState[]>;
  /** Records the state of a file (a new row; the newest one counts). */
  readonly put: (file: FileState) => Promise<void>;
  /** First position of the file that is in no whole batch, and how many batches are whole. */
  readonly progress: (seq: number) => Promise<{ readonly next: bigint; readonly batches: number }>;
  /** The newest intent of the file whose batch is not whole, or null. */
  readonly open: (seq: number) => Promise<Intent | null>;
  readonly intend: (intent: Intent) => Promise<void>;
  /** Deletes all rows of a file, or those at positions >= `from`, in every table. Safe to repeat. */
  readonly remove: (seq: number, from?: bigint) => Promise<void>;
}
