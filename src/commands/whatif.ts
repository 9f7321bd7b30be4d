import { usage } from '../model/fault.js';
import { EVERYTHING } from '../explore/reads.js';
import { whatIf } from '../explore/what-if.js';
import { storeColumns } from '../select/store-columns.js';
import { openForReading } from './open-store.js';
import { recipeGiven } from './selection.js';
import { countOption, STORE_SETTINGS, toJson, type Verb } from './verb.js';
import { whatIfText } from './whatif-text.js';

const GROUPED = ['lang', 'domain'] as const;

export const whatif: Verb = {
  name: 'whatif',
  args: '<signal>',
  summary: 'what would be kept at a hundred cut points of a signal, from what is stored: documents and tokens, by language or domain too',
  examples: ['thresher whatif quality_score', 'thresher whatif rps_doc_word_count --recipe gopher --by lang', 'thresher whatif toxicity_score --op "<=" --points 20 --json'],
  options: [
    ['--by <column>', 'the largest languages (lang) or domains (domain), each with the same cut points'],
    ['--recipe <name>', 'a preset, a saved recipe or a recipe file: its other rules stay as they are'],
    ['--points <n>', 'how many cut points, 1 to 1000 (default 100)'],
    ['--op <op>', '>= or <=: which side is kept (default: that of the recipe\'s rule on the signal, else >=)'],
  ],
  settings: STORE_SETTINGS,
  run: async (context, [signal], options) => {
    const { by, op, points, recipe } = options as { by?: string; op?: string; points?: string; recipe?: string };
    if (by !== undefined && !GROUPED.some((column) => column === by)) throw usage(`--by: got '${by}', allowed lang or domain`);
    if (op !== undefined && op !== '>=' && op !== '<=') throw usage(`--op: got '${op}', allowed >= or <=`);
    const store = await openForReading(context), { config: { database }, json, print } = context;
    try {
      const named = recipe === undefined ? { name: '', selection: EVERYTHING } : await recipeGiven(store.readOnly, recipe, (await storeColumns(store.readOnly)).rules);
      const found = await whatIf(store.readOnly, { database, name: named.name, selection: named.selection, signal: signal!, points: countOption(points), by: by as 'lang' | 'domain' | undefined ?? null, op });
      const entries = found.groups === null ? found.points : Object.entries(found.groups).flatMap(([group, list]) => list.map((point) => ({ [by!]: group, ...point })));
      await print(json ? `${toJson(entries)}\n` : whatIfText(found, named.name));
      return 0;
    } finally {
      await store.close();
    }
  },
};
