/** What is asked of a type of avsc here. */
export interface AvroType {
  /** `record`, `array`, `union:unwrapped`, `logical:timestamp-millis`, ... */
  readonly typeName: string;
  readonly fields?: readonly { readonly name: string; readonly type: AvroType }[];
  readonly itemsType?: AvroType;
  readonly valuesType?: AvroType;
  readonly types?: readonly AvroType[];
  readonly underlyingType?: AvroType;
  readonly size?: number;
}

/** What is read, and how many items it may still hold: no more than it has bytes, though an item of type null takes none. */
interface Reading { readonly bytes: Uint8Array; items: number }

const BEYOND = Symbol('beyond');

/**
 * Is this one whole value of the type, to the last byte?
 *
 * Asked before avsc reads values of schemas that are not ours: avsc takes the number of items of an array or map as it stands, so eight damaged
 * bytes can keep it busy for years, and follows a negative size of a block back to where it began, for ever. Here each step moves on or ends.
 * Cost: one pass over lengths and counts; strings and bytes are stepped over.
 */
export const isWhole = (type: AvroType, bytes: Uint8Array): boolean => {
  try {
    return skip(type, 0, { bytes, items: bytes.length }) === bytes.length;
  } catch (error) {
    if (error === BEYOND || error instanceof RangeError) return false;   // RangeError: records nested deeper than the stack
    throw error;
  }
};

/** Where the value at `at` ends. */
const skip = (type: AvroType, at: number, reading: Reading): number => {
  const { bytes } = reading;
  switch (type.typeName) {
    case 'null': return at;
    case 'boolean': return within(at + 1, bytes);
    case 'float': return within(at + 4, bytes);
    case 'double': return within(at + 8, bytes);
    case 'fixed': return within(at + type.size!, bytes);
    case 'int': case 'long': case 'abstract:long': case 'enum': return longAt(at, bytes).end;
    case 'bytes': case 'string': {
      const { value, end } = longAt(at, bytes);
      return within(value < 0 ? Infinity : end + value, bytes);
    }
    case 'record': case 'error': return type.fields!.reduce((end, field) => skip(field.type, end, reading), at);
    case 'union:unwrapped': case 'union:wrapped': {
      const { value, end } = longAt(at, bytes), branch = type.types![value];
      if (branch === undefined) throw BEYOND;
      return skip(branch, end, reading);
    }
    case 'array': return skipBlocks(at, reading, (item) => skip(type.itemsType!, item, reading));
    case 'map': return skipBlocks(at, reading, (item) => {
      const { value, end } = longAt(item, bytes);
      return skip(type.valuesType!, within(value < 0 ? Infinity : end + value, bytes), reading);
    });
    default:
      if (type.underlyingType) return skip(type.underlyingType, at, reading);
      throw BEYOND;
  }
};

/** Blocks of items up to one of 0 items; a negative count is followed by the size of its block in bytes, which has to be true. */
const skipBlocks = (at: number, reading: Reading, item: (at: number) => number): number => {
  for (;;) {
    const count = longAt(at, reading.bytes), size = count.value < 0 ? longAt(count.end, reading.bytes) : null;
    at = size?.end ?? count.end;
    if (count.value === 0) return at;
    const items = Math.abs(count.value), start = at;
    if ((reading.items -= items) < 0) throw BEYOND;
    for (let i = 0; i < items; i++) at = item(at);
    if (size && at - start !== size.value) throw BEYOND;
  }
};

const within = (end: number, bytes: Uint8Array): number => {
  if (end > bytes.length) throw BEYOND;
  return end;
};

/** The zigzag number at `at` and where it ends; at most 10 bytes. Beyond 2^53 only its size is right, and that is beyond any length. */
const longAt = (at: number, bytes: Uint8Array): { readonly value: number; readonly end: number } => {
  let value = 0, weight = 1, byte = 0x80, end = at;
  while (byte & 0x80) {
    if (end === bytes.length || end - at === 10) throw BEYOND;
    byte = bytes[end++]!;
    value += (byte & 0x7f) * weight;
    weight *= 128;
  }
  return { value: value % 2 ? -(value + 1) / 2 : value / 2, end };
};
