const EDGE = 48;

/** The first white space (or, in writing without it, character) at or after `at`, at most `EDGE` bytes on and not beyond `end`. */
const edge = (bytes: Uint8Array, at: number, end: number): number => {
  for (let i = at; i < end && i < at + EDGE; i++) if (bytes[i]! <= 32) return i;
  while (at < end && (bytes[at]! & 0xc0) === 0x80) at++;
  return at;
};

/**
 * Chunks of the text bytes[from, to) as pairs [from, to): none of an empty text; the whole text in equal parts when it has at most
 * `chunks` x `chunkBytes` bytes, else `chunks` windows of `chunkBytes`, evenly spaced, the first at the start, the last at the end.
 * Cuts are moved forward to white space, so a chunk may be 48 bytes longer.
 */
export const spansOf = (bytes: Uint8Array, from: number, to: number, { chunkBytes, chunks }: { readonly chunkBytes: number; readonly chunks: number }): number[] => {
  const length = to - from, parts = Math.min(chunks, Math.ceil(length / chunkBytes)), spans: number[] = [];
  const whole = length <= chunks * chunkBytes;
  for (let i = 0, next = from; i < parts; i++) {
    const start = i === 0 ? from : whole ? next : edge(bytes, from + Math.floor((length - chunkBytes) * i / (parts - 1)), to);
    const end = i === parts - 1 ? to : edge(bytes, whole ? from + Math.floor(length * (i + 1) / parts) : start + chunkBytes, to);
    if (end > start) spans.push(start, end);
    next = Math.max(end, next);
  }
  return spans;
};
