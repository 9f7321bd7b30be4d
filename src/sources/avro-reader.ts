import type { CrawlRecord } from '../formats/crawl-record.js';
import { isWhole, type AvroType } from './avro-extent.js';
import { fromAvro, type AvroRecord } from './avro-record.js';

/** A value, read; or why it is no record, in one sentence that depends on nothing but the value and its schema. */
export type Deserialized =
  | { readonly kind: 'record'; readonly record: CrawlRecord }
  | { readonly kind: 'rejected'; readonly reason: 'unknown_schema' | 'schema_mismatch' | 'unknown_magic'; readonly detail: string };

/** Avro bytes of one schema -> the record. */
export type Reader = (avro: Buffer) => Deserialized;

/** A type of avsc. */
export interface AvscType extends AvroType {
  readonly toBuffer: (value: unknown) => Buffer;
  readonly fromBuffer: (bytes: Buffer, resolver?: unknown) => unknown;
  readonly createResolver: (writer: AvscType, options: { readonly ignoreNamespaces: boolean }) => unknown;
  readonly equals: (other: AvscType) => boolean;
}

interface Rule { readonly name: string; readonly mode?: string; readonly disabled?: boolean }

/** A schema as the registry answers it; without a type it is Avro. */
export interface RegisteredSchema {
  readonly schema: string;
  readonly schemaType?: string;
  readonly ruleSet?: { readonly domainRules?: readonly Rule[]; readonly encodingRules?: readonly Rule[] };
}

export const rejected = (reason: 'unknown_schema' | 'schema_mismatch' | 'unknown_magic', detail: string): Deserialized => ({ kind: 'rejected', reason, detail });

/** Rules that Confluent's readers would run on a value before anyone sees it: decryption, for one. */
const readRules = ({ ruleSet }: RegisteredSchema): Rule[] =>
  [...ruleSet?.domainRules ?? [], ...ruleSet?.encodingRules ?? []].filter(({ mode, disabled }) => !disabled && (mode === 'READ' || mode === 'WRITEREAD'));

/** What avsc says of bytes that end early or late; everything else it says may hold parts of the value. */
const DAMAGE: Readonly<Record<string, string>> = { 'truncated buffer': 'end before the record does', 'trailing data': 'go on behind the record' };

/**
 * How values of a schema are read as ours, by the rules of Avro: fields that we lack are passed over, those that the writer lacks get our default,
 * names of records are compared without their namespace. Where that cannot be done each value is a mismatch.
 * @param name of the schema, begins the sentence: `Schema id 7`
 * @param writer the schema's type
 */
export const readerOf = (name: string, ours: AvscType, schema: RegisteredSchema, writer: AvscType): Reader => {
  const never = (why: string): Reader => () => rejected('schema_mismatch', `${name} ${why}.`);
  const [rule] = readRules(schema);
  if (rule) return never(`has a rule for readers, ${rule.name}, which is not run here`);
  if (writer.typeName !== 'record') return never(`describes no record but a value of type ${writer.typeName.split(':')[0]}`);
  let resolver: unknown;
  if (!ours.equals(writer)) {
    try {
      resolver = ours.createResolver(writer, { ignoreNamespaces: true });
    } catch (error) {
      return never(`cannot be read as a crawl record: ${(error as Error).message.replace(/\s+/g, ' ').slice(0, 200)}`);
    }
  }
  const damaged = (how: string): Deserialized => rejected('schema_mismatch', `The bytes ${how} (${name.replace(/^S/, 's')}).`);
  return (avro) => {
    if (resolver && !isWhole(writer, avro)) return damaged('are no whole record');
    try {
      return { kind: 'record', record: fromAvro(ours.fromBuffer(avro, resolver) as AvroRecord) };
    } catch (error) {
      return damaged(DAMAGE[(error as Error).message] ?? 'are no record');
    }
  };
};
