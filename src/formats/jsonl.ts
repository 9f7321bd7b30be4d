/**
 * JSON lines: pieces of a file -> one record per non-blank line, over bytes that arrive in any cut. Lines end at LF and only there (texts hold
 * raw U+2028 and U+0085); a CR before it and a byte order mark before the first line are no part of a line. JSON is not parsed here.
 * A line in one piece, the usual case, is handed on as a view; others are joined once. A line longer than `cap` becomes `too_large`, its length counted.
 */
import { faultRecord, type Found } from './found.js';
import { headOf, type Damage, type Piece } from './piece.js';

const LF = 10, CR = 13, BRACE = 0x7b;
/** One object for all of them: a file may hold nothing else, a million in every piece. */
const BLANK_LINE: Found = { kind: 'skipped', why: 'blank line' };
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

export interface JsonlOptions {
  readonly cap: number;
  /** In a file that is not compressed a record's offset is its own, otherwise that of its member. */
  readonly plain: boolean;
}

export class JsonlParser {
  readonly #cap: number;
  readonly #plain: boolean;
  #found: Found[] = [];
  /** The line that has begun: its pieces (only the head of it once it is too long), length and offset. */
  #parts: Buffer[] = [];
  #length = 0;
  #at = 0;
  #first = true;
  /** After damage: where the next line begins is not known. */
  #adrift = false;

  constructor({ cap, plain }: JsonlOptions) {
    this.#cap = cap;
    this.#plain = plain;
  }

  /** What has been found since the last call. */
  take(): Found[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  push(piece: Piece): void {
    if (piece.kind === 'data') this.#data(piece);
    else if (piece.kind === 'lost') this.#found.push(piece);
    else if (piece.kind === 'damage') this.#damage(piece);
  }

  /** The file is over; a last line needs no LF. */
  end(): void {
    if (this.#length > 0) this.#line();
  }

  #data({ bytes: view, at }: Extract<Piece, { kind: 'data' }>): void {
    const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
    let p = 0;
    if (this.#adrift && bytes[0] !== BRACE) {
      p = bytes.indexOf(LF) + 1;
      if (p === 0) p = bytes.length;
      else this.#adrift = false;
      this.#found.push({ kind: 'lost', bytes: p });
    } else if (bytes.length > 0) this.#adrift = false;
    while (p < bytes.length) {
      if (bytes[p] === LF && this.#length === 0) { this.#found.push(BLANK_LINE); this.#first = false; p++; continue; }
      const feed = bytes.indexOf(LF, p);
      const end = feed < 0 ? bytes.length : feed;
      if (this.#length === 0) this.#at = this.#plain ? at + p : at;
      this.#hold(bytes.subarray(p, end));
      if (feed < 0) return;
      this.#line();
      p = feed + 1;
    }
  }

  #hold(part: Buffer): void {
    const before = this.#length;
    this.#length += part.length;
    if (before > this.#cap || part.length === 0) return;
    this.#parts.push(part);
    if (this.#length > this.#cap) this.#parts = [Buffer.from(headOf(this.#parts.length === 1 ? part : Buffer.concat(this.#parts)))];
  }

  #line(): void {
    let line: Buffer = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    const length = this.#length, fileOffset = this.#at;
    this.#parts = [];
    this.#length = 0;
    if (this.#first && line.indexOf(BOM) === 0) line = line.subarray(BOM.length);
    this.#first = false;
    if (length > this.#cap) {
      this.#found.push(faultRecord('too_large', `The line is ${length} bytes long, more than the ${this.#cap} that are read.`, { fileOffset, trueBytes: length, head: line }));
      return;
    }
    if (line[line.length - 1] === CR) line = line.subarray(0, -1);
    if (blank(line)) { this.#found.push(BLANK_LINE); return; }
    this.#found.push({
      kind: 'record',
      record: { form: 'json', recordId: '', url: null, mediaType: '', crawlTime: null, fileOffset, payload: line, trueBytes: line.length, reason: '', detail: '' },
    });
  }

  #damage({ reason, detail, at, lost, head }: Damage): void {
    this.#parts = [];
    this.#length = 0;
    this.#adrift = true;
    this.#found.push(faultRecord(reason, detail, { fileOffset: at, trueBytes: lost, head }), { kind: 'lost', bytes: lost });
  }
}

const blank = (line: Buffer): boolean => {
  for (const byte of line) if (byte !== 32 && byte !== 9 && byte !== CR) return false;
  return true;
};
