import type { Registry } from 'prom-client';
import type { RunContext } from './dataflow.js';
import { serveHealth } from './serve/health.js';

/** Serves health and metrics where a port is set, and says where. @returns ends that */
export const openHealth = async ({ config: { http, origins }, version, log }: RunContext, registry: Registry, notReady: () => readonly string[]): Promise<() => void> => {
  if (origins['http.port'] === 'default') return () => {};
  const { port, close } = await serveHealth({ ...http, version, registry, notReady });
  log.info(`health and metrics on http://${http.host}:${port}`);
  return close;
};
