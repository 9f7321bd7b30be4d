import { Histogram, type Counter, type Registry } from 'prom-client';
import { openRegistry } from './registry.js';

/** What `thresher serve` counts. */
export interface PageMetrics {
  readonly registry: Registry;
  readonly requests: Counter<'route' | 'status'>;
  readonly seconds: Histogram<'route'>;
}

/** What is asked at each scrape. */
export interface PageObserved { readonly streams: () => number; readonly waiting: () => number; readonly recipe: () => number }

export const openPageMetrics = (version: string, { streams, waiting, recipe }: PageObserved): PageMetrics => {
  const { registry, counter, gauge } = openRegistry(version);
  gauge('event_streams', 'Open streams of events', [], (g) => g.set(streams()));
  gauge('questions_waiting', 'Questions that wait for a place', [], (g) => g.set(waiting()));
  gauge('recipe_version', 'Newest number of the saved recipes', [], (g) => g.set(recipe()));
  return {
    registry,
    requests: counter('http_requests_total', 'Requests answered', ['route', 'status']),
    seconds: new Histogram({ name: 'thresher_http_request_seconds', help: 'Seconds from a request to the end of its answer', labelNames: ['route'], buckets: [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30], registers: [registry] }),
  };
};
