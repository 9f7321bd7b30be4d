/**
 * Apache Kafka without Docker: its jars from Maven Central on the Java that is there, one node that is broker and controller (KRaft).
 *
 * What takes time is done once and kept in the cache, per Kafka version: the jars (45 MB, ten seconds), a formatted data folder, which a broker copies instead
 * of starting a second JVM to make its own, and per Java build an archive of loaded classes (50 MB), which halves the start. A start then takes one to
 * two seconds on an idle machine. Where no archive can be made, the broker starts without.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.js';
import { command, java, JVM, maven } from './java.js';
import { groupsReady } from './kafka-client.js';
import type { BrokerSettings, OwnBroker } from './kafka.js';
import { takePlace, type Place } from './place.js';
import { NotReady, startJava, type Service } from './service.js';

/** A file beside this one; `bench` runs this file compiled, and the others are not. */
const here = (name: string): string => ['./', '../../../test/services/'].map((folder) => fileURLToPath(new URL(`${folder}${name}`, import.meta.url))).find((path) => existsSync(path))!;
const UP = 'Kafka Server started', TAKEN = /Address already in use/;
/** A port can be lost between the look at it and the broker's start. */
const TRIES = 5;

/** The jars of a version, their arguments to Java, and a data folder as `format` leaves it. */
interface Installed { readonly version: string; readonly folder: string; readonly jvm: readonly string[] }

const classPath = (folder: string): string => readdirSync(join(folder, 'jars')).filter((name) => name.endsWith('.jar')).sort().map((name) => join(folder, 'jars', name)).join(delimiter);

const jvmOf = (version: string, folder: string): string[] => [
  ...JVM, '-Xms256m', '-Xmx256m', '-XX:MaxDirectMemorySize=128m', '-cp', classPath(folder),
  version.startsWith('3.') ? `-Dlog4j.configuration=file:${here('log4j.properties')}` : `-Dlog4j2.configurationFile=file:${here('log4j2.properties')}`,
];

/** Writes the settings of a broker in its place; returns their path. */
const configure = (place: Place, settings: BrokerSettings): string => {
  const path = join(place.folder, 'server.properties');
  const filled = readFileSync(here('server.properties'), 'utf8').replaceAll('@PORT@', String(place.port)).replaceAll('@CONTROLLER@', String(place.port + 1)).replaceAll('@DATA@', join(place.folder, 'data'));
  writeFileSync(path, `${filled}\n${Object.entries(settings).map(([key, value]) => `${key}=${value}\n`).join('')}`);
  return path;
};

/** Fetches the jars and makes the formatted data folder, below `folder`. */
const install = async (version: string, folder: string): Promise<void> => {
  await maven(['-f', here('pom.xml'), '-P', version.startsWith('3.') ? 'v3' : 'v4', `-Dkafka.version=${version}`, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'jars')}`],
    `Apache Kafka ${version}`);
  const place = await takePlace();
  try {
    const { ok, output } = await command('java', [...jvmOf(version, folder), 'kafka.tools.StorageTool', 'format', '-t', 'dGhyZXNoZXItdGVzdHMtMQ', '-c', configure(place, {})], 60);
    if (!ok) throw new NotReady(`kafka ${version}`, 'cannot format a data folder', output);
    cpSync(join(place.folder, 'data'), join(folder, 'data'), { recursive: true });
  } finally {
    place.leave();
  }
};

const launch = (version: string, place: Place, jvm: readonly string[]): Promise<Service> => {
  const scratch = join(place.folder, 'tmp');   // native libraries are unpacked there, and stay behind after a SIGKILL
  mkdirSync(scratch, { recursive: true });
  return startJava(`kafka ${version}`, place, [...jvm, `-Djava.io.tmpdir=${scratch}`, 'kafka.Kafka', join(place.folder, 'server.properties')], (log) => log.includes(UP));
};

/** Starts a broker that writes down the classes it loads when it ends. An empty file says that this Java makes no archive. */
const archive = async (version: string, folder: string, path: string): Promise<void> => {
  const place = await takePlace(), made = join(place.folder, 'classes.jsa');
  try {
    configure(place, {});
    cpSync(join(folder, 'data'), join(place.folder, 'data'), { recursive: true });
    await (await launch(version, place, [...jvmOf(version, folder), `-XX:ArchiveClassesAtExit=${made}`])).end('SIGTERM');
  } catch (error) {
    if (!(error instanceof NotReady)) throw error;
  }
  if (existsSync(made)) copyFileSync(made, path); else writeFileSync(path, '');
  place.leave();
};

const installed = async (): Promise<Installed> => {
  const build = await java(), version = process.env['KAFKA_VERSION'] || '4.4.0';
  const folder = await cached(`kafka-${version}`, (path) => install(version, path));
  const classes = await cached(join(`kafka-${version}`, `${build}.jsa`), (path) => archive(version, folder, path));
  return { version, folder, jvm: [...(statSync(classes).size > 0 ? [`-XX:SharedArchiveFile=${classes}`] : []), ...jvmOf(version, folder)] };
};

/** @throws Missing when Java, Maven or the jars are not to be had · NotReady when the broker does not start */
export const kafkaFromJars = async (settings: BrokerSettings): Promise<OwnBroker> => {
  const { version, folder, jvm } = await installed(), since = performance.now();
  for (let tries = 1; ; tries++) {
    const place = await takePlace();
    try {
      configure(place, settings);
      cpSync(join(folder, 'data'), join(place.folder, 'data'), { recursive: true });
      let service = await launch(version, place, jvm);
      const brokers = `127.0.0.1:${place.port}`;
      await groupsReady(brokers);
      process.stdout.write(`kafka ${version} on ${brokers}, up after ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
      return {
        brokers, version,
        kill: () => service.end('SIGKILL'),
        restart: async () => {
          await service.end('SIGTERM');
          service = await launch(version, place, jvm);
          await groupsReady(brokers);
        },
        stop: async () => { await service.end('SIGKILL'); place.leave(); },
      };
    } catch (error) {
      place.leave();
      if (!(error instanceof NotReady && TAKEN.test(error.log)) || tries === TRIES) throw error;
    }
  }
};
