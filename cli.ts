#!/usr/bin/env node
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { once } from 'node:events';
import { devNull } from 'node:os';
import pino from 'pino';
import pretty from 'pino-pretty';
import { verbs } from './src/commands/index.js';
import type { Context, Verb } from './src/commands/verb.js';
import { resolveConfig } from './src/config.js';
import { EXIT, Fault } from './src/model/fault.js';
import { packageFile } from './src/package.js';
import { SETTINGS, type Setting } from './src/settings.js';

// The embedded engine takes whatever waits on standard input for more data of an INSERT (`while read file; do thresher backfill $file; done < list`). Nothing
// is read there but a query, by `sql -`, to its end. The lowest free number is the one that was just closed.
if (!process.argv.includes('-')) {
  try {
    closeSync(0);
  } catch {
    // It was closed already.
  }
  openSync(devNull, 'r');
}

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };

const print = async (text: string | Uint8Array): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(EXIT.done); });

/** First signal: no new work, what is in flight ends. Second: out, at once; the store is safe by its protocol. */
const stop = new AbortController();
let interrupted = false;
const onSignal = (signal: 'SIGINT' | 'SIGTERM'): void => {
  const code = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  if (stop.signal.aborted) process.exit(code);
  interrupted = signal === 'SIGINT';
  stop.abort();
  setTimeout(() => process.exit(code), DRAIN_MS).unref();
};
const DRAIN_MS = 25_000;

const optionName = (flag: string): string => flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const execute = async (verb: Verb, args: readonly string[], options: Readonly<Record<string, unknown>>): Promise<number> => {
  const flags = Object.fromEntries((SETTINGS as readonly Setting[]).filter(({ flag }) => flag).map(({ flag }) => [flag, options[optionName(flag)]]));
  const color = options['color'] !== false && !process.env['NO_COLOR'] && process.stderr.isTTY;
  const level = options['quiet'] ? 'silent' : 'info';
  const log = process.stderr.isTTY ? pino({ level }, pretty({ destination: 2, colorize: color, ignore: 'pid,hostname', sync: true })) : pino({ level }, pino.destination({ dest: 2, sync: true }));
  const context: Context = { config: resolveConfig(flags, process.env, options['config'] as string | undefined), json: options['json'] === true, quiet: options['quiet'] === true,
    color, version, log, print, stop: stop.signal };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const code = await verb.run(context, args, options);
  return interrupted ? EXIT.interrupted : code;
};

const program = new Command('thresher')
  .description('Web crawls as a stream: every page measured once and kept in ClickHouse with its signals, so that choosing training data is SQL.')
  .version(version).enablePositionalOptions().exitOverride().showHelpAfterError('(--help says more)');
let code: number = EXIT.done;
for (const verb of verbs) {
  const command = program.command(`${verb.name} ${verb.args}`.trim()).description(verb.summary).exitOverride();
  for (const [flags, help] of verb.options) command.option(flags, help);
  command.option('--json', 'answer as JSON').option('--quiet', 'no progress, no logs').option('--no-color', 'no colours').option('--config <file>', 'settings file (default: ./thresher.yaml)');
  for (const { key, flag, help } of (SETTINGS as readonly Setting[]).filter(({ key, flag }) => flag && verb.settings.includes(key))) {
    command.addOption(command.createOption(`--${flag} <${key.split('.').at(-1)!.toLowerCase()}>`, help).helpGroup('Settings:'));
  }
  if (verb.examples.length) command.addHelpText('after', `\nExamples:\n${verb.examples.map((line) => `  ${line}`).join('\n')}`);
  command.action(async () => { code = await execute(verb, command.args, command.opts()); });
}

try {
  if (process.argv.length <= 2) program.outputHelp(); else await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) code = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else if (error instanceof Fault) {
    code = error.code;
    process.stderr.write(`${error.message}\n`);
  } else {
    code = EXIT.defect;
    process.stderr.write(`thresher ${version} failed in a way it should not; please report this:\n${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
process.exitCode = code;
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
process.exit(code);
