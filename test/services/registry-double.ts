/**
 * A schema registry in this process, for tests: Confluent's HTTP interface as far as its client uses it, error bodies included, schema GUIDs too
 * (Apicurio has none). Keeps everything in memory. Misbehaves on demand and counts what it is asked.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import avro from 'avsc';

/** What stands in a registry under an id. */
interface Stored { readonly id: number; readonly guid: string; readonly schema: string; readonly schemaType: string; readonly extra: object }
interface Answer { readonly status: number; readonly body: unknown }

/** `answers`; `silent`: takes requests and says nothing; a number: that HTTP status to everything, with the caller's own Authorization in the message; `html`: a page to everything, as a login proxy does. */
export type Mood = 'answers' | 'silent' | 'html' | number;

export interface RegistryDouble {
  /** Without credentials. */
  readonly url: string;
  /** `GET /schemas/ids/1?subject=...`, in order. */
  readonly requests: string[];
  readonly mood: (mood: Mood) => void;
  /** From now on every request needs this `user:password`. */
  readonly demand: (credentials: string) => void;
  /** Stores without any check, as if another producer had registered it. `extra`: further fields of the answer, such as `ruleSet`. */
  readonly put: (subject: string, schema: object, more?: { readonly schemaType?: string; readonly extra?: object }) => { readonly id: number; readonly guid: string };
  readonly versions: (subject: string) => readonly { readonly id: number; readonly schema: string }[];
  /** Refuses connections until `up`; what it holds stays. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const fault = (status: number, error_code: number, message: string): Answer => ({ status, body: { error_code, message } });
const ok = (body: unknown): Answer => ({ status: 200, body });

/** Below every system's range for outgoing connections, of which one could hold ours when the double comes back; beside the ports of place.ts. */
const FIRST_PORT = 21_000, PORTS = 1000;
/** Each double of a process gets another port: clients keep connections, and one to the last double would look like trouble with this one. */
let next = process.pid * 37;

const listen = async (server: Server, wanted?: number): Promise<number> => {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = wanted ?? FIRST_PORT + next++ % PORTS;
    const code = await new Promise<string | undefined>((resolve) => {
      const failed = (error: NodeJS.ErrnoException): void => resolve(error.code);
      server.once('error', failed).listen(port, '127.0.0.1', () => { server.off('error', failed); resolve(undefined); });
    });
    if (code === undefined) return port;
    if (code !== 'EADDRINUSE' || wanted !== undefined) throw new Error(`port ${port}: ${code}`);
  }
  throw new Error('no free port');
};

const bodyOf = async (request: IncomingMessage): Promise<Record<string, string>> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length ? JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string> : {};
};

const typeOf = (schema: string): avro.Type => avro.Type.forSchema(JSON.parse(schema) as avro.Schema);

const complaint = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Why values of the old schema cannot be read by the new one, or null. */
const clash = (next: string, old: string): string | null => complaint(() => typeOf(next).createResolver(typeOf(old)));

export const registryDouble = async (): Promise<RegistryDouble> => {
  const byId = new Map<number, Stored>(), subjects = new Map<string, Stored[]>(), levels = new Map([['', 'BACKWARD']]);
  const requests: string[] = [], sockets = new Set<Socket>();
  let mood: Mood = 'answers', credentials: string | null = null;

  const store = (subject: string, schema: string, schemaType = 'AVRO', extra: object = {}): Stored => {
    const known = [...byId.values()].find((one) => one.schema === schema && one.schemaType === schemaType);
    const guid = createHash('md5').update(`${schemaType} ${schema}`).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const stored = known ?? { id: byId.size + 1, guid, schema, schemaType, extra };
    byId.set(stored.id, stored);
    const versions = subjects.get(subject) ?? [];
    if (!versions.includes(stored)) versions.push(stored);
    subjects.set(subject, versions);
    return stored;
  };
  /** As Confluent's: AVRO goes without saying. */
  const shown = ({ schema, schemaType, extra, guid }: Stored): object => ({ schema, ...(schemaType === 'AVRO' ? {} : { schemaType }), ...extra, guid });
  const refusal = (subject: string, schema: string): string | null => {
    const last = subjects.get(subject)?.at(-1), level = levels.get(subject) ?? levels.get('')!;
    return last === undefined || level === 'NONE' ? null : clash(schema, last.schema);
  };

  const answer = (method: string, path: string, body: Record<string, string>): Answer => {
    const [first, second, third, fourth, fifth] = path.split('/').slice(1).map(decodeURIComponent);
    const route = `${method} ${[first, second && '*', third, fourth && '*'].filter(Boolean).join('/')}`;
    if (first === 'schemas' && second === 'ids' && method === 'GET') {
      const found = byId.get(Number(third));
      return found ? ok(shown(found)) : fault(404, 40403, `Schema ${third} not found`);
    }
    if (first === 'schemas' && second === 'guids' && method === 'GET') {
      const found = [...byId.values()].find(({ guid }) => guid === third);
      return found ? ok(shown(found)) : fault(404, 40403, `Schema ${third} not found`);
    }
    if (first === 'config') {
      if (method === 'PUT') { levels.set(second ?? '', body['compatibility']!); return ok({ compatibility: body['compatibility'] }); }
      const level = levels.get(second ?? '');
      return level ? ok({ compatibilityLevel: level }) : fault(404, 40408, `Subject '${second}' does not have subject-level compatibility configured`);
    }
    if (first === 'compatibility' && method === 'POST') {
      const why = refusal(third!, body['schema']!);
      return fifth === undefined ? fault(404, 404, 'HTTP 404 Not Found') : ok(why === null ? { is_compatible: true } : { is_compatible: false, messages: [why] });
    }
    const versions = subjects.get(second ?? '');
    if (route === 'GET subjects') return ok([...subjects.keys()]);
    if (route === 'POST subjects/*/versions') {
      const invalid = complaint(() => typeOf(body['schema']!));
      if (invalid !== null) return fault(422, 42201, `Input schema is an invalid Avro schema, details: ${invalid}`);
      const why = refusal(second!, body['schema']!);
      if (why !== null) return fault(409, 409, `Schema being registered is incompatible with an earlier schema for subject "${second}", details: [${why}]`);
      return ok({ id: store(second!, body['schema']!, body['schemaType']).id });
    }
    if (first === 'subjects' && second !== undefined && versions === undefined) return fault(404, 40401, `Subject '${second}' not found.`);
    if (route === 'GET subjects/*/versions') return ok(versions!.map((_, index) => index + 1));
    if (route === 'POST subjects/*') {
      const index = versions!.findIndex(({ schema }) => schema === body['schema']);
      return index < 0 ? fault(404, 40403, 'Schema not found') : ok({ subject: second, version: index + 1, id: versions![index]!.id, ...shown(versions![index]!) });
    }
    if (route === 'GET subjects/*/versions/*') {
      const version = fourth === 'latest' ? versions!.length : Number(fourth), found = versions![version - 1];
      return found ? ok({ subject: second, version, id: found.id, ...shown(found) }) : fault(404, 40402, `Version ${fourth} not found.`);
    }
    return fault(404, 404, 'HTTP 404 Not Found');
  };

  const server = createServer((request, response) => {
    const url = request.url!;
    requests.push(`${request.method} ${url}`);
    const reply = ({ status, body }: Answer): void => { response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json' }).end(JSON.stringify(body)); };
    if (mood === 'silent') return;
    if (mood === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Please log in');
    if (typeof mood === 'number') return reply(fault(mood, mood, `not with ${request.headers.authorization ?? 'nothing'}`));
    if (credentials !== null && request.headers.authorization !== `Basic ${Buffer.from(credentials).toString('base64')}`) return reply(fault(401, 401, 'Unauthorized'));
    bodyOf(request).then((body) => reply(answer(request.method!, url.split('?')[0]!, body)), (error: unknown) => reply(fault(500, 50001, String(error))));
  });
  server.on('connection', (socket: Socket) => { sockets.add(socket.on('close', () => sockets.delete(socket))); });
  const port = await listen(server);
  const down = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => { server.close(resolve); });
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`, requests, down, close: down,
    up: async () => { await listen(server, port); },
    mood: (next) => { mood = next; },
    demand: (wanted) => { credentials = wanted; },
    put: (subject, schema, { schemaType, extra } = {}) => store(subject, JSON.stringify(schema), schemaType, extra),
    versions: (subject) => subjects.get(subject) ?? [],
  };
};
