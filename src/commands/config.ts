import { describeConfig } from '../config.js';
import { SETTINGS, type Setting } from '../settings.js';
import { table } from './table.js';
import { toJson, type Verb } from './verb.js';

const shown = (value: unknown): string =>
  value === null ? '-'
  : Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : Object.values(item as object).join(' '))).join(', ') || 'none'
  : String(value);

export const config: Verb = {
  name: 'config',
  args: '',
  summary: 'every setting with its value and where it came from: flag, environment, file or default',
  examples: ['thresher config', 'THRESHER_WORKERS=4 thresher config --json'],
  options: [],
  settings: (SETTINGS as readonly Setting[]).map(({ key }) => key),
  run: async ({ config, json, print }) => {
    const entries = describeConfig(config);
    await print(json ? `${toJson(entries)}\n`
      : table([['setting', 'value', 'from', 'flag', 'environment'], ...entries.map(({ key, value, from, flag, variable }) => [key, shown(value), from, flag || 'file only', variable])]));
    return 0;
  },
};
