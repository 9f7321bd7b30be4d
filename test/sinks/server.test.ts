import { describe } from 'vitest';
import { openStore } from '../../src/sinks/clickhouse.js';
import { storeContract } from '../contracts/store.js';
import { skipped } from '../needs.js';

const address = process.env['CLICKHOUSE_URL'] ?? '';

describe.skipIf(!(address || skipped('store contract: server', 'clickhouse', 'a ClickHouse server', 'setting CLICKHOUSE_URL')))('server', () => {
  const url = new URL(address || 'http://127.0.0.1:8123');
  const settings = { database: 'thresher_contract', version: '0.0.0' };
  storeContract('server', async () => ({
    host: url.hostname,
    port: Number(url.port || 80),
    open: (more) => openStore({ ...settings, store: url.href, ...more }),
    through: (port, more) => {
      const proxied = new URL(url);
      proxied.hostname = '127.0.0.1';
      proxied.port = String(port);
      return openStore({ ...settings, store: proxied.href, ...more });
    },
  }));
});
