import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { RunReport } from '../../src/report.js';
import { clientOf, type Broker } from '../services/kafka.js';
import { startThresher, thresher, type Ended, type Started } from '../thresher.js';

/** From where to where processes of `thresher run curate` take records. */
export interface Route { readonly topic: string; readonly group: string; readonly store: string }

/** A test of a dead member waits so long for its partitions. */
const SESSION_MS = 3000;
/** The shortest that a broker takes unless it is told otherwise, as those that tests start are. */
const OUTSIDE_SESSION_MS = 6000;

/** `run curate` against a broker: its processes, and what the broker says of their group. */
export const curateWith = (broker: Broker | null) => {
  const args = ({ topic, group, store }: Route, more: readonly string[]): string[] =>
    ['run', 'curate', '--brokers', broker!.brokers, '--topic', topic, '--group', group, '--store', store, '--json', ...more];
  const env = (sessionMs = broker?.version === null ? OUTSIDE_SESSION_MS : SESSION_MS) => ({ THRESHER_SESSION_MS: String(sessionMs) });
  const asked = async <T>(ask: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = clientOf(broker!).admin();
    await admin.connect();
    return ask(admin).finally(() => admin.disconnect());
  };
  return {
    /** A member that goes on until it is ended. */
    member: (route: Route, more: readonly string[] = [], sessionMs?: number): Started => startThresher(args(route, more), env(sessionMs)),
    /** Runs until everything that was in the topic at the start is stored, or until it passes `failpoint`. */
    caughtUp: (route: Route, more: readonly string[] = [], failpoint?: string): Promise<Ended> =>
      thresher(args(route, ['--until-caught-up', ...more]), { ...env(), ...(failpoint === undefined ? {} : { THRESHER_FAILPOINT: failpoint }) }),
    asked,
    stateOf: ({ group }: Pick<Route, 'group'>): Promise<string> => asked(async (admin) => (await admin.describeGroups([group])).groups[0]!.state),
    /** Members of a group once each has its share; 0 while the group is on its way there. */
    membersOf: ({ group }: Pick<Route, 'group'>): Promise<number> => asked(async (admin) => {
      const { groups: [found] } = await admin.describeGroups([group]);
      return found!.state === 'Stable' ? found!.members.length : 0;
    }),
    /** Messages that a group has not committed. */
    lagOf: ({ topic, group }: Omit<Route, 'store'>): Promise<number> => asked(async (admin) => {
      const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] }), committed = new Map(found!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return (await admin.fetchTopicOffsets(topic)).reduce((sum, { partition, low, high }) => sum + Number(high) - Math.max(Number(low), committed.get(partition) ?? 0), 0);
    }),
  };
};

/** Asks until the answer is yes, or fails with what was waited for. */
export const until = async <T>(what: string, seconds: number, look: () => Promise<T | false | null | undefined> | T | false | null | undefined): Promise<T> => {
  for (const end = Date.now() + seconds * 1000; ; await pause(50)) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
  }
};

/** What the engine itself writes to stderr when two processes reach for a store whose owner is gone. */
const ENGINE = /^Code: 76\. DB::Exception: Cannot lock file .*\n+/gm;

/** The report of a process that ended as it should and wrote nothing to stderr. */
export const reportOf = ({ code, signal, stdout, stderr }: Ended, expected = 0): RunReport => {
  const said = stderr.replace(ENGINE, '');
  if (code !== expected || said !== '') throw new Error(`ended with ${code ?? signal}, not ${expected}: ${said}`);
  return JSON.parse(stdout) as RunReport;
};
