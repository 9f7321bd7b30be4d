import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one with the same number: its start time and its command line; null when it has ended (a zombie has too).
 * Read from /proc where there is one, else from `ps`.
 */
export const identityOf = (pid: number): string | null => {
  if (process.platform === 'linux') {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8'), stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Behind the name, which is in parentheses and may hold anything: state is field 3, start time field 22.
      const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
      return command === '' ? null : `${start} ${command}`;
    } catch {
      return null;
    }
  }
  try {
    return execFileSync('ps', ['-ww', '-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null;
  } catch {
    return null;
  }
};
