import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeConfig, resolveConfig } from '../src/config.js';

const file = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'thresher-config-')), 'thresher.yaml');
  writeFileSync(path, text);
  return path;
};
const faultsOf = (act: () => unknown): string => {
  try { act(); } catch (error) { return (error as Error).message; }
  return 'no fault';
};

describe('resolveConfig', () => {
  it('takes flag over variable over file over default, and says which', () => {
    const path = file('batchRows: 10\nworkers: 1\ndedup: { bands: 9, rows: 13 }\nmaxTextBytes: 1MiB\n');
    const config = resolveConfig({ 'batch-rows': '7', brokers: 'a:1, b:2' }, { THRESHER_WORKERS: '0', THRESHER_BATCH_ROWS: '9', THRESHER_DEDUP_MEMORY: '1GiB' }, path);
    expect([config.batchRows, config.workers, config.dedup, config.maxTextBytes, config.brokers, config.database]).toEqual([7, 0, { window: 1_000_000, bands: 9, rows: 13, memory: 2 ** 30 }, 1_048_576, ['a:1', 'b:2'], 'thresher']);
    expect(['batchRows', 'workers', 'dedup.rows', 'database'].map((key) => config.origins[key])).toEqual(['flag', 'environment', 'file', 'default']);
  });
  it('lists all faults at once, one a line, naming what was given and what is allowed', () => {
    const path = file('batchRow: 10\nworkers: many\ndedup: { bands: 20, rows: 8 }\n');
    expect(faultsOf(() => resolveConfig({ 'batch-bytes': '1TB' }, {}, path)).split('\n')).toEqual([
      expect.stringMatching(/unknown key 'batchRow', allowed \(did you mean batchRows\?\)/),
      "workers: got 'many', allowed 0 to 256",
      "--batch-bytes: got '1TB', allowed 1 to 64MiB",
      'dedup: got 20 bands x 8 rows, allowed bands x rows <= 128',
    ]);
  });
  it('takes brokers with a port only, and a registry by its URL; its password stays hidden', () => {
    expect(faultsOf(() => resolveConfig({ brokers: 'kafka', registry: 'registry:8081' }, {})).split('\n')).toEqual([
      "--brokers: got 'kafka', allowed host:port[,host:port ...]", "--registry: got 'registry:8081', allowed http(s)://[user:password@]host:8081"]);
    expect(JSON.stringify(describeConfig(resolveConfig({ registry: 'https://me:secret@registry' }, {})))).not.toContain('secret');
  });
  it('names a file that cannot be read or is no map', () => {
    expect(faultsOf(() => resolveConfig({}, {}, '/nowhere/thresher.yaml'))).toMatch(/^config \/nowhere\/thresher.yaml: got ENOENT/);
    expect(faultsOf(() => resolveConfig({}, {}, file('- a\n')))).toMatch(/allowed a map of settings/);
  });
  it('shows every key, with passwords hidden', () => {
    const shown = describeConfig(resolveConfig({ store: 'http://me:secret@db:8123' }, {}));
    expect(shown.find(({ key }) => key === 'store')).toEqual({ key: 'store', value: 'http://me:***@db:8123', from: 'flag', variable: 'THRESHER_STORE', flag: '--store' });
    expect(JSON.stringify(shown)).not.toContain('secret');
  });
});
