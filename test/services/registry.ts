/**
 * A schema registry for a test file: `SCHEMA_REGISTRY_URL` (a server of yours), else Apicurio Registry from Maven Central on Java 17 or newer, with
 * Confluent's API and its data in memory. With neither one SKIP line, or a failure under `THRESHER_REQUIRE=registry`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { skipped } from '../needs.js';
import { cached } from './cache.js';
import { command, java, JVM, maven } from './java.js';
import { Missing } from './missing.js';
import { takePlace } from './place.js';
import { NotReady, startJava } from './service.js';

/** Subjects are shared by whoever uses the same registry: choose names that nobody else has. */
export interface Registry {
  /** Base URL as `--registry` takes it, without a slash at its end. */
  readonly url: string;
  /** Ends it and removes its data, where it is ours. Safe to repeat. */
  readonly stop: () => Promise<void>;
}

/** The last line of releases that runs on Java 17. */
const VERSION = '2.6.13.Final', PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const TAKEN = /already bound|Address already in use/, TRIES = 5;

/** Called at the top of a test file, outside of every hook. @returns null after the SKIP line */
export const needsRegistry = async (suite: string): Promise<Registry | null> => {
  const outside = process.env['SCHEMA_REGISTRY_URL'];
  if (outside) return { url: outside.replace(/\/+$/, ''), stop: async () => {} };
  try {
    return await registryFromJar();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    skipped(suite, 'registry', error.what, `${error.how}, or setting SCHEMA_REGISTRY_URL`);
    return null;
  }
};

const install = async (path: string): Promise<void> => {
  const name = 'apicurio-registry-app', packed = `${name}-${VERSION}-all.tar.gz`;
  mkdirSync(path);
  await maven([`${PLUGIN}:copy`, `-Dartifact=io.apicurio:${name}:${VERSION}:tar.gz:all`, `-DoutputDirectory=${path}`], `Apicurio Registry ${VERSION}`);
  const { ok, output } = await command('tar', ['xzf', packed], 120, path);
  if (!ok) throw new Error(`tar cannot unpack ${packed}: ${output}`);
  rmSync(join(path, packed));
};

const registryFromJar = async (): Promise<Registry> => {
  await java();
  const folder = await cached(`apicurio-${VERSION}`, install), since = performance.now();
  for (let tries = 1; ; tries++) {
    const place = await takePlace(), url = `http://127.0.0.1:${place.port}/apis/ccompat/v7`;
    try {
      const service = await startJava(`registry ${VERSION}`, place, [
        ...JVM, '-Xms192m', '-Xmx192m', '-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${place.port}`, '-Dquarkus.log.level=WARN', '-Dquarkus.banner.enabled=false',
        `-Djava.io.tmpdir=${place.folder}`, '-jar', join(folder, `apicurio-registry-app-${VERSION}-runner.jar`),
      ], () => fetch(`${url}/subjects`, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.ok, () => false));
      process.stdout.write(`registry ${VERSION} on ${url}, up after ${((performance.now() - since) / 1000).toFixed(1)} s\n`);
      return { url, stop: async () => { await service.end('SIGKILL'); place.leave(); } };
    } catch (error) {
      place.leave();
      if (!(error instanceof NotReady && TAKEN.test(error.log)) || tries === TRIES) throw error;
    }
  }
};
