/** The message schedule of one block, and the last block or two of a message: its end, the bit 1, zeros, its length in bits. */
const schedule = new Int32Array(80), tail = new Uint8Array(128);
const state = new Int32Array(5);

/** One block of SHA-1 (FIPS 180-4, 6.1.2): bytes[at, at + 64) into `state`. */
const block = (bytes: Uint8Array, at: number): void => {
  const w = schedule;
  for (let t = 0; t < 16; t++, at += 4) w[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  for (let t = 16; t < 80; t++) {
    const x = w[t - 3]! ^ w[t - 8]! ^ w[t - 14]! ^ w[t - 16]!;
    w[t] = (x << 1) | (x >>> 31);
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!, f: number;
  for (let t = 0; t < 20; t++) { f = (((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + e + 0x5a827999 + w[t]!) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = f; }
  for (let t = 20; t < 40; t++) { f = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + w[t]!) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = f; }
  for (let t = 40; t < 60; t++) { f = (((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + e - 0x70e44324 + w[t]!) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = f; }
  for (let t = 60; t < 80; t++) { f = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e - 0x359d3e2a + w[t]!) | 0; e = d; d = c; c = (b << 30) | (b >>> 2); b = a; a = f; }
  state[0] = state[0]! + a; state[1] = state[1]! + b; state[2] = state[2]! + c; state[3] = state[3]! + d; state[4] = state[4]! + e;
};

/** First four bytes of the SHA-1 of bytes[from, to), little endian, as a signed 32-bit number. About 0.3 us a block of 64 bytes. */
export const sha1Word = (bytes: Uint8Array, from: number, to: number): number => {
  state[0] = 0x67452301; state[1] = 0xefcdab89; state[2] = 0x98badcfe; state[3] = 0x10325476; state[4] = 0xc3d2e1f0;
  let at = from;
  for (; at + 64 <= to; at += 64) block(bytes, at);
  const rest = to - at, end = rest < 56 ? 64 : 128, bits = 8 * (to - from);
  for (let i = 0; i < rest; i++) tail[i] = bytes[at + i]!;
  tail[rest] = 0x80;
  tail.fill(0, rest + 1, end - 4);
  tail[end - 4] = bits >>> 24; tail[end - 3] = bits >>> 16; tail[end - 2] = bits >>> 8; tail[end - 1] = bits;
  block(tail, 0);
  if (end === 128) block(tail, 64);
  const h = state[0];
  return (h << 24) | ((h << 8) & 0xff0000) | ((h >>> 8) & 0xff00) | (h >>> 24);
};
