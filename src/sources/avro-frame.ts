/*
 * How Confluent's clients say under which schema a value was written. The mark is one of
 *   00 iiiiiiii           schema id, 4 bytes, big-endian
 *   01 gggggggg...        schema GUID, 16 bytes
 * and stands before the Avro bytes, or alone in the header `__value_schema_id`, and then the value is Avro from its first byte.
 */

/** A value taken apart: the schema by number (id) or by text (GUID), and the Avro bytes. */
export interface Frame { readonly schema: number | string; readonly avro: Buffer }

/** Where Confluent's clients put the mark when it is not in the value. */
export const SCHEMA_HEADER = '__value_schema_id';

const ID_BYTES = 5, GUID_BYTES = 17;

const hex = (byte: number): string => `0x${byte.toString(16).padStart(2, '0')}`;

/** Views the bytes; `Buffer.from` of a typed array would copy them. */
export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The schema that a mark names and the length of the mark, or what is wrong with it. */
const readMark = (bytes: Buffer, what: string): { readonly schema: number | string; readonly length: number } | string => {
  if (bytes.length === 0) return `${what} is empty.`;
  const length = bytes[0] === 0 ? ID_BYTES : bytes[0] === 1 ? GUID_BYTES : 0;
  if (length === 0) return `${what} begins with byte ${hex(bytes[0]!)}, allowed 0x00 (schema id) or 0x01 (schema GUID).`;
  if (bytes.length < length) return `${what} has ${bytes.length} bytes, which is too short for its schema ${length === ID_BYTES ? 'id' : 'GUID'}.`;
  if (length === ID_BYTES) return { schema: bytes.readInt32BE(1), length };
  return { schema: bytes.toString('hex', 1, GUID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), length };
};

/** A message value -> its parts, or one sentence that says why it is no frame. A header wins over the value, as with Confluent's own reader. */
export const readFrame = (value: Uint8Array, headers: Readonly<Record<string, Uint8Array>>): Frame | string => {
  const avro = asBuffer(value), header = headers[SCHEMA_HEADER];
  const mark = header === undefined ? readMark(avro, 'The value') : readMark(asBuffer(header), `The header ${SCHEMA_HEADER}`);
  if (typeof mark === 'string') return mark;
  return { schema: mark.schema, avro: header === undefined ? avro.subarray(mark.length) : avro };
};

/** Avro bytes behind the mark of a schema id. */
export const frameOf = (id: number, avro: Uint8Array): Uint8Array<ArrayBuffer> => {
  const frame = new Uint8Array(ID_BYTES + avro.length);
  new DataView(frame.buffer).setInt32(1, id);
  frame.set(avro, ID_BYTES);
  return frame;
};
