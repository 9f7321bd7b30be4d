/**
 * Code points -> UTF-8.
 * @param into at least 4 x `length` bytes
 * @returns the number of bytes written
 */
export const encodeUtf8 = (cps: Int32Array, length: number, into: Uint8Array): number => {
  let top = 0;
  for (let i = 0; i < length; i++) {
    const cp = cps[i]!;
    if (cp < 0x80) { into[top++] = cp; continue; }
    if (cp < 0x800) into[top++] = 0xc0 | (cp >> 6);
    else {
      if (cp < 0x10000) into[top++] = 0xe0 | (cp >> 12);
      else {
        into[top++] = 0xf0 | (cp >> 18);
        into[top++] = 0x80 | ((cp >> 12) & 0x3f);
      }
      into[top++] = 0x80 | ((cp >> 6) & 0x3f);
    }
    into[top++] = 0x80 | (cp & 0x3f);
  }
  return top;
};
