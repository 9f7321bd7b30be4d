// The containers, without a container: what docker-compose.yml, the Dockerfile, .dockerignore and docs/deploy.md say of each other, of the settings and of
// the program. Each check gives one line a fault; at the end every one of them is shown a fault.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { verbs } from '../src/commands/index.js';
import { windowBytes } from '../src/dedup/window.js';
import { serveHealth } from '../src/serve/health.js';
import { SETTINGS, variable, type Setting } from '../src/settings.js';
import { thresher } from './thresher.js';

interface Port { readonly host_ip?: string; readonly published: string; readonly target: number }
interface Service {
  readonly build?: string; readonly image?: string; readonly container_name?: string; readonly command?: readonly string[]; readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number | null>>; readonly ports?: readonly Port[]; readonly volumes?: readonly (string | { readonly type: string; readonly target: string })[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>; readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly stop_grace_period?: string; readonly restart?: string;
}
interface Compose { readonly services: Readonly<Record<string, Service>>; readonly volumes: Readonly<Record<string, unknown>> }
/** One instruction of a Dockerfile; `stage` counts from 0. */
interface Instruction { readonly stage: number; readonly name: string; readonly text: string }

/** The files as they are, or with a fault planted. */
const FILES = ['docker-compose.yml', 'Dockerfile', '.dockerignore', 'docs/deploy.md'] as const;
type Files = Readonly<Record<(typeof FILES)[number], string>>;
const files = Object.fromEntries(FILES.map((file) => [file, readFileSync(file, 'utf8')])) as Files;

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { description: string; license: string; engines: { node: string }; bin: { thresher: string }; files: string[] };
const settings: readonly Setting[] = SETTINGS;
const fallback = (key: string): string => String(settings.find((setting) => setting.key === key)!.fallback);

/** `${NAME:-default}` -> default. */
const interpolated = (text: string): string => text.replace(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1');
const composeOf = (all: Files): Compose => parse(interpolated(all['docker-compose.yml']), { merge: true }) as Compose;
const servicesOf = (all: Files): [string, Service][] => Object.entries(composeOf(all).services);
const serviceOf = (all: Files, name: string): Service => composeOf(all).services[name]!;
const env = ({ environment = {} }: Service, name: string): string => String(environment[name] ?? '');

const instructionsOf = (all: Files): Instruction[] => {
  const lines = all['Dockerfile'].split('\n').filter((line) => !/^\s*#/.test(line)).join('\n').replace(/\\\n\s*/g, '').split('\n').filter(Boolean), args = new Map<string, string>();
  let stage = -1;
  return lines.map((line) => {
    const [, name, rest] = /^(\S+)\s+(.*)$/.exec(line)!, text = name === 'FROM' ? rest!.replace(/\$\{(\w+)\}/g, (_, arg: string) => args.get(arg) ?? '') : rest!;
    if (name === 'ARG') args.set(...(text.split('=') as [string, string]));
    if (name === 'FROM') stage++;
    return { stage, name: name!, text };
  });
};
/** Instructions of one name, of the last stage or of all. */
const having = (all: Files, wanted: string, where: 'last' | 'any' = 'last'): Instruction[] => {
  const found = instructionsOf(all), last = Math.max(...found.map(({ stage }) => stage));
  return found.filter(({ name, stage }) => name === wanted && (where === 'any' || stage === last));
};
const imageEnv = (all: Files): Record<string, string> => Object.fromEntries(having(all, 'ENV', 'any').flatMap(({ text }) => text.split(/\s+/)).map((pair) => pair.split('=') as [string, string]));
const copies = (all: Files, where: 'last' | 'any') => having(all, 'COPY', where).map(({ text, stage }) => {
  const words = text.split(/\s+/), from = words.find((word) => word.startsWith('--from='))?.slice(7) ?? null, paths = words.filter((word) => !word.startsWith('--'));
  return { stage, from, sources: paths.slice(0, -1), to: paths.at(-1)! };
});

/** `8686-8695` -> its ports. */
const range = (published: string): number[] => {
  const [first, last = first] = published.split('-').map(Number) as [number, number?];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};
/** `INSIDE://kafka:19092,...` -> name -> host and port. */
const listeners = (text: string): Map<string, { host: string; port: number }> =>
  new Map(text.split(',').map((one) => { const [, name, host, port] = /^(\w+):\/\/(.*):(\d+)$/.exec(one)!; return [name!, { host: host!, port: Number(port) }]; }));

/** Words of a shell line; quotes are taken off. */
const words = (line: string): string[] => [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
const shellLines = (all: Files): string[] => [...all['docs/deploy.md'].matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block!.trim().split('\n')).concat(
  [...all['docs/deploy.md'].matchAll(/`((?:[A-Z_]+=\S+ )?docker compose [^`]+)`/g)].map(([, line]) => line!));

interface Command { readonly line: string; readonly variables: readonly (readonly [string, string])[]; readonly words: readonly string[] }
/** Commands of the doc, those inside `$(...)` too, assignments before them taken off. */
const commandsOf = (all: Files): Command[] => shellLines(all).flatMap((line) => [line.replace(/\$\([^)]*\)/g, 'X'), ...[...line.matchAll(/\$\(([^)]*)\)/g)].map(([, inner]) => inner!)]).map((line) => {
  const all = words(line), start = all.findIndex((word) => !/^[A-Z_]+=/.test(word));
  return { line, variables: all.slice(0, start).map((word) => word.split(/=(.*)/s).slice(0, 2) as [string, string]), words: all.slice(start) };
});

const COMPOSE_VALUES = ['--profile', '--scale', '--index', '--tail'], COMPOSE_FLAGS = ['-d', '--build', '--wait', '--rm', '--volumes'];
/** `docker compose [options] verb [options] service rest...`; null for another program. */
const dockerCompose = ({ words: [docker, compose, ...rest] }: Command) => {
  if (docker !== 'docker' || compose !== 'compose') return null;
  const options: [string, string][] = [], places: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!;
    if (places.length >= 2 || !word.startsWith('-')) places.push(word);
    else options.push([word, COMPOSE_VALUES.includes(word) ? rest[++i]! : '']);
  }
  return { verb: places[0]!, service: places[1], rest: places.slice(2), options };
};

/** A command line of thresher: verb, flags, topology. */
const verbFaults = ([name = '', ...args]: readonly string[]): string[] => {
  const verb = verbs.find((one) => one.name === name);
  if (!verb) return [`thresher has no verb '${name}'`];
  const flags = new Set([...verb.options.map(([flag]) => flag.split(' ')[0]!), ...settings.filter(({ key, flag }) => flag && verb.settings.includes(key)).map(({ flag }) => `--${flag}`), '--json', '--quiet', '--no-color', '--config']);
  return [
    ...args.filter((arg) => arg.startsWith('--') && !flags.has(arg)).map((flag) => `thresher ${name} has no ${flag}`),
    ...(name === 'run' && !existsSync(`topologies/${args[0]}.ts`) ? [`there is no topology '${args[0]}'`] : []),
  ];
};
/** What a service of our own image runs. */
const thresherArgs = ({ build, command = [] }: Service, given: readonly string[] = []): readonly string[] => (build ? (given.length ? given : command) : []);

const settingFaults = (where: string, name: string, value: string | number | null): string[] => {
  const setting = settings.find(({ key, flag }) => flag && variable(key) === name);
  if (!setting) return [`${where}: no setting has the variable ${name}`];
  return value === null || setting.schema.safeParse(value).success ? [] : [`${where}: ${name} is '${value}', allowed ${setting.allowed}`];
};
const ours = (name: string): boolean => name.startsWith('THRESHER_');

/** URL of a health check, wherever it stands in the command. */
const healthUrl = (test: readonly string[]): URL | null => {
  const found = /http:\/\/127\.0\.0\.1:(?:\d+|\$\{process\.env\.THRESHER_PORT\})\/[\w/]+/.exec(test.join(' '))?.[0];
  return found ? new URL(found.replace('${process.env.THRESHER_PORT}', fallback('http.port'))) : null;
};
const imageHealth = (all: Files): string[] => JSON.parse(/CMD (\[.*\])$/.exec(having(all, 'HEALTHCHECK')[0]?.text ?? '')?.[1] ?? '[]') as string[];

const served: string[] = [];

const CHECKS: Readonly<Record<string, (all: Files) => string[]>> = {
  'every THRESHER_ variable is a setting and its value one that the setting allows': (all) => [
    ...servicesOf(all).flatMap(([name, { environment = {} }]) => Object.entries(environment).filter(([key]) => ours(key)).flatMap(([key, value]) => settingFaults(name, key, value))),
    ...Object.entries(imageEnv(all)).filter(([key]) => ours(key)).flatMap(([key, value]) => settingFaults('Dockerfile', key, value)),
    ...commandsOf(all).flatMap(({ line, variables }) => variables.filter(([key]) => ours(key)).flatMap(([key, value]) => settingFaults(line, key, value))),
  ],

  'a variable that the doc sets is one that compose hands on': (all) => {
    const handed = new Set([...all['docker-compose.yml'].matchAll(/\$\{([A-Z_]+):-/g)].map(([, name]) => name!)), passed = servicesOf(all).flatMap(([, { environment = {} }]) => Object.keys(environment).filter((key) => environment[key] === null));
    const named = [...commandsOf(all).flatMap(({ variables }) => variables.map(([name]) => name)), ...[...all['docs/deploy.md'].matchAll(/\b(THRESHER_[A-Z_]+|CLICKHOUSE_[A-Z]+)\b/g)].map(([, name]) => name!)];
    return [...new Set(named)].filter((name) => !handed.has(name) && !passed.includes(name)).map((name) => `compose does not hand on ${name}`);
  },

  'addresses in the environment are services and ports that are there': (all) => servicesOf(all).flatMap(([name, service]) => {
    const kafka = listeners(env(serviceOf(all, 'kafka'), 'KAFKA_ADVERTISED_LISTENERS')), brokers = env(service, 'THRESHER_BROKERS') || env(service, 'KAFKA_BOOTSTRAP_SERVERS');
    const { services } = composeOf(all), waits = Object.keys(service.depends_on ?? {}), named: [string, string, number][] = [];
    for (const broker of brokers.split(',').filter(Boolean)) named.push([broker, broker.split(':')[0]!, Number(broker.split(':')[1])]);
    for (const key of ['THRESHER_REGISTRY', 'THRESHER_STORE'].filter((key) => env(service, key))) {
      const { host, hostname, port, username, password } = new URL(env(service, key));
      named.push([host, hostname, Number(port)]);
      const users = services[hostname] ?? {};
      if (key === 'THRESHER_STORE' && (username !== env(users, 'CLICKHOUSE_USER') || password !== env(users, 'CLICKHOUSE_PASSWORD'))) named.push([`the user of ${hostname}`, '', 0]);
    }
    return named.filter(([, host, port]) => !services[host] || !waits.includes(host)
      || !(host === 'kafka' ? [...kafka.values()].some((at) => at.host === host && at.port === port) : services[host].ports?.some(({ target }) => target === port))).map(([what]) => `${name}: ${what} is not what a service that it waits for has`);
  }),

  'health and metrics: one port in the settings, the image and compose': (all) => {
    const port = fallback('http.port'), image = imageEnv(all), exposed = having(all, 'EXPOSE').map(({ text }) => text);
    return [
      ...(image['THRESHER_PORT'] === port ? [] : [`the image sets THRESHER_PORT to ${image['THRESHER_PORT']}, the default is ${port}`]),
      ...(image['THRESHER_HOST'] === '0.0.0.0' ? [] : ['the image listens where nobody can reach it']),
      ...(exposed.join() === port ? [] : [`the image exposes ${exposed.join()}, the default is ${port}`]),
      ...(serviceOf(all, 'thresher').ports ?? []).filter(({ target }) => String(target) !== port).map(({ target }) => `thresher publishes ${target}, the default is ${port}`),
      ...commandsOf(all).map((command) => dockerCompose(command)).filter((command) => command?.verb === 'port' && command.rest[0] !== port).map((command) => `docs: port ${command!.rest[0]} of ${command!.service}, the default is ${port}`),
    ];
  },

  'Kafka tells clients addresses that lead back to it, and keeps what must be kept': (all) => {
    const kafka = serviceOf(all, 'kafka'), bound = listeners(env(kafka, 'KAFKA_LISTENERS')), told = listeners(env(kafka, 'KAFKA_ADVERTISED_LISTENERS')), controller = env(kafka, 'KAFKA_CONTROLLER_LISTENER_NAMES');
    const host = kafka.ports?.[0], number = (name: string): number => Number(env(kafka, name)), least = { KAFKA_MESSAGE_MAX_BYTES: 16 * 2 ** 20, KAFKA_LOG_RETENTION_HOURS: 7 * 24, KAFKA_OFFSETS_RETENTION_MINUTES: 14 * 24 * 60 };
    const ways = [...told].map(([, at]) => `${at.host}:${at.port}`), mapped = env(kafka, 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP').split(',').map((one) => one.split(':')[0]!);
    return [
      ...[...bound.keys()].filter((name) => name !== controller && !told.has(name)).map((name) => `listener ${name} is advertised nowhere`),
      ...[...bound.keys()].filter((name) => !mapped.includes(name)).map((name) => `listener ${name} has no protocol`),
      ...(bound.get('INSIDE')?.port === told.get('INSIDE')?.port && told.get('INSIDE')?.host === 'kafka' ? [] : ['containers are sent to another address than that of the listener INSIDE']),
      ...(host && ways.includes(`127.0.0.1:${host.published}`) && bound.get('HOST')?.port === host.target ? [] : ['the host is sent to another address than the published one']),
      ...(told.has(env(kafka, 'KAFKA_INTER_BROKER_LISTENER_NAME')) ? [] : ['the inter-broker listener is no listener']),
      ...(`${env(kafka, 'KAFKA_NODE_ID')}@${bound.get(controller)?.host}:${bound.get(controller)?.port}` === env(kafka, 'KAFKA_CONTROLLER_QUORUM_VOTERS') ? [] : ['the quorum is not the controller listener']),
      ...Object.entries(least).filter(([name, value]) => !(number(name) >= value)).map(([name, value]) => `${name} is ${env(kafka, name)}, at least ${value} is needed`),
      ...(env(kafka, 'KAFKA_AUTO_CREATE_TOPICS_ENABLE') === 'false' ? [] : ['topics appear by accident']),
      ...(kafka.volumes ?? []).filter((volume) => !String(volume).endsWith(`:${env(kafka, 'KAFKA_LOG_DIRS')}`)).map((volume) => `Kafka does not write to ${String(volume)}`),
    ];
  },

  'health checks ask what is served there': (all) => {
    const { port, pathname } = new URL(env(serviceOf(all, 'thresher'), 'THRESHER_REGISTRY')), image = healthUrl(imageHealth(all));
    const right: Record<string, (url: URL | null, text: string) => boolean> = {
      thresher: (url) => url === null || (url.port === fallback('http.port') && served.includes(url.pathname)),
      ingest: (url) => url === null,
      kafka: (_, text) => text.endsWith(`--bootstrap-server ${env(serviceOf(all, 'thresher'), 'THRESHER_BROKERS')}`),
      registry: (url) => url?.port === port && url.pathname.startsWith(`${pathname}/`),
      clickhouse: (url) => url?.pathname === '/ping' && url.port === new URL(env(serviceOf(all, 'thresher'), 'THRESHER_STORE')).port,
    };
    return [
      ...servicesOf(all).filter(([name, { healthcheck: { test = [] } = {} }]) => !right[name]?.(healthUrl(test), test.join(' '))).map(([name]) => `${name}: its health check asks something else`),
      ...(image?.pathname === '/livez' && image.port === fallback('http.port') ? [] : ['Dockerfile: HEALTHCHECK does not ask /livez']),
    ];
  },

  'volumes and services that are named are there, and what is waited for has a health check': (all) => {
    const { services, volumes } = composeOf(all), used = servicesOf(all).flatMap(([, { volumes: mounts = [] }]) => mounts.filter((mount) => typeof mount === 'string').map((mount) => mount.split(':')[0]!));
    return [
      ...used.filter((name) => !(name in volumes)).map((name) => `volume ${name} is not declared`),
      ...Object.keys(volumes).filter((name) => !used.includes(name)).map((name) => `volume ${name} is used by nobody`),
      ...servicesOf(all).flatMap(([name, { depends_on = {} }]) => Object.entries(depends_on).flatMap(([other, { condition }]) => {
        const check = services[other]?.healthcheck;
        if (!services[other]) return [`${name} waits for ${other}, which is no service`];
        return condition === 'service_healthy' && check?.test && !check.disable ? [] : [`${name} waits for ${other}, which never says that it is healthy`];
      })),
    ];
  },

  'host ports are on loopback, below the ephemeral range, each once, and enough for three processes': (all) => {
    const ports = servicesOf(all).flatMap(([name, { ports: list = [] }]) => list.flatMap(({ host_ip, published }) => range(published).map((port) => ({ name, host_ip, port }))));
    const { ports: scaled = [], container_name } = serviceOf(all, 'thresher');
    return [
      ...ports.filter(({ host_ip }) => host_ip !== '127.0.0.1').map(({ name, port }) => `${name} publishes ${port} beyond loopback`),
      ...ports.filter(({ port }) => !(port >= 1024 && port < 32_768)).map(({ name, port }) => `${name} publishes ${port}`),
      ...ports.filter(({ port }, at) => ports.findIndex((other) => other.port === port) !== at).map(({ name, port }) => `${name} publishes ${port}, which is taken`),
      ...(scaled.every(({ published }) => range(published).length >= 3) && !container_name ? [] : ['thresher cannot be scaled to 3']),
    ];
  },

  'addresses on the host that the doc names are published': (all) => {
    const published = servicesOf(all).flatMap(([, { ports = [] }]) => ports.flatMap(({ published }) => range(published)));
    return [...all['docs/deploy.md'].matchAll(/127\.0\.0\.1:(\d+)/g)].filter(([, port]) => !published.includes(Number(port))).map(([address]) => `docs: ${address} is not published`);
  },

  'images are pinned, and thresher is built here': (all) => {
    const bases = having(all, 'FROM', 'any').map(({ text }) => text.split(' ')[0]!), images = [...servicesOf(all).flatMap(([, { image }]) => image ?? []), ...bases];
    const [major, minor] = /(\d+)\.(\d+)/.exec(manifest.engines.node)!.slice(1).map(Number) as [number, number];
    return [
      ...images.filter((image) => !/^[a-z0-9./-]+:\d+\.\d+[\w.-]*$/.test(image)).map((image) => `${image} is not pinned`),
      ...bases.filter((base) => { const [, a, b] = /^node:(\d+)\.(\d+)\.\d+-\w+-slim$/.exec(base) ?? []; return !a || Number(a) < major || (Number(a) === major && Number(b) < minor); }).map((base) => `${base} is no slim Debian with Node ${manifest.engines.node}`),
      ...servicesOf(all).filter(([, { build, image }]) => (build === undefined) === (image === undefined)).map(([name]) => `${name} has both or neither of build and image`),
    ];
  },

  'the image holds what runs, and runs as nobody in particular': (all) => {
    const last = instructionsOf(all).filter(({ stage }) => stage === 1), target = copies(all, 'last').flatMap(({ sources, to }) => sources.map((source) => (to.endsWith('/') ? to + source.split('/').at(-1)! : to)));
    const read = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join('src', file), 'utf8')).concat(readFileSync('cli.ts', 'utf8')).join('\n');
    const needed = ['node_modules', 'dist', 'schemas', 'models', 'LICENSE', 'NOTICE', ...[...read.matchAll(/packageFile\('([\w./-]+)'\)/g)].map(([, path]) => path!).filter((path) => path !== '.')];
    const runs = having(all, 'RUN', 'any').map(({ text }) => text), link = /ln -s (\S+) (\S+)/.exec(runs.at(-1)!) ?? [], labels = having(all, 'LABEL')[0]?.text ?? '';
    const said = (name: string): string | undefined => last.filter((one) => one.name === name).at(-1)?.text;
    return [
      ...[...new Set(needed)].filter((path) => !target.some((place) => `/opt/thresher/${path}` === place || `/opt/thresher/${path}`.startsWith(`${place}/`))).map((path) => `${path} is not in the image`),
      ...(['root', '0', undefined].includes(said('USER')) || last.findLastIndex(({ name }) => name === 'USER') < last.findLastIndex(({ name }) => name === 'RUN') ? ['the image runs as root'] : []),
      ...(said('ENTRYPOINT') === '["thresher"]' && link[1] === `/opt/thresher/${manifest.bin.thresher}` && link[2] === '/usr/local/bin/thresher' && runs.some((run) => run.includes(`chmod +x ${manifest.bin.thresher}`)) ? [] : ['the entry point is not the command line']),
      ...(said('STOPSIGNAL') === 'SIGTERM' ? [] : ['docker stop sends something else than SIGTERM']),
      ...(runs.some((run) => /npm ci/.test(run)) && runs.some((run) => /npm prune --omit=dev --ignore-scripts/.test(run)) && !last.some(({ name, text }) => name === 'RUN' && text.includes('npm')) ? [] : ['the image holds development dependencies']),
      ...(runs.some((run) => /rm -rf node_modules\/chdb node_modules\/@chdb/.test(run)) ? [] : ['the image holds the embedded ClickHouse']),
      ...(labels.includes(`description="${manifest.description}"`) && labels.includes(`licenses="${manifest.license}"`) ? [] : ['the labels are not those of package.json']),
    ];
  },

  'what the Dockerfile copies exists, is let through by .dockerignore, and nothing else is': (all) => {
    const [everything, ...kept] = all['.dockerignore'].split('\n').filter((line) => line && !line.startsWith('#')), stages = having(all, 'FROM', 'any').map(({ text }) => / AS (\w+)$/.exec(text)?.[1]);
    const context = copies(all, 'any').filter(({ from }) => from === null).flatMap(({ sources }) => sources.map((source) => source.replace(/^\.\//, ''))), tsconfig = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { include: string[] };
    return [
      ...(everything === '*' ? [] : ['.dockerignore lets everything through']),
      ...context.filter((path) => !existsSync(path)).map((path) => `${path} does not exist`),
      ...context.filter((path) => !kept.includes(`!${path}`)).map((path) => `${path} is kept out by .dockerignore`),
      ...kept.filter((line) => !context.includes(line.slice(1))).map((line) => `.dockerignore: ${line} is copied by nobody`),
      ...[...tsconfig.include, 'tsconfig.json', 'package-lock.json'].filter((path) => !copies(all, 'any').some(({ stage, sources }) => stage === 0 && sources.includes(path))).map((path) => `the build lacks ${path}`),
      ...copies(all, 'last').filter(({ from, sources }) => from !== null && (!stages.includes(from) || !sources.every((source) => source.startsWith('/build/')))).map(({ sources }) => `${sources.join()} comes from nowhere`),
    ];
  },

  'a container may take longer to stop than a drain takes': (all) => {
    const drain = Number(/DRAIN_MS = ([\d_]+)/.exec(readFileSync('cli.ts', 'utf8'))![1]!.replace('_', '')), docs = /within (\d+) s; compose waits (\d+) s/.exec(all['docs/deploy.md'])?.slice(1).map(Number) ?? [];
    return [
      ...servicesOf(all).filter(([, { build }]) => build).filter(([, { stop_grace_period = '10s' }]) => !(parseInt(stop_grace_period, 10) * 1000 > drain)).map(([name, { stop_grace_period }]) => `${name} is killed after ${stop_grace_period}, in the middle of a drain`),
      ...(docs[0] === drain / 1000 && `${docs[1]}s` === serviceOf(all, 'thresher').stop_grace_period ? [] : ['docs: other times than those of the program']),
    ];
  },

  'commands are verbs, flags, services and profiles that are there': (all) => {
    const { services } = composeOf(all), inside = env(services['thresher']!, 'THRESHER_BROKERS'), profiles = servicesOf(all).flatMap(([, { profiles: list = [] }]) => list);
    const standard: Record<string, RegExp> = { '--bootstrap-server': new RegExp(`^${inside}$`), '--group': new RegExp(`^${fallback('group')}$`), '--topic': new RegExp(`^${fallback('topic')}(\\.dlq)?$`), '--database': new RegExp(`^${fallback('database')}$`) };
    return [
      ...servicesOf(all).flatMap(([name, service]) => (service.build ? verbFaults(thresherArgs(service)).map((fault) => `${name}: ${fault}`) : [])),
      ...commandsOf(all).flatMap((command) => {
        const { line, words: [program, second, ...rest] } = command, docker = dockerCompose(command), fault = (text: string): string => `${line}: ${text}`;
        if (program === 'npx' && second === 'thresher') return verbFaults(rest).map(fault);
        if (!docker) return ['curl', 'git'].includes(program!) ? [] : [fault('an unknown program')];
        const { verb, service, options } = docker, scaled = options.filter(([name]) => name === '--scale').map(([, value]) => value.split('=')[0]!), args = docker.rest;
        return [
          ...(['up', 'run', 'exec', 'port', 'logs', 'stop', 'down', 'build'].includes(verb) ? [] : [fault(`docker compose ${verb}`)]),
          ...[...(service === undefined ? [] : [service]), ...scaled].filter((name) => !services[name]).map((name) => fault(`no service ${name}`)),
          ...options.filter(([name]) => ![...COMPOSE_VALUES, ...COMPOSE_FLAGS].includes(name)).map(([name]) => fault(`unknown option ${name}`)),
          ...options.filter(([name, value]) => name === '--profile' && !profiles.includes(value)).map(([, value]) => fault(`no profile ${value}`)),
          ...(verb === 'run' && service ? verbFaults(thresherArgs(services[service] ?? {}, args)).map(fault) : []),
          ...(verb === 'exec' && service === 'thresher' ? (args[0] === 'thresher' ? verbFaults(args.slice(1)) : [`no ${args[0]}`]).map(fault) : []),
          ...(verb === 'exec' && service !== 'thresher' ? args.flatMap((arg, at) => (standard[arg] && !standard[arg].test(args[at + 1] ?? '') ? [fault(`${arg} ${args[at + 1]}`)] : [])) : []),
        ];
      }),
    ];
  },

  'the doc names files, headers and figures of the program': (all) => {
    const doc = all['docs/deploy.md'], letters = readFileSync('src/operators/dead-letter.ts', 'utf8') + readFileSync('src/sources/dead-letters.ts', 'utf8'), window = windowBytes(Number(fallback('dedup.window')), Number(fallback('dedup.bands'))), partitions = /DEFAULT_PARTITIONS = (\d+)/.exec(readFileSync('src/run-ingest.ts', 'utf8'))?.[1];
    return [
      ...[...doc.matchAll(/\]\(([^)#]+)\)/g)].filter(([, path]) => !existsSync(join('docs', path!))).map(([, path]) => `docs: no file ${path}`),
      ...[...doc.matchAll(/^((?:x-thresher|__streams)\S+) {2}/gm)].filter(([, name]) => !letters.includes(`'${name}'`)).map(([, name]) => `docs: no letter has the header ${name}`),
      ...[...letters.matchAll(/'((?:x-thresher|__streams)[\w.-]+)'/g)].filter(([, name]) => !doc.includes(`\n${name} `) && !doc.includes(`\`${name}\``)).map(([, name]) => `docs: the header ${name} is missing`),
      ...(doc.includes('420 bytes x `dedup.window`') && Math.abs(window / Number(fallback('dedup.window')) - 420) < 5 ? [] : [`docs: a window takes ${window} bytes`]),
      ...(doc.includes(`makes the topic (curate waits for it): ${partitions}, or`) ? [] : [`docs: a new topic has ${partitions} partitions`]),
      ...[...doc.matchAll(/`(\/[a-z]+)`/g)].filter(([, path]) => !served.includes(path!)).map(([, path]) => `docs: ${path} is not served`),
    ];
  },
};

let reasons: string[] = [], port = 0, close = (): void => {};
beforeAll(async () => {
  const health = await serveHealth({ host: '127.0.0.1', port: 0, version: '1.2.3', registry: new Registry(), notReady: () => reasons });
  ({ port, close } = health);
  for (const path of ['/livez', '/readyz', '/health', '/metrics', '/version', '/ready', '/healthz', '/ping']) if ((await fetch(`http://127.0.0.1:${port}${path}`)).status === 200) served.push(path);
});
afterAll(() => close());

describe('containers', () => {
  test.each(Object.keys(CHECKS))('%s', (name) => expect(CHECKS[name]!(files)).toEqual([]));

  test('there is something to check', () => {
    expect([servicesOf(files).length, commandsOf(files).length > 15, served]).toEqual([5, true, ['/livez', '/readyz', '/health', '/metrics', '/version']]);
  });

  test('the health check of the image, run: ready, not ready, nobody there', async () => {
    const [program, ...args] = imageHealth(files), free = createServer();
    await new Promise<void>((listening) => free.listen(0, '127.0.0.1', listening));
    const { port: nobody } = free.address() as { port: number };
    await new Promise((closed) => free.close(closed));
    const check = (at: number): Promise<number | null> => new Promise((done) => {
      execFile(process.execPath, args, { env: { ...process.env, THRESHER_PORT: String(at) } }, (error) => done(error === null ? 0 : typeof error.code === 'number' ? error.code : null));
    });
    expect([program, await check(port)]).toEqual(['node', 0]);
    reasons = ['store'];
    expect(await check(port)).toBe(0);
    reasons = [];
    expect(await check(nobody)).toBe(1);
  });
});

describe('SQL of the doc', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thresher-deploy-')), store = join(folder, 'store');
  const queries = commandsOf(files).flatMap(({ words: list }) => list.filter((word) => word.startsWith('SELECT ')));
  beforeAll(async () => {
    writeFileSync(join(folder, 'pages.jsonl'), ['{"id":"a","url":"https://example.org/","text":"A page with a few words."}', '{"id":"b"}', ''].join('\n'));
    const { code, stderr } = await thresher(['backfill', join(folder, 'pages.jsonl'), '--store', store, '--quiet']);
    if (code !== 0) throw new Error(stderr);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is there', () => expect(queries.length).toBeGreaterThan(3));
  test.each(queries)('%s', async (query) => {
    const { code, stdout, stderr } = await thresher(['sql', query, '--store', store, '--format', 'JSONEachRow', '--quiet']);
    expect([code, stderr, stdout.trim().split('\n').length]).toEqual([0, '', 1]);
    if (query.includes('adds_up')) expect(JSON.parse(stdout)).toEqual({ taken: '2', kept: '1', rejected: '1', adds_up: 1 });
  });
});

/** Which file, what stands there, what is planted in its place, and the fault that the check of that name must find. */
const PLANTED: readonly (readonly [check: string, file: keyof Files, text: string, planted: string, fault: string])[] = [
  ['every THRESHER_ variable', 'docker-compose.yml', 'THRESHER_WORKERS:', 'THRESHER_WORKER:', 'thresher: no setting has the variable THRESHER_WORKER'],
  ['every THRESHER_ variable', 'docker-compose.yml', 'THRESHER_BROKERS: kafka:19092', 'THRESHER_BROKERS: kafka', "thresher: THRESHER_BROKERS is 'kafka', allowed host:port[,host:port ...]"],
  ['every THRESHER_ variable', 'Dockerfile', 'THRESHER_PORT=8686', 'THRESHER_PORT=868600', "Dockerfile: THRESHER_PORT is '868600', allowed 0 to 65535; 0 takes a free one"],
  ['every THRESHER_ variable', 'docs/deploy.md', 'THRESHER_DATABASE=thresher_2', 'THRESHER_DATABASE=thresher-2', "THRESHER_DATABASE=thresher-2 THRESHER_GROUP=thresher-curate-2 docker compose up -d --wait: THRESHER_DATABASE is 'thresher-2', allowed letters, digits and _"],
  ['a variable that the doc sets', 'docker-compose.yml', '      THRESHER_GROUP:\n', '', 'compose does not hand on THRESHER_GROUP'],
  ['addresses in the environment', 'docker-compose.yml', '@clickhouse:8123', '@clickhouse:9000', 'thresher: clickhouse:9000 is not what a service that it waits for has'],
  ['addresses in the environment', 'docker-compose.yml', 'CLICKHOUSE_PASSWORD: ${CLICKHOUSE_PASSWORD:-thresher}', 'CLICKHOUSE_PASSWORD: ${CLICKHOUSE_PASSWORD:-other}', 'thresher: the user of clickhouse is not what a service that it waits for has'],
  ['addresses in the environment', 'docker-compose.yml', 'KAFKA_BOOTSTRAP_SERVERS: kafka:19092', 'KAFKA_BOOTSTRAP_SERVERS: kafka:9092', 'registry: kafka:9092 is not what a service that it waits for has'],
  ['addresses in the environment', 'docker-compose.yml', 'http://registry:8080', 'http://registry:8081', 'thresher: registry:8081 is not what a service that it waits for has'],
  ['health and metrics', 'Dockerfile', 'EXPOSE 8686', 'EXPOSE 8080', 'the image exposes 8080, the default is 8686'],
  ['health and metrics', 'docker-compose.yml', 'target: 8686', 'target: 8687', 'thresher publishes 8687, the default is 8686'],
  ['Kafka tells', 'docker-compose.yml', 'HOST://127.0.0.1:9092', 'HOST://127.0.0.1:9094', 'the host is sent to another address than the published one'],
  ['Kafka tells', 'docker-compose.yml', 'INSIDE://kafka:19092', 'INSIDE://localhost:19092', 'containers are sent to another address than that of the listener INSIDE'],
  ['Kafka tells', 'docker-compose.yml', '20160', '10080', 'KAFKA_OFFSETS_RETENTION_MINUTES is 10080, at least 20160 is needed'],
  ['Kafka tells', 'docker-compose.yml', 'kafka:/var/lib/kafka/data', 'kafka:/var/lib/kafka', 'Kafka does not write to kafka:/var/lib/kafka'],
  ['health checks ask', 'docker-compose.yml', 'command: [run, curate]', "command: [run, curate]\n    healthcheck: { test: [CMD, curl, 'http://127.0.0.1:8686/ready'] }", 'thresher: its health check asks something else'],
  ['health checks ask', 'docker-compose.yml', '8123/ping', '8123/pong', 'clickhouse: its health check asks something else'],
  ['health checks ask', 'docker-compose.yml', '8080/apis/ccompat/v7/subjects', '8080/apis/ccompat/v6/subjects', 'registry: its health check asks something else'],
  ['health checks ask', 'Dockerfile', '/livez', '/readyz', 'Dockerfile: HEALTHCHECK does not ask /livez'],
  ['volumes and services', 'docker-compose.yml', '\n  ingest:\n', '\n  ingested:\n', 'volume ingest is not declared'],
  ['volumes and services', 'docker-compose.yml', "      test: [CMD, wget, -q, --spider, 'http://127.0.0.1:8123/ping']\n", '', 'thresher waits for clickhouse, which never says that it is healthy'],
  ['host ports', 'docker-compose.yml', "host_ip: 127.0.0.1, published: '8123'", "host_ip: 0.0.0.0, published: '8123'", 'clickhouse publishes 8123 beyond loopback'],
  ['host ports', 'docker-compose.yml', "'8686-8695'", "'8686'", 'thresher cannot be scaled to 3'],
  ['host ports', 'docker-compose.yml', "'8081'", "'8690'", 'registry publishes 8690, which is taken'],
  ['host ports', 'docker-compose.yml', "'9092'", "'39092'", 'kafka publishes 39092'],
  ['addresses on the host', 'docs/deploy.md', '127.0.0.1:8081/apis', '127.0.0.1:8080/apis', 'docs: 127.0.0.1:8080 is not published'],
  ['images are pinned', 'docker-compose.yml', 'apache/kafka:4.3.1', 'apache/kafka:latest', 'apache/kafka:latest is not pinned'],
  ['images are pinned', 'Dockerfile', 'node:22.23.3-bookworm-slim', 'node:20.18.1-bookworm-slim', 'node:20.18.1-bookworm-slim is no slim Debian with Node >=20.19'],
  ['images are pinned', 'Dockerfile', 'node:22.23.3-bookworm-slim', 'node:22.23.3-alpine', 'node:22.23.3-alpine is no slim Debian with Node >=20.19'],
  ['the image holds', 'Dockerfile', 'COPY schemas /opt/thresher/schemas\n', '', 'schemas is not in the image'],
  ['the image holds', 'Dockerfile', 'COPY package.json LICENSE', 'COPY LICENSE', 'package.json is not in the image'],
  ['the image holds', 'Dockerfile', 'USER node\n', '', 'the image runs as root'],
  ['the image holds', 'Dockerfile', '--omit=dev --ignore-scripts', '--omit=dev', 'the image holds development dependencies'],
  ['the image holds', 'Dockerfile', 'STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGQUIT', 'docker stop sends something else than SIGTERM'],
  ['the image holds', 'Dockerfile', ' && chmod +x dist/cli.js', '', 'the entry point is not the command line'],
  ['what the Dockerfile copies', 'Dockerfile', 'COPY topologies ./topologies', 'COPY topology ./topologies', 'topology does not exist'],
  ['what the Dockerfile copies', '.dockerignore', '!tsconfig.json\n', '', 'tsconfig.json is kept out by .dockerignore'],
  ['what the Dockerfile copies', '.dockerignore', '!src', '!src\n!test', '.dockerignore: !test is copied by nobody'],
  ['what the Dockerfile copies', 'Dockerfile', '--from=build /build/dist', '--from=builder /build/dist', '/build/dist comes from nowhere'],
  ['a container may take', 'docker-compose.yml', 'stop_grace_period: 30s', 'stop_grace_period: 20s', 'ingest is killed after 20s, in the middle of a drain'],
  ['commands are', 'docker-compose.yml', '[run, curate]', '[run, curated]', "thresher: there is no topology 'curated'"],
  ['commands are', 'docs/deploy.md', 'ingest /crawl --partitions 24', 'ingest /crawl --partition 24', 'docker compose run --rm ingest ingest /crawl --partition 24: thresher ingest has no --partition'],
  ['commands are', 'docs/deploy.md', 'docker compose stop thresher', 'docker compose stop curate', 'docker compose stop curate: no service curate'],
  ['commands are', 'docs/deploy.md', '--scale thresher=3', '--scale worker=3', 'docker compose up -d --wait --scale worker=3: no service worker'],
  ['commands are', 'docs/deploy.md', 'docker compose --profile ingest build', 'docker compose --profile all build', 'docker compose --profile all build: no profile all'],
  ['commands are', 'docs/deploy.md', 'npx thresher ingest crawl/', 'npx thresher feed crawl/', "npx thresher feed crawl/ --brokers 127.0.0.1:9092 --registry http://127.0.0.1:8081/apis/ccompat/v7: thresher has no verb 'feed'"],
  ['the doc names', 'docs/deploy.md', 'x-thresher-attempt ', 'x-thresher-attempts ', 'docs: no letter has the header x-thresher-attempts'],
  ['the doc names', 'docs/deploy.md', 'configuration.md', 'settings.md', 'docs: no file settings.md'],
  ['the doc names', 'docs/deploy.md', 'waits for it): 4, or', 'waits for it): 8, or', 'docs: a new topic has 4 partitions'],
];

describe('a planted fault is found', () => {
  test.each(PLANTED)('%s, %s: %j as %j', (check, file, text, planted, fault) => {
    const name = Object.keys(CHECKS).find((one) => one.startsWith(check))!;
    expect(files[file]).toContain(text);
    expect(CHECKS[name]!({ ...files, [file]: files[file].replaceAll(text, planted) })).toContain(fault);
  });

  test('by every check', () => expect(Object.keys(CHECKS).filter((name) => !PLANTED.some(([check]) => name.startsWith(check)))).toEqual([]));
});
