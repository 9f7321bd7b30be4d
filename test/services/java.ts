import { execFile } from 'node:child_process';
import { Missing } from './missing.js';

interface Ended { readonly ok: boolean; readonly output: string }

/** Runs a command to its end; one that cannot be started ends badly. `output`: stdout and stderr. */
export const command = (name: string, args: readonly string[], seconds: number, cwd?: string): Promise<Ended> => new Promise((done) => {
  execFile(name, args, { encoding: 'utf8', timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 26, cwd }, (error, stdout, stderr) => done({ ok: error === null, output: `${stdout}${stderr}` }));
});

const HOW = 'installing Java 17 or newer and Maven (Debian: apt-get install openjdk-17-jre-headless maven)';

/**
 * The `java` on the PATH.
 * @returns its build as a file name, such as `17.0.15_6-Debian`
 * @throws Missing when there is none or it is older than 17
 */
export const java = async (): Promise<string> => {
  const { ok, output } = await command('java', ['-XshowSettings:properties', '-version'], 30);
  const property = (name: string): string => new RegExp(`^\\s*${name.replaceAll('.', '\\.')} = (.*)$`, 'm').exec(output)?.[1] ?? '';
  const release = property('java.specification.version');
  if (!ok || release === '') throw new Missing('Java 17 or newer', HOW);
  if (!(Number(release) >= 17)) throw new Missing(`Java 17 or newer (found ${release})`, HOW);
  return `${property('java.vm.vendor')}-${property('java.vm.version')}`.replaceAll(/[^\w.-]+/g, '_');
};

/** Runs Maven. @throws Missing when it is not there, or when it cannot get `artifact` */
export const maven = async (args: readonly string[], artifact: string): Promise<void> => {
  if (!(await command('mvn', ['--version'], 60)).ok) throw new Missing('Maven', HOW);
  process.stderr.write(`fetching ${artifact} by Maven, once\n`);
  const { ok, output } = await command('mvn', ['-q', '-B', ...args], 600);
  if (ok) return;
  const reason = output.split('\n').find((line) => line.includes('ERROR'))?.replace(/^\S*\[[^\]]*ERROR[^\]]*\]\S*\s*/, '').slice(0, 300) ?? 'no answer in 10 minutes';
  throw new Missing(`${artifact} (Maven: ${reason})`, 'running the tests once where Maven reaches its repository');
};

/** Small heap, quick start: a test broker lives for a minute, so the optimizing compiler and a parallel collector would only cost. */
export const JVM: readonly string[] = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Djava.awt.headless=true'];
