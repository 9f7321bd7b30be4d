import { Counter, Gauge, Registry } from 'prom-client';

/** The metrics of a process, prefix `thresher_`; what every process has is in it. */
export interface OwnRegistry {
  readonly registry: Registry;
  readonly counter: <T extends string>(name: string, help: string, labels?: readonly T[]) => Counter<T>;
  /** `collect` is called at each scrape. */
  readonly gauge: <T extends string>(name: string, help: string, labels?: readonly T[], collect?: (gauge: Gauge<T>) => void) => Gauge<T>;
}

export const openRegistry = (version: string): OwnRegistry => {
  const registry = new Registry(), registers = [registry];
  const counter: OwnRegistry['counter'] = <T extends string>(name: string, help: string, labels: readonly T[] = []) => new Counter<T>({ name: `thresher_${name}`, help, labelNames: [...labels], registers });
  const gauge: OwnRegistry['gauge'] = <T extends string>(name: string, help: string, labels: readonly T[] = [], collect?: (gauge: Gauge<T>) => void) =>
    new Gauge<T>({ name: `thresher_${name}`, help, labelNames: [...labels], registers, ...(collect ? { collect() { collect(this as unknown as Gauge<T>); } } : {}) });
  gauge('build_info', 'Version of the program', ['version']).set({ version }, 1);
  let expected = performance.now() + 1000;
  const late = gauge('eventloop_lag_seconds', 'How late a timer of one second came');
  setInterval(() => { const now = performance.now(); late.set(Math.max(0, now - expected) / 1000); expected = now + 1000; }, 1000).unref();
  return { registry, counter, gauge };
};
