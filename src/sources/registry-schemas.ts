import { Fault } from '../model/fault.js';
import { readerOf, rejected, type AvscType, type Reader, type RegisteredSchema } from './avro-reader.js';
import { Refused } from './registry-answers.js';

/** Where schemas come from. Both throw Refused where the registry will not, Fault where it does not answer. */
export interface SchemaSource {
  readonly ours: AvscType;
  /** By id or GUID. */
  readonly fetch: (key: number | string) => Promise<RegisteredSchema>;
  /** @throws whatever is wrong with the schema, too */
  readonly typeOf: (schema: RegisteredSchema) => Promise<AvscType>;
  /** Resolves when it is a schema registry that answers. */
  readonly knock: () => Promise<void>;
  /** A refusal that has nothing to do with the schema. */
  readonly unfit: (refused: Refused) => Fault;
}

/** How long an unknown schema is taken for unknown without asking. */
const UNKNOWN_MS = 30_000;
/** Schemas, known and unknown ones each, that are remembered; values name them, so there may be any number. */
const REMEMBERED = 4096;

const remember = <V>(map: Map<number | string, V>, key: number | string, value: V): V => {
  if (map.size >= REMEMBERED) map.delete(map.keys().next().value!);
  map.set(key, value);
  return value;
};

/** The readers of all schemas by id or GUID: a schema is asked for once, an unknown one once in 30 s. */
export const openSchemas = ({ ours, fetch, typeOf, knock, unfit }: SchemaSource) => {
  const known = new Map<number | string, Reader>(), unknown = new Map<number | string, { readonly reader: Reader; readonly until: number }>();
  const asking = new Map<number | string, Promise<Reader>>();

  /** null = the registry does not know it. */
  const fetched = async (key: number | string): Promise<RegisteredSchema | null> => {
    try {
      return await fetch(key);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status !== 404) throw unfit(error);
      // A registry says so with a code of its own (40403). Without one it may be a registry without GUIDs, or something else in its place.
      if (Math.floor(error.code / 100) !== 404) await knock();
      return null;
    }
  };

  const find = async (key: number | string): Promise<Reader> => {
    const name = typeof key === 'number' ? `Schema id ${key}` : `Schema GUID ${key}`;
    const absent = (why: string): Reader => remember(unknown, key, { reader: () => rejected('unknown_schema', `${name} ${why}.`), until: performance.now() + UNKNOWN_MS }).reader;
    const never = (why: string): Reader => remember(known, key, () => rejected('schema_mismatch', `${name} ${why}.`));
    // Ids are counted up from 0 or 1; a sign is that of damage, and no registry is asked for it.
    const schema = typeof key === 'number' && key < 0 ? null : await fetched(key);
    if (schema === null) return absent('is not known to the registry');
    if (schema.schemaType !== undefined && schema.schemaType !== 'AVRO') return never(`is of type ${schema.schemaType}, not AVRO`);
    let writer: AvscType;
    try {
      writer = await typeOf(schema);
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (!(error instanceof Refused)) return never('is no valid Avro schema');
      if (error.status !== 404) throw unfit(error);
      return absent('refers to a schema that is not known to the registry');
    }
    return remember(known, key, readerOf(name, ours, schema, writer));
  };

  return {
    /** The reader of a schema, at once where it is known. @throws Fault */
    reader: (key: number | string): Reader | Promise<Reader> => {
      const there = known.get(key);
      if (there) return there;
      const absent = unknown.get(key);
      if (absent && performance.now() < absent.until) return absent.reader;
      unknown.delete(key);
      const under = asking.get(key) ?? find(key).finally(() => asking.delete(key));
      asking.set(key, under);
      return under;
    },
  };
};
