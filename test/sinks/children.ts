import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A child process with a store of its own (`child.mjs`, on the compiled files in `dist/`). */
export interface Child {
  readonly process: ChildProcess;
  /** First line: `{ready}` or `{fault, code}`. */
  readonly ready: Promise<Record<string, unknown>>;
  readonly ask: (op: string, rest?: object) => Promise<Record<string, unknown>>;
  readonly exited: Promise<number | null>;
}

const running = new Set<ChildProcess>();

export const child = (folder: string, failpoint = ''): Child => {
  const started = spawn(process.execPath, [fileURLToPath(new URL('child.mjs', import.meta.url)), folder, failpoint], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  running.add(started);
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>();
  let greet: (line: Record<string, unknown>) => void, greeted = false, id = 0;
  const ready = new Promise<Record<string, unknown>>((resolve) => { greet = resolve; });
  started.on('message', (message) => {
    const answer = message as Record<string, unknown>;
    if (!greeted) { greeted = true; greet(answer); } else waiting.get(answer['id'] as number)?.(answer);
  });
  const exited = new Promise<number | null>((resolve) => started.once('exit', (code) => { running.delete(started); resolve(code); }));
  return {
    process: started, ready, exited,
    ask: (op, rest = {}) => new Promise((resolve) => { waiting.set(++id, resolve); started.send({ id, op, ...rest }); }),
  };
};

/** Ends every child that a test left. */
export const endChildren = async (): Promise<void> => {
  await Promise.all([...running].map((one) => new Promise((resolve) => { one.once('exit', resolve); one.kill('SIGKILL'); })));
};
