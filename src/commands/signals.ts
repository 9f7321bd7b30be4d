import { wholeCatalogue } from '../families.js';
import type { Signal } from '../model/signal.js';
import { table } from './table.js';
import { toJson, type Verb } from './verb.js';

const entry = ({ name, family, type, unit, range, nullWhen, source, formula, reference, exact, tolerance, deviation }: Signal) =>
  ({ name, family, type, unit, range, null_when: nullWhen, source, formula, reference, exact, tolerance, deviation });

const span = ([low, high]: Signal['range']): string => `${low ?? '-inf'} .. ${high ?? 'inf'}`;
const truth = ({ exact, tolerance }: Signal): string => (exact === null ? 'no reference' : exact ? 'exact' : `within ${tolerance ?? '?'}`);

export const signals: Verb = {
  name: 'signals',
  args: '',
  summary: 'every signal, those of the modules in the setting `signals` too: its column, type, range, formula, source, and how far it is from the reference implementation',
  examples: ['thresher signals', 'thresher signals --json | jq -r \'.[] | [.name, .formula] | @tsv\''],
  options: [],
  settings: [],
  run: async ({ config, json, print }) => {
    const catalogue = await wholeCatalogue(config);
    await print(json ? `${toJson(catalogue.map(entry))}\n`
      : table([['signal', 'type', 'range', 'reference', 'formula'], ...catalogue.map((signal) => [signal.name, signal.type, span(signal.range), truth(signal), signal.formula])]));
    return 0;
  },
};
