import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from './place.js';

/** A process in a place; what it prints goes to `out.log` there. */
export interface Service {
  /** Resolves once it has ended. Safe to repeat. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** A service ended, or did not get ready; `log` is the end of what it printed. */
export class NotReady extends Error {
  readonly log: string;

  constructor(name: string, why: string, log: string) {
    super(`${name} ${why}\n${log}`);
    this.name = 'NotReady';
    this.log = log;
  }
}

const SECONDS_TO_START = 120, SECONDS_TO_STOP = 30;

/**
 * Starts `java` in a place and waits until it is ready.
 * @param ready asked about twenty times a second; gets everything printed so far
 * @throws NotReady when it ends or is not ready after two minutes
 */
export const startJava = async (name: string, place: Place, args: readonly string[], ready: (log: string) => boolean | Promise<boolean>): Promise<Service> => {
  const path = join(place.folder, 'out.log');
  if (existsSync(path)) renameSync(path, join(place.folder, 'out.previous.log'));
  const out = openSync(path, 'w');
  const child = spawn('java', args, { cwd: place.folder, stdio: ['ignore', out, out] });
  closeSync(out);
  const exited = new Promise<void>((resolve) => { child.once('exit', () => { place.runs(null); resolve(); }).once('error', () => resolve()); });
  if (child.pid !== undefined) place.runs(child.pid);
  child.unref();
  const log = (): string => readFileSync(path, 'utf8');
  const tail = (): string => log().split('\n').filter((line) => !/^\s+at /.test(line)).slice(-20).join('\n');
  const service: Service = { end: (signal) => end(child, exited, signal) };
  for (const until = Date.now() + SECONDS_TO_START * 1000; !await ready(log()); await pause(50)) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) throw new NotReady(name, `ended at its start (${child.exitCode ?? child.signalCode})`, tail());
    if (Date.now() > until) { await service.end('SIGKILL'); throw new NotReady(name, `is not up after ${SECONDS_TO_START} s`, tail()); }
  }
  return service;
};

/** Sends the signal and waits; a process that does not follow SIGTERM in half a minute gets SIGKILL. */
const end = async (child: ChildProcess, exited: Promise<void>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), SECONDS_TO_STOP * 1000);
  await exited;
  clearTimeout(late);
};
