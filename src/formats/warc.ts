/**
 * Pieces of a file -> WARC records (ISO 28500; WET is WARC with `conversion` records), as a push parser over bytes that arrive in any cut.
 *
 * A record is: version line, fields, blank line, Content-Length bytes, two newlines. Archives in the wild break each of these, so nothing is
 * handed on until what follows has been seen:
 *  - A complete record waits (`#done`) for the next version line, the end of its gzip member or of the file. If other bytes follow, its
 *    length lied. Too long: a version line stands inside its body; the record is `malformed_warc`, reading goes on at that line. Too short: no
 *    such line; the record is `malformed_warc` and bytes are lost up to the next one. Two newlines and then other bytes: the record is kept.
 *    A body that ends in the newlines which are missing behind it is too long as well.
 *  - When the check sum of its member turns out wrong, the waiting record is dropped in favour of the damage.
 *  - A body without a (usable) length, longer than `cap`, said to reach beyond the end of the file, or in a file that has lied 16 times, is
 *    scanned for the next version line as it passes: bounded memory, bounded work, at the price that a WARC file stored inside such a
 *    body would be taken for its neighbours.
 * Bodies are kept as views of the pieces until they are whole, then joined once: a record in one piece, the usual case, is copied at most once.
 *
 * Example: `... Content-Length: 4 LF LF abcdef LF LF WARC/1.0 ...`: body `abcd`, then `ef` where a newline or a version line should be; no
 * version line inside `abcd`, so: fault record (malformed_warc), lost = header + 4 + 4 bytes, and the next record is read as usual.
 */
import { classify, mayBePage, SkipKinds } from './classify.js';
import { headEnd, MAX_HEAD } from './fields.js';
import { faultRecord, type Found } from './found.js';
import type { RejectionReason } from '../model/rejection.js';
import { headOf, type Damage, type Piece } from './piece.js';
import { boundary, LOOKAHEAD, versionAt, warcHeader, type WarcHeader } from './warc-header.js';

const MAX_LIES = 16;
/** A record does not wait longer than this for what follows it. */
const MAX_GAP = 1024;
const NOTHING = Buffer.alloc(0);
const LF = 10, CR = 13;

/** A record whose header has been read. */
interface Open {
  readonly header: WarcHeader;
  readonly at: number;
  readonly headBytes: Buffer;
  /** Body pieces; only the first `MAX_HEAD` bytes once `over`. */
  parts: Buffer[];
  have: number;
  /** Longer than the cap: body no longer kept. */
  over: boolean;
  /** Looked through for the next version line while it passes. */
  readonly scanned: boolean;
}

export interface WarcOptions {
  /** Bodies longer than this are not kept, the record becomes `too_large`. */
  readonly cap: number;
  /** Length of a file that is not compressed; null otherwise. Then a record's offset is that of its member. */
  readonly plainBytes: number | null;
}

export class WarcParser {
  readonly #cap: number;
  readonly #plainBytes: number | null;
  readonly #kinds = new SkipKinds();
  #found: Found[] = [];
  #state: 'gap' | 'head' | 'body' | 'garbage' = 'gap';
  /** Bytes at hand, the place in them, the byte before them, and from which index on they have which file offset. */
  #bytes: Buffer = NOTHING;
  #p = 0;
  #before = LF;
  #spans: { readonly from: number; readonly at: number }[] = [{ from: 0, at: 0 }];
  #open: Open | null = null;
  #done: Open | null = null;
  /** What stood between the record that waits and here. */
  #gap: Buffer[] = [];
  #garbage = { bytes: 0, at: 0, head: NOTHING as Uint8Array, faulty: true };
  #afterDamage = false;
  #lies = 0;

  constructor({ cap, plainBytes }: WarcOptions) {
    this.#cap = cap;
    this.#plainBytes = plainBytes;
  }

  /** What has been found since the last call. */
  take(): Found[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  push(piece: Piece): void {
    if (piece.kind === 'data') this.#data(piece);
    else if (piece.kind === 'end') { if (this.#bytes.length === 0) this.#deliver(); }
    else if (piece.kind === 'lost') this.#found.push(piece);
    else this.#damage(piece);
  }

  /** The file is over. */
  end(): void {
    this.#work(TRUNCATED);
    this.#deliver();
  }

  #data({ bytes, at, start }: Extract<Piece, { kind: 'data' }>): void {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (start && this.#state === 'body' && boundary(piece.subarray(0, LOOKAHEAD), 0) === 0) this.#work(SHORT);
    const kept = this.#bytes.length;
    this.#spans = kept === 0 ? [{ from: 0, at }] : [this.#spans[0]!, { from: kept, at }];
    this.#bytes = kept === 0 ? piece : Buffer.concat([this.#bytes, piece]);
    this.#work(null);
  }

  /** Takes what can be decided; all there is when nothing follows (`over` says what that means for an unfinished record). */
  #work(over: Over | null): void {
    while (this.#step(over));
    const at = this.#offset(this.#p);
    if (this.#p > 0) this.#before = this.#bytes[this.#p - 1]!;
    this.#bytes = this.#p === this.#bytes.length ? NOTHING : this.#bytes.subarray(this.#p);
    this.#spans = [{ from: 0, at }];
    this.#p = 0;
  }

  /** @returns false when more bytes are needed */
  #step(over: Over | null): boolean {
    switch (this.#state) {
      case 'gap': return this.#readGap(over);
      case 'head': return this.#readHead(over);
      case 'body': return this.#readBody(over);
      case 'garbage': return this.#readGarbage(over);
    }
  }

  #readGap(over: Over | null): boolean {
    const from = this.#p;
    while (this.#bytes[this.#p] === LF || this.#bytes[this.#p] === CR) this.#p++;
    if (this.#p > from && this.#done) this.#gap.push(this.#bytes.subarray(from, this.#p));
    if (this.#p - from > MAX_GAP || this.#gap.length > MAX_GAP) this.#deliver();
    if (this.#p === this.#bytes.length) return false;
    const version = versionAt(this.#bytes, this.#p);
    if (version === null && !over) return false;
    if (!version) return this.#misfit(over);
    this.#deliver();
    this.#state = 'head';
    return true;
  }

  /** Something else where a record should begin: whose fault is it? */
  #misfit(over: Over | null): boolean {
    const done = this.#done;
    if (!over && this.#bytes.length - this.#p < LOOKAHEAD) return false;
    if (done && !done.scanned && this.#swallowed(done, Buffer.concat([...this.#gap, this.#bytes.subarray(this.#p)]))) return true;
    const separated = this.#gap.reduce((feeds, part) => feeds + part.filter((byte) => byte === LF).length, 0) >= 2;
    const lied = done !== null && done.header.length !== null && !separated;
    if (lied) this.#fault(done, SHORTER);
    else this.#deliver();
    this.#discard(!lied && !this.#afterDamage, 0);
    return true;
  }

  /** Passes over everything up to the next record, from `skip` bytes behind this place on. */
  #discard(faulty: boolean, skip: number): void {
    this.#garbage = { bytes: skip, at: this.#offset(this.#p), head: headOf(this.#bytes.subarray(this.#p)), faulty };
    this.#p += skip;
    this.#state = 'garbage';
  }

  #readHead(over: Over | null): boolean {
    const bytes = this.#bytes.subarray(this.#p);
    const end = headEnd(bytes, 0);
    const tooLong = (end < 0 ? bytes.length : end) > MAX_HEAD;
    if (end < 0 && !tooLong && !over) return false;
    const next = tooLong ? -1 : boundary(end < 0 ? bytes : bytes.subarray(0, end), 1);
    if (tooLong) this.#discard(true, 1);
    else if (next > 0) this.#headFault('malformed_warc', 'The header of the WARC record ends without a blank line.', next);
    else if (end < 0) this.#headFault(over!.reason, 'The file ends inside the header of a WARC record.', bytes.length);
    else this.#begin(bytes.subarray(0, end));
    return true;
  }

  #headFault(reason: RejectionReason, detail: string, length: number): void {
    const head = this.#bytes.subarray(this.#p, this.#p + length);
    const { recordId, url } = warcHeader(head.subarray(0, head.lastIndexOf(LF) + 1));
    this.#found.push(faultRecord(reason, detail, { fileOffset: this.#offset(this.#p), trueBytes: length, head, recordId, url }), { kind: 'lost', bytes: length });
    this.#p += length;
    this.#state = 'gap';
  }

  #begin(headBytes: Buffer): void {
    const header = warcHeader(headBytes);
    const at = this.#offset(this.#p);
    this.#p += headBytes.length;
    const length = header.length ?? NaN;
    const beyond = this.#plainBytes !== null && at + headBytes.length + length > this.#plainBytes;
    const scanned = !(length <= this.#cap) || beyond || this.#lies >= MAX_LIES;
    this.#open = { header, at, headBytes, parts: [], have: 0, over: false, scanned };
    this.#state = 'body';
    this.#afterDamage = false;
  }

  #readBody(over: Over | null): boolean {
    const open = this.#open!, bytes = this.#bytes;
    const total = Number.isNaN(open.header.length ?? NaN) ? Infinity : open.header.length!;
    const limit = Math.min(bytes.length, this.#p + total - open.have);
    const next = open.scanned ? boundary(bytes, this.#p, this.#before) : -1;
    const found = next >= 0 && next < limit;
    const decided = open.scanned && !over ? Math.max(this.#p, bytes.length - LOOKAHEAD) : bytes.length;
    const end = found ? next : Math.min(limit, decided);
    this.#hold(open, bytes.subarray(this.#p, end));
    this.#p = end;
    if (!found && open.have < total && !over) return false;
    this.#open = null;
    this.#state = 'gap';
    if (open.have === total) this.#wait(open);
    else if (open.header.length === null) this.#wait(withoutSeparator(open));
    else if (found) { this.#lies++; this.#fault(open, LONGER); }
    else if (open.scanned || !this.#swallowed(open, bytes.subarray(this.#p))) this.#fault(open, Number.isNaN(open.header.length) ? LONGER : over!);
    return true;
  }

  #hold(open: Open, part: Buffer): void {
    open.have += part.length;
    if (open.over || part.length === 0) return;
    open.parts.push(part);
    if (open.have <= this.#cap) return;
    open.over = true;
    open.parts = [Buffer.from(join(open.parts).subarray(0, MAX_HEAD))];
  }

  #wait(open: Open): void {
    this.#done = open;
    this.#gap = [];
  }

  /** If another record begins inside the body of this one, goes back to it. `behind`: what follows the body. */
  #swallowed(open: Open, behind: Buffer): boolean {
    const body = open.over ? NOTHING : join(open.parts);
    const next = boundary(Buffer.concat([body, behind.subarray(0, LOOKAHEAD)]), 0);
    if (next < 0 || next >= body.length) return false;
    this.#lies++;
    open.parts = [body.subarray(0, next)];
    open.have = next;
    this.#fault(open, LONGER);
    const here = this.#offset(this.#p);
    const tail = body.subarray(next);
    this.#bytes = Buffer.concat([tail, behind]);
    this.#spans = this.#plainBytes === null ? [{ from: 0, at: open.at }, { from: tail.length, at: here }] : [{ from: 0, at: open.at + open.headBytes.length + next }];
    this.#p = 0;
    this.#state = 'gap';
    return true;
  }

  #fault(open: Open, { reason, detail }: Over): void {
    const bytes = open.headBytes.length + open.have;
    const head = Buffer.concat([open.headBytes, ...open.parts.slice(0, 1)]);
    const { recordId, url } = open.header;
    this.#found.push(faultRecord(reason, detail, { fileOffset: open.at, trueBytes: bytes, head, recordId, url }), { kind: 'lost', bytes });
    if (open === this.#done) this.#done = null;
  }

  #readGarbage(over: Over | null): boolean {
    const next = boundary(this.#bytes, this.#p, this.#before);
    const end = next >= 0 ? next : over ? this.#bytes.length : Math.max(this.#p, this.#bytes.length - LOOKAHEAD);
    this.#garbage.bytes += end - this.#p;
    this.#p = end;
    if (next < 0 && !over) return false;
    this.#leaveGarbage();
    return true;
  }

  #leaveGarbage(): void {
    const { bytes, at, head, faulty } = this.#garbage;
    if (faulty) this.#found.push(faultRecord('malformed_warc', `${bytes} bytes stand where a WARC record should begin.`, { fileOffset: at, trueBytes: bytes, head }));
    this.#found.push({ kind: 'lost', bytes });
    this.#state = 'gap';
  }

  #damage({ reason, detail, at, lost, head }: Damage): void {
    if (this.#state === 'garbage') { this.#garbage.bytes += this.#bytes.length; this.#leaveGarbage(); }
    const victim = this.#open ?? (reason === 'corrupt_gzip' ? this.#done : null);
    if (this.#done !== victim) this.#deliver();
    const recordId = victim?.header.recordId, url = victim?.header.url;
    this.#found.push(faultRecord(reason, detail, { fileOffset: at, trueBytes: lost, head, recordId: recordId ?? '', url: url ?? null }), { kind: 'lost', bytes: lost });
    this.#open = this.#done = null;
    this.#bytes = NOTHING;
    this.#before = LF;
    this.#state = 'gap';
    this.#afterDamage = true;
  }

  /** Hands on the record that waits. */
  #deliver(): void {
    const done = this.#done;
    if (!done) return;
    if (swallowedSeparator(done, this.#gap)) { this.#fault(done, LONGER); return; }
    this.#done = null;
    const found = classify(done.header, mayBePage(done.header) ? compact(join(done.parts)) : NOTHING, done.have, done.at, this.#kinds);
    if (found.kind !== 'record' || !done.over) { this.#found.push(found); return; }
    const { recordId, url, fileOffset, payload } = found.record;
    this.#found.push(faultRecord('too_large', `The body is ${done.have} bytes long, more than the ${this.#cap} that are read.`, { fileOffset, trueBytes: done.have, head: payload, recordId, url }));
  }

  #offset(i: number): number {
    let span = this.#spans[0]!;
    for (const next of this.#spans) if (next.from <= i) span = next;
    return this.#plainBytes === null ? span.at : span.at + i - span.from;
  }
}

/** What it means for a record that its bytes are over before its length is reached. */
type Over = { readonly reason: RejectionReason; readonly detail: string };
const TRUNCATED: Over = { reason: 'truncated', detail: 'The file ends inside the WARC record.' };
const SHORT: Over = { reason: 'malformed_warc', detail: 'The next WARC record begins before the Content-Length of this one is reached.' };
const LONGER: Over = { reason: 'malformed_warc', detail: 'Content-Length says more than the WARC record holds, or is no number.' };
const SHORTER: Over = { reason: 'malformed_warc', detail: 'Content-Length says less than the WARC record holds.' };

/** A body that is little of the buffer it lies in is copied, or it would keep all of it alive until its batch is made. */
const compact = (body: Buffer): Buffer => (body.length * 2 < body.buffer.byteLength ? Buffer.from(body) : body);

const join = (parts: readonly Buffer[]): Buffer => (parts.length === 1 ? parts[0]! : Buffer.concat(parts));

/** Did the body take the two newlines behind it, or some of them? What is missing there stands at its end. */
const swallowedSeparator = ({ header, parts, over }: Open, gap: readonly Buffer[]): boolean => {
  if (over || header.length === null) return false;
  const end = Buffer.concat(parts.slice(-4).map((part) => part.subarray(-4))).toString('latin1');
  const between = Buffer.concat(gap.slice(0, 4)).toString('latin1');
  return (between === '' && end.endsWith('\r\n\r\n')) || (between === '\r\n' && end.endsWith('\r\n')) || (between.startsWith('\n') && end.endsWith('\r'));
};

/** A body without a Content-Length, less the two newlines that end a record. */
const withoutSeparator = (open: Open): Open => {
  if (open.over) return open;
  const body = join(open.parts);
  let end = body.length;
  for (let i = 0; i < 2 && body[end - 1] === LF; i++) end -= body[end - 2] === CR ? 2 : 1;
  return { ...open, parts: [body.subarray(0, end)], have: end };
};
