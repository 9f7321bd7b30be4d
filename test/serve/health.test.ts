import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHealth } from '../../src/serve/health.js';
import { openMetrics } from '../../src/serve/metrics.js';

describe('health and metrics', () => {
  let reasons: string[] = ['store'], base = '', close = (): void => {};
  const metrics = openMetrics('1.2.3', { inflight: () => ({ bytes: 42, batches: 2 }), windows: () => [{ partition: 3, layers: { near: { load: 0.5, probe: 1.5 }, id: { load: 0.1, probe: 1.1 } } }], lag: () => [{ topic: 't', partition: 3, records: 17 }], recipe: () => 7 });
  beforeAll(async () => {
    const health = await serveHealth({ host: '127.0.0.1', port: 0, version: '1.2.3', registry: metrics.registry, notReady: () => reasons });
    base = `http://127.0.0.1:${health.port}`;
    close = health.close;
  });
  afterAll(() => close());
  const get = async (path: string): Promise<[number, string]> => { const answer = await fetch(base + path); return [answer.status, await answer.text()]; };

  it('is alive at once, ready when nothing is missing, and names its version', async () => {
    expect(await get('/livez')).toEqual([200, 'Ok.\n']);
    expect(await get('/readyz')).toEqual([503, '{"not_ready":["store"]}\n']);
    reasons = [];
    expect(await get('/readyz')).toEqual([200, '{"not_ready":[]}\n']);
    expect(await get('/health')).toEqual([200, '{"not_ready":[]}\n']);
    expect(await get('/version')).toEqual([200, '{"version":"1.2.3"}\n']);
    expect((await get('/nothing'))[0]).toBe(404);
  });

  it('has every metric that a dashboard reads', async () => {
    metrics.records.inc({ topic: 'files' }, 5);
    metrics.rejections.inc({ reason: 'empty' });
    const [, text] = await get('/metrics');
    const names = [...text.matchAll(/^# TYPE thresher_(\S+)/gm)].map(([, name]) => name!).sort();
    expect(names).toEqual(['build_info', 'consumer_lag', 'duplicates_total', 'eventloop_lag_seconds', 'inflight_batches', 'inflight_bytes', 'insert_retries_total', 'insert_seconds', 'recipe_version', 'records_total', 'rejections_total', 'rows_total',
      'step_seconds', 'wait_seconds', 'window_load', 'window_probe_length']);
    for (const line of ['thresher_records_total{topic="files"} 5', 'thresher_inflight_bytes 42', 'thresher_window_load{layer="near",partition="3"} 0.5', 'thresher_consumer_lag{topic="t",partition="3"} 17', 'thresher_window_probe_length 1.5', 'thresher_recipe_version 7', 'thresher_build_info{version="1.2.3"} 1']) {
      expect(text).toContain(`${line}\n`);
    }
  });

  it('says which port it could not have', async () => {
    const port = Number(new URL(base).port);
    await expect(serveHealth({ host: '127.0.0.1', port, version: '1', registry: metrics.registry, notReady: () => [] })).rejects.toThrow(`http: got 127.0.0.1:${port}, which cannot be listened on (EADDRINUSE)`);
  });
});
