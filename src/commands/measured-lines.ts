import type { Batch } from '../model/batch.js';
import { count, valueAt, type Column } from '../model/columns.js';
import type { Rejection } from '../model/rejection.js';
import { signalAt } from './signal-at.js';

/** What a line holds beside what every page has. */
export interface LineShape {
  readonly signals: readonly string[];
  readonly scores: readonly string[];
  readonly fingerprints: boolean;
}

const json = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
/** JSON of a cell; numbers in their shortest form that is read back as the same number. */
const cell = (column: Column | undefined, row: number): string => {
  if (column?.kind === 'number') return column.nulls[row] ? 'null' : String(column.values[row]!);
  return column === undefined ? 'null' : json(valueAt(column, row) as string | null);
};

const object = (names: readonly string[], value: (name: string) => string): string => `{${names.map((name) => `${JSON.stringify(name)}:${value(name)}`).join(',')}}`;

/** 64 bits as 16 hex digits. */
const hex = (value: bigint): string => value.toString(16).padStart(16, '0');

/** Hashes of a page: `url` is null without one, `bands` empty for a text too short for them. */
export const fingerprintsOf = ({ columns }: Batch, row: number): { content: string; url: string | null; bands: string[] } => {
  const { content_hash: content, url_hash: url, bands, near_skipped: skipped } = columns;
  if (content?.kind !== 'hash' || url?.kind !== 'hash' || bands?.kind !== 'bytes') throw new TypeError('fingerprints need the columns of the step sketch');
  const words = new DataView(bands.values.buffer, bands.values.byteOffset + row * bands.width, bands.width), list: string[] = [];
  if (!(skipped?.kind === 'number' && skipped.values[row])) for (let at = 0; at < bands.width; at += 8) list.push(hex(words.getBigUint64(at, true)));
  return { content: hex(content.values[row]!), url: url.values[row] === 0n ? null : hex(url.values[row]!), bands: list };
};

const pageLine = (batch: Batch, row: number, { signals, scores, fingerprints: wanted }: LineShape): string => {
  const of = (name: string): string => cell(batch.columns[name], row);
  const signal = (name: string): string => (batch.columns[name]?.kind === 'number' ? of(name) : JSON.stringify(signalAt(batch.columns, name, row)));
  return `{"file":${of('file')},"ordinal":${of('ordinal')},"record_id":${of('record_id')},"url":${of('url')},"snapshot":${of('snapshot')},"rejection":null,`
    + `"text_bytes":${of('text_bytes')},"text_chars":${of('text_chars')},"lang":${of('lang')},"lang_score":${of('lang_score')},"segmentation":${of('segmentation')},`
    + `"signals":${object(signals, signal)},"scores":${object(scores, of)},"fingerprints":${wanted ? JSON.stringify(fingerprintsOf(batch, row)) : 'null'}}\n`;
};

const rejectionLine = ({ file, ordinal, recordId, url, snapshot, reason }: Rejection, { signals, scores }: LineShape): string => {
  const nothing = (): string => 'null';
  return `{"file":${json(file)},"ordinal":${ordinal},"record_id":${json(recordId)},"url":${json(url)},"snapshot":${json(snapshot)},"rejection":${json(reason)},`
    + `"text_bytes":null,"text_chars":null,"lang":null,"lang_score":null,"segmentation":null,"signals":${object(signals, nothing)},"scores":${object(scores, nothing)},"fingerprints":null}\n`;
};

/** A computed batch -> one line of JSON a record, in the order of the records. */
export const measuredLines = (batch: Batch, shape: LineShape): string => {
  const lines = new Array<string>(Number(batch.next - batch.first)), position = batch.columns['position'], rows = count(batch.payloads);
  if (rows > 0 && position?.kind !== 'number') throw new TypeError('measure needs the number column position');
  for (let row = 0; row < rows; row++) lines[(position as Column & { kind: 'number' }).values[row]!] = pageLine(batch, row, shape);
  for (const rejection of batch.rejections) lines[rejection.position] = rejectionLine(rejection, shape);
  return lines.join('');
};
