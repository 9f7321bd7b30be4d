import { isAscii, isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';

/**
 * Bytes of a page -> text, and the charset it was read with (WHATWG name, lower case).
 *
 * Which charset: byte order mark, else UTF-8 when the bytes are valid UTF-8 and not all ASCII, else the HTTP header, else `<meta>` or the XML
 * declaration in the first 4 KiB, else UTF-8 for ASCII, else a statistical guess (chardet) on 32 KiB around the first byte that is not
 * ASCII, else windows-1252. Bytes come before declarations (a browser does it the other way round): text in another charset is next to never valid UTF-8,
 * and crawls are full of pages that were converted while their `<meta>` was not. A label that the WHATWG Encoding Standard does not know counts
 * as absent; one that it maps means what it says there (`iso-8859-1` is windows-1252). A mark is no text.
 * `lossy`: the text holds U+FFFD that stand for bytes which the charset does not know.
 */
export const decodeText = (bytes: Uint8Array, label: string): { readonly text: string; readonly charset: string; readonly lossy: boolean } => {
  const valid = isUtf8(bytes);
  const charset = marked(bytes) ?? (valid && !isAscii(bytes) ? 'utf-8' : null) ?? known(label) ?? declared(bytes) ?? (valid ? 'utf-8' : guessed(bytes));
  const text = decoded(bytes, charset);
  return { text, charset, lossy: text.includes('\ufffd') && !(charset === 'utf-8' && valid) };
};

/** `text/html; charset="utf-8"` -> `utf-8`, '' without one. */
export const charsetLabel = (contentType: string): string => /;\s*charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType)?.[1] ?? '';

const DECLARED = /<meta\b[^>]{0,512}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|^\s*<\?xml\b[^>]{0,512}?encoding\s*=\s*["']([\w.:-]{1,40})/i;
const PREFIX = 4096;
const SAMPLE = 1 << 15;

const marked = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
};

const names = new Map<string, string | null>();

/** The WHATWG name of a label; null when there is none. */
const known = (label: string): string | null => {
  const key = label.trim().toLowerCase();
  if (key === '' || key.length > 40) return null;
  let name = names.get(key);
  if (name !== undefined) return name;
  try {
    name = new TextDecoder(key).encoding;
  } catch {
    name = iconv.encodingExists(key) && /^(iso|windows|x-mac|ibm|koi|euc)/.test(key) ? key : null;
  }
  if (names.size < 1000) names.set(key, name);
  return name;
};

/** A page whose `<meta>` can be read as ASCII is not UTF-16, whatever it says. */
const declared = (bytes: Uint8Array): string | null => {
  const match = DECLARED.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PREFIX)).toString('latin1'));
  const name = match ? known(match[1] ?? match[2] ?? '') : null;
  return name?.startsWith('utf-16') ? 'utf-8' : name;
};

const guessed = (bytes: Uint8Array): string => {
  let first = 0;
  while (first < bytes.length && bytes[first]! < 0x80) first++;
  const from = Math.max(0, first - 1024);
  const sample = bytes.subarray(from, from + SAMPLE);
  const names = chardet.analyse(sample).map(({ name }) => known(name)).filter((name) => name !== null);
  // The likeliest one in which every byte means something; a sample may end inside a character.
  return names.find((name) => !decoded(sample, name).slice(0, -1).includes('\ufffd')) ?? 'windows-1252';
};

const decoded = (bytes: Uint8Array, charset: string): string => {
  if (charset === 'utf-8') return utf8.decode(bytes);
  const name = CODECS[charset] ?? charset;
  return !charset.startsWith('utf-16') && iconv.encodingExists(name) ? iconv.decode(bytes, name) : new TextDecoder(charset).decode(bytes);
};
const utf8 = new TextDecoder();
/** Names under which iconv-lite has what the Encoding Standard means. */
const CODECS: Readonly<Record<string, string>> = { gbk: 'gb18030', 'iso-8859-8-i': 'iso-8859-8', 'x-mac-cyrillic': 'maccyrillic' };
