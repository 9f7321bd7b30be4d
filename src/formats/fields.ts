/** Longest header block that is read, of a WARC record or of an HTTP message. */
export const MAX_HEAD = 1 << 16;

/**
 * Where the header block that starts at `at` ends: the index after its blank line (LF, CRLF or CRCRLF, mixed as they come), or -1 when `bytes` ends first.
 */
export const headEnd = (bytes: Buffer, at: number): number => {
  for (let line = at; ;) {
    const feed = bytes.indexOf(10, line);
    if (feed < 0) return -1;
    let first = line;
    while (bytes[first] === 13) first++;
    if (first === feed) return feed + 1;
    line = feed + 1;
  }
};

/**
 * Named fields of a header block after its first line: lower-case name -> value. A line that begins with a blank goes on with the one before
 * (obs-fold), of fields that repeat the first one counts, and a line without a colon is no field.
 */
export const fields = (block: string): Map<string, string> => {
  const found = new Map<string, string>();
  let name = '', value = '';
  const keep = (): void => {
    if (name !== '' && !found.has(name)) found.set(name, value.trim());
  };
  const lines = block.split('\n');
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line[0] === ' ' || line[0] === '\t') { value = `${value.trimEnd()} ${line.trim()}`; continue; }
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    keep();
    name = line.slice(0, colon).trim().toLowerCase();
    value = line.slice(colon + 1);
  }
  keep();
  return found;
};

/** `text/html; charset=utf-8` -> `text/html`. */
export const mediaType = (value: string): string => value.split(/[;,]/, 1)[0]!.trim().toLowerCase();
