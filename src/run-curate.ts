import { setTimeout as sleep } from 'node:timers/promises';
import { catchError, EMPTY } from 'rxjs';
import { curate } from '../topologies/curate.js';
import { closeAll, counted, drive, openDataflow, openWaits, restoreWindow, storeTotals, windowFigures, windowStart, type Figures, type RunContext } from './dataflow.js';
import { windowBytes, type Window } from './dedup/window.js';
import { usage } from './model/fault.js';
import { Revoked, type Log } from './model/log.js';
import type { Store } from './model/ports.js';
import { showProgress } from './progress.js';
import { followControl } from './recipes/control.js';
import { Tally, type RunReport } from './report.js';
import { storedAt, storedOf } from './sinks/stored.js';
import { Credit } from './sources/credit.js';
import { openDeadLetters } from './sources/dead-letters.js';
import type { TopicPartition } from './sources/lane.js';
import { openRegistry } from './sources/registry.js';
import { openTopic, type Topic } from './sources/topic.js';

export interface CurateOptions {
  /** End once the group has stored everything that was in the topic at the start. */
  readonly untilCaughtUp: boolean;
  /** Kafka at `config.brokers` unless given. */
  readonly log?: Log | undefined;
  /** Called at the end, for benchmarks. */
  readonly measured?: (figures: Figures) => void;
  /** The store as the dataflow is to see it, for benchmarks of a slow one. */
  readonly through?: ((store: Store) => Store) | undefined;
  /** Called with each assignment's number of partitions, for benchmarks. */
  readonly assigned?: ((partitions: number, lag: () => number) => void) | undefined;
}

/** Bytes of one fetch, as stored (compressed): of one partition, and in all. */
const PARTITION_BYTES = 8 * 2 ** 20, FETCH_BYTES = 32 * 2 ** 20;
/** A member that is silent so long loses its partitions; what is in flight is then done again by others. `THRESHER_SESSION_MS` is for tests. */
const SESSION_MS = 45_000;
const LOOK_MS = 3000, CAUGHT_UP_MS = 300, TOPIC_MS = 2000;

const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20).toLocaleString('en-US')} MiB`;

/** The topic of dead letters. */
export const deadLettersOf = (topic: string): string => `${topic}.dlq`;

/**
 * The topic; one that is not there yet is waited for, since services are started in any order.
 * @returns null when stopped before it was there
 * @throws Fault (usage) when it is missing and what is in it is all that is wanted
 */
const topicNamed = async (kafka: Log, { config: { topic }, log, stop }: RunContext, now: boolean): Promise<Awaited<ReturnType<Log['topic']>>> => {
  for (let tried = 0; !stop.aborted; tried++) {
    const found = await kafka.topic(topic);
    if (found) return found;
    if (now) throw usage(`topic: got '${topic}', which these brokers do not have, allowed a topic that \`thresher ingest\` made`);
    if (tried === 0) log.info(`waiting for topic ${topic}; \`thresher ingest\` makes it`);
    await sleep(TOPIC_MS, null, { signal: stop }).catch(() => {});
  }
  return null;
};

/** What `run curate` keeps of its partitions between assignments. */
interface Held { readonly window: Window; readonly epoch: number }

/**
 * Topic of crawl records -> the store: topology `curate`, once per assigned partition, as one member of a consumer group.
 * @returns when stopped or caught up
 * @throws Fault: usage (brokers, topic, settings, models, window memory), trouble (brokers, registry, store)
 */
export const runCurate = async (context: RunContext, { untilCaughtUp, log: given, measured, through = (store) => store, assigned = () => {} }: CurateOptions): Promise<RunReport> => {
  const { config, quiet, log, stop } = context, { topic: name, group, brokers } = config, started = performance.now(), note = (sentence: string): void => log.info(sentence);
  if (brokers.length === 0 && !given) throw usage('--brokers: got nothing, allowed host:port[,host:port]');
  const held = new Map<number, Held>(), restoring = new Set<number>(), running = new Map<number, Promise<void>>(), ended = new Map<TopicPartition, () => void>();
  const shared = new Credit(config.workers + 2, config.inflightBytes), tally = new Tally(), sums = { source: 0, cpu: 0, store: 0 };
  let topic: Topic | null = null;
  const lag = (): number => [...(topic?.lag().values() ?? [])].reduce((sum, n) => sum + n, 0);
  const dataflow = await openDataflow(context, {
    observed: {
      inflight: () => shared, windows: () => [...held].map(([partition, { window }]) => ({ partition, layers: windowFigures(window) })),
      lag: () => [...(topic?.lag() ?? [])].map(([partition, records]) => ({ topic: name, partition, records })),
    },
    notReady: () => [...(topic?.joined() ? [] : ['assignment']), ...(restoring.size ? ['window'] : [])],
  });
  const { cpu, recipes, run, failpoint, closing } = dataflow, store = through(dataflow.store);
  try {
    const kafka = given ?? (await (await import('./sources/kafka.js')).openKafka({ brokers, note }));
    if (!given) closing.unshift(() => kafka.close());
    const found = await topicNamed(kafka, context, untilCaughtUp);
    if (!found) return tally.report(run.id, (performance.now() - started) / 1000, [], await storeTotals(store));
    const registry = config.registry === null ? null : await openRegistry({ url: config.registry, topic: name, note });
    if (registry) closing.unshift(() => registry.close());
    const producer = await kafka.producer(), bury = await openDeadLetters(kafka, producer, deadLettersOf(name), found);
    const consumer = await kafka.consumer({ topic: name, group, partitionBytes: PARTITION_BYTES, fetchBytes: FETCH_BYTES, sessionMs: Number(process.env['THRESHER_SESSION_MS'] ?? SESSION_MS) });
    const source = topic = openTopic(consumer, { ...config, topic: name, group, shared, early: new Credit(Math.max(1, config.workers), Infinity), registry, note, stored: (partition) => storedOf(store, name, partition), storedAt: (partition) => storedAt(store, name, partition) });
    const ends = await consumer.ends(), control = followControl(kafka, { heard: recipes.wake, note });
    closing.unshift(() => control.close());
    closing.unshift(showProgress({ quiet, log, counts: () => tally.total, place: () => `lag ${lag().toLocaleString('en-US')}`, waited: sums }));

    /** The window of an assignment: the one it had when nobody else can have owned the partition since, else from the store. */
    const windowOf = async (partition: TopicPartition): Promise<Window> => {
      const { epoch, siblings, kept, next } = partition, bytes = windowBytes(config.dedup.window, config.dedup.bands), most = config.dedup.memory;
      for (const [number, one] of held) if (!siblings.includes(number) || one.epoch < epoch - 1) held.delete(number);
      if (siblings.length * bytes > most) {
        throw usage(`dedup: got ${siblings.length} partitions with windows that may take ${mib(bytes)} each, allowed ${mib(most)} in all (--dedup-memory); `
          + 'start more processes, lower --dedup-window in a new store, or allow more');
      }
      const before = held.get(partition.partition);
      if (kept && before?.epoch === epoch - 1 && before.window.covers(Number(next))) {
        held.set(partition.partition, { window: before.window, epoch });
        return before.window;
      }
      held.delete(partition.partition);
      const range = { topic: name, partition: partition.partition, from: BigInt(windowStart(Number(next), config)), to: next };
      const window = await restoreWindow(store, range, config, run.dedupConfig, Number);
      held.set(partition.partition, { window, epoch });
      return window;
    };

    const flow = async (partition: TopicPartition) => {
      const { partition: number, epoch } = partition, waits = openWaits(dataflow, sums), before = running.get(number);
      running.set(number, new Promise((resolve) => ended.set(partition, resolve)));
      await before;
      assigned(partition.siblings.length, lag);
      restoring.add(number);
      const [window] = await Promise.all([windowOf(partition), recipes.refresh()]).finally(() => restoring.delete(number));
      log.debug(`${name}/${number}: epoch ${epoch}, from ${partition.next}`);
      const parts = { partition, cpu: waits.watch(cpu), window, recipes: recipes.current, store, run, passed: (point: string) => { failpoint(point); waits.passed(point); },
        letters: { message: partition.message, attempt: partition.attempt, send: bury } };
      return curate(parts)(partition.batches).pipe(catchError((error: unknown) => { if (error instanceof Revoked) return EMPTY; throw error; }));
    };

    let looking = false;
    const look = setInterval(() => {
      if (looking) return;   // brokers that are away are waited for
      looking = true;
      void source.look().catch(() => {}).finally(() => { looking = false; });
    }, LOOK_MS);
    const stopping = (): void => { void source.stop(); };
    stop.addEventListener('abort', stopping);
    if (stop.aborted) stopping();
    const watch = async (): Promise<void> => {
      while (!stop.aborted) {
        // Joined first: only then is it known that group, store and topic fit together.
        if (source.joined() && await source.reached(ends).catch(() => false)) return stopping();
        await sleep(CAUGHT_UP_MS, null, { signal: stop }).catch(() => {});
      }
    };
    if (untilCaughtUp) void watch();
    try {
      await drive(source.partitions, flow, (batch) => counted(dataflow, tally, batch, batch.partition), (partition) => { partition.finished(); ended.get(partition)?.(); ended.delete(partition); });
    } finally {
      clearInterval(look);
      await source.stop();
    }
    measured?.({ bytes: tally.bytes, steps: dataflow.seconds, waits: sums });
    const partitions = [...tally.files.keys()].sort((a, b) => a - b).map((partition) => ({ file: `${name}/${partition}`, seq: partition, state: 'stored' as const, lostBytes: 0, detail: '' }));
    return tally.report(run.id, (performance.now() - started) / 1000, partitions, await storeTotals(store));
  } finally {
    await closeAll(closing);
  }
};
