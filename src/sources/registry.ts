/**
 * A Confluent schema registry: crawl records as Avro under `schemas/crawl-record.avsc`, and back from whatever schema they were written with.
 *
 * The package @confluentinc/schemaregistry speaks to the registry, keeps its answers, and brings avsc, which turns a schema into reader and
 * writer. Its own deserializer is not used: it reads into the newest schema of the subject where ours is wanted, holds one lock for all
 * schemas while it waits for one, asks again for each message of an unknown schema, and trusts counts of items. Two of its modules are
 * loaded, not its index, which brings the SDKs of three clouds (556 ms and 82 MB against 93 ms and 29 MB).
 */
import { existsSync, readFileSync } from 'node:fs';
import type { CrawlRecord } from '../formats/crawl-record.js';
import { EXIT, Fault, usage } from '../model/fault.js';
import { frameOf, readFrame } from './avro-frame.js';
import { rejected, type AvscType, type Deserialized, type RegisteredSchema } from './avro-reader.js';
import { toAvro } from './avro-record.js';
import { registryAddress } from './registry-address.js';
import { openAsker, Refused, type Patience } from './registry-answers.js';
import { openSchemas } from './registry-schemas.js';

export type { Deserialized };

export interface Registry {
  /**
   * A record -> Confluent's frame (0, schema id, Avro). On first use the schema is looked up under `<topic>-value`, and registered where it is missing.
   * @throws Fault (trouble) registry does not answer · Fault (usage) it refuses the schema, in its own words
   */
  readonly serialize: (record: CrawlRecord) => Promise<Uint8Array>;
  /**
   * A value with its headers -> the record. A schema that the registry does not know is `unknown_schema` (asked again after 30 s); one that cannot
   * be read as ours, or bytes that are no value of it, `schema_mismatch`; no frame, `unknown_magic`.
   * @throws Fault (trouble) registry does not answer, which is never a rejection
   */
  readonly deserialize: (value: Uint8Array, headers: Readonly<Record<string, Uint8Array>>) => Promise<Deserialized>;
  /** For readiness: does it answer, now? @throws Fault */
  readonly ping: () => Promise<void>;
  /** Ends waiting for answers with a Fault. Safe to repeat. */
  readonly close: () => Promise<void>;
}

export interface RegistryOptions extends Partial<Patience> {
  /** `http(s)://[user:password@]host[:port][/path]`. */
  readonly url: string;
  readonly topic: string;
  /** Gets a sentence when the registry stops answering, and when it is back. */
  readonly note?: (sentence: string) => void;
}

/** A registry that is down for a minute costs a minute; a stall stays below 90 s. */
const PATIENCE: Patience = { ms: 75_000, backoffMs: 250, answerMs: 10_000 };
/** One that is not there at the start is a mistake more often than an outage. */
const FIRST_PATIENCE_MS = 5000;
/** Enough for a second try: the first may meet a connection that a restarted registry has forgotten. */
const PING_PATIENCE_MS = 250;

const load = async () => {
  try {
    const [{ SchemaRegistryClient }, { AvroSerializer }] = await Promise.all([
      import('@confluentinc/schemaregistry/dist/schemaregistry-client.js'), import('@confluentinc/schemaregistry/dist/serde/avro.js')]);
    return { SchemaRegistryClient, AvroSerializer };
  } catch (error) {
    throw new Fault('registry: the package @confluentinc/schemaregistry is not installed, run `npm install @confluentinc/schemaregistry@1.10.1`, or leave --registry out to send JSON', EXIT.usage, { cause: error });
  }
};

/** The package's own schema, seen from `src/sources` and from `dist/src/sources`, on one line. */
const ourSchema = (): string => {
  const file = ['../../schemas/crawl-record.avsc', '../../../schemas/crawl-record.avsc'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url))!;
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
};

/**
 * Opens a registry that is there.
 * @throws Fault (usage) URL, package or credentials are wrong, or no schema registry answers there · Fault (trouble) nobody answers within 5 s
 */
export const openRegistry = async ({ url, topic, note = () => {}, ...given }: RegistryOptions): Promise<Registry> => {
  const address = registryAddress(url), patience: Patience = { ...PATIENCE, ...given }, subject = `${topic}-value`;
  const { SchemaRegistryClient, AvroSerializer } = await load();
  const client = new SchemaRegistryClient({
    baseURLs: [address.url], maxRetries: 0, createAxiosDefaults: { timeout: patience.answerMs },
    ...(address.credentials === null ? {} : { basicAuthCredentials: { credentialsSource: 'USER_INFO' as const, userInfo: address.credentials } }),
  });
  const avro = new AvroSerializer(client, 'VALUE' as ConstructorParameters<typeof AvroSerializer>[1], {});
  const typeOf = async (one: RegisteredSchema): Promise<AvscType> => (await avro.toType(one as Parameters<typeof avro.toType>[0]))[0] as unknown as AvscType;
  const { ask, close } = openAsker(address, patience, note);
  const schema = { schemaType: 'AVRO', schema: ourSchema() }, ours = await typeOf(schema);

  /** What was refused for no reason that has to do with a schema. */
  const unfit = ({ status, message }: Refused): Fault => usage(
    status === 403 ? `registry ${address.url}: got HTTP 403 (${message}), allowed a user that may read and register ${subject}`
      : `registry ${address.url}: got HTTP ${status} (${message}), allowed a schema registry's address; some have a path, as /apis/ccompat/v7`);
  /** An answer that is no answer of a registry. The client has kept it. */
  const nonsense = (): Fault => {
    client.clearCaches();
    return usage(`registry ${address.url}: got an answer that is none of a schema registry, allowed a schema registry's address`);
  };

  const knock = async (how: Partial<Patience>): Promise<void> => {
    let answer: unknown;
    try {
      answer = await ask(() => client.getDefaultConfig(), how);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 403) return;   // may do less than that, which does not mean that schemas are closed to it
      throw unfit(error);
    }
    if (typeof answer !== 'object' || answer === null) throw nonsense();
  };

  const identify = async (): Promise<number> => {
    let answer: { readonly id?: unknown };
    try {
      answer = await ask(() => client.getIdFullResponse(subject, schema));
    } catch (missing) {
      if (!(missing instanceof Refused)) throw missing;
      try {
        answer = await ask(() => client.registerFullResponse(subject, schema));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.status !== 409 && error.status !== 422) throw unfit(error);
        throw usage(`registry ${address.url}, subject ${subject}: got schemas/crawl-record.avsc, which it refuses (HTTP ${error.status}: ${error.message}), allowed a schema that is compatible with its versions; use another topic, or change the subject's compatibility`);
      }
    }
    if (!Number.isInteger(answer?.id)) throw nonsense();
    return answer.id as number;
  };

  const schemas = openSchemas({
    ours, unfit, knock: () => knock({}), typeOf: (one) => ask(() => typeOf(one)),
    fetch: async (key) => {
      const found: RegisteredSchema = await ask(() => (typeof key === 'number' ? client.getBySubjectAndId(subject, key) : client.getByGuid(key)));
      if (typeof found?.schema !== 'string') throw nonsense();
      return found;
    },
  });

  let id: number | null = null, identifying: Promise<number> | null = null;
  const ourId = async (): Promise<number> => {
    identifying ??= identify().finally(() => { identifying = null; });
    return id = await identifying;
  };

  await knock({ ms: Math.min(patience.ms, FIRST_PATIENCE_MS) });
  return {
    serialize: async (record) => frameOf(id ?? await ourId(), ours.toBuffer(toAvro(record))),
    deserialize: async (value, headers) => {
      const frame = readFrame(value, headers);
      if (typeof frame === 'string') return rejected('unknown_magic', frame);
      const reader = schemas.reader(frame.schema);
      return typeof reader === 'function' ? reader(frame.avro) : (await reader)(frame.avro);
    },
    ping: () => knock({ ms: Math.min(patience.ms, PING_PATIENCE_MS) }),
    close: async () => {
      close();
      await client.close();
    },
  };
};
