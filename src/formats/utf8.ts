const REPLACEMENT = Buffer.from([0xef, 0xbf, 0xbd]);

/** Code points in valid UTF-8: the bytes that continue none. Four bytes at a time. */
export const codePoints = (bytes: Uint8Array): number => {
  const { length } = bytes;
  let continued = 0, i = 0;
  while (i < length && (bytes.byteOffset + i) & 3) continued += isContinuation(bytes[i++]!);
  if (i === length) return length - continued;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + i, (length - i) >> 2);
  for (let k = 0; k < words.length; k++) {
    const word = words[k]!;
    if ((word & HIGH) === 0) continue;
    // A continuation byte is 10xxxxxx: bit 7 set, bit 6 clear; one flag a byte, added up by the multiplication.
    continued += Math.imul((word >>> 7) & ~(word >>> 6) & ONES, ONES) >>> 24;
  }
  for (i += words.length * 4; i < length; i++) continued += isContinuation(bytes[i]!);
  return length - continued;
};
const ONES = 0x01010101, HIGH = 0x80808080 | 0;
const isContinuation = (byte: number): number => ((byte & 0xc0) === 0x80 ? 1 : 0);

/** How often U+FFFD is written out in UTF-8, valid or not. Its first byte begins a sequence wherever it stands, so none is found by accident. */
export const replacements = (bytes: Buffer): number => {
  let found = 0;
  for (let at = bytes.indexOf(REPLACEMENT); at >= 0; at = bytes.indexOf(REPLACEMENT, at + 3)) found++;
  return found;
};

/** U+FFFD in a string. */
export const replacementsIn = (text: string): number => {
  let found = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) found++;
  return found;
};

/** Surrogates that are not half of a pair: what UTF-8 cannot hold. */
export const loneSurrogates = (text: string): number => {
  let found = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit & 0xf800) !== 0xd800) continue;
    const next = text.charCodeAt(i + 1);
    if (unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) i++;
    else found++;
  }
  return found;
};
