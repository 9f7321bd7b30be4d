import { runServe } from '../run-serve.js';
import { storeName } from './open-store.js';
import { STORE_SETTINGS, toJson, type Verb } from './verb.js';

export const serve: Verb = {
  name: 'serve',
  args: '',
  summary: 'the page on which thresholds are tuned, its JSON API, and the store for ClickHouse clients; runs until it is stopped',
  examples: ['thresher serve', 'thresher serve --store http://default@localhost:8123 --port 0', 'thresher serve --brokers localhost:9092', 'thresher serve --json'],
  options: [['--write', 'let SQL that comes with the token change the store']],
  settings: [...STORE_SETTINGS, 'brokers', 'http.host', 'http.port'],
  run: async (context, _args, options) => {
    await runServe(context, {
      write: options['write'] === true, shown: storeName(context.config),
      ready: ({ url, open, token }) => context.print(context.json ? `${toJson({ url, open, token, pid: process.pid })}\n` : `${open}\n`),
    });
    return 0;
  },
};
