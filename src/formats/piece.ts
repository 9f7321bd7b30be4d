import type { RejectionReason } from '../model/rejection.js';

/**
 * What comes out of a file below its records, whatever the compression:
 * `data`: bytes as they were before compression. `at` is the file offset of their gzip member or zstd frame; in plain files of the bytes
 *   themselves. `start` marks the first bytes of a member or frame ·
 * `end`: the member or frame is whole, its check sum is right · `lost`: padding, passed over ·
 * `damage`: a member or frame is not whole, or foreign bytes stood where one should begin; reading goes on after `lost` bytes.
 */
export type Piece =
  | { readonly kind: 'data'; readonly bytes: Uint8Array; readonly at: number; readonly start: boolean }
  | { readonly kind: 'end' }
  | { readonly kind: 'lost'; readonly bytes: number }
  | Damage;

export interface Damage {
  readonly kind: 'damage';
  readonly reason: Extract<RejectionReason, 'corrupt_gzip' | 'truncated'>;
  readonly detail: string;
  readonly at: number;
  /** Bytes of the file that yielded nothing, at least 1. */
  readonly lost: number;
  /** The first bytes of the damaged stretch as they came, at most 1 KiB, copied. */
  readonly head: Uint8Array<ArrayBuffer>;
}

/** How many bytes of a bad record are kept to look at. */
export const HEAD_BYTES = 1024;

/** A copy of the first KiB. */
export const headOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes.subarray(0, HEAD_BYTES));
