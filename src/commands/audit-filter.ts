import { auditFilter } from '../exports/audit.js';
import { GROUPINGS, type Grouping } from '../exports/audit-sql.js';
import { usage } from '../model/fault.js';
import { withCuts } from '../select/resolve.js';
import { storeColumns } from '../select/store-columns.js';
import { auditText } from './audit-text.js';
import { openForReading } from './open-store.js';
import { selectionNamed } from './selection.js';
import { countOption, STORE_SETTINGS, toJson, type Verb } from './verb.js';

const LEAST = 100, LIMIT = 20;

export const audit: Verb = {
  name: 'audit-filter',
  args: '<preset-or-recipe>',
  summary: 'what a filter does to the mixture: per language, domain, host or snapshot the share that is kept beside a random draw, which groups lose most, and which rule costs them',
  examples: ['thresher audit-filter gopher', 'thresher audit-filter my-recipe.yaml --by lang domain --min-pages 500', 'thresher audit-filter c4 --by host --json'],
  options: [
    ['--by <groupings...>', `one or more of ${GROUPINGS.join(', ')} (default: lang)`],
    ['--min-pages <n>', `pages that a group must have to be flagged (default: ${LEAST})`],
    ['--limit <n>', `the n largest groups are shown, and the n flagged ones that lose most (default: ${LIMIT})`],
    ['--seed <n>', 'of the random draw (default: 0)'],
    ['--where <sql>', 'a SQL condition on top of the filter'],
  ],
  settings: STORE_SETTINGS,
  run: async (context, [name], options) => {
    const { config, json, print } = context, by = [...new Set(((options['by'] as string[] | undefined) ?? ['lang']).flatMap((value) => value.split(',')).filter((value) => value !== ''))];
    const least = countOption(options['minPages']) ?? LEAST, limit = countOption(options['limit']) ?? LIMIT, seed = countOption(options['seed']) ?? 0;
    const whole = (value: number, from: number, to: number): boolean => Number.isSafeInteger(value) && value >= from && value <= to;
    const faults = [
      ...by.filter((value) => !GROUPINGS.includes(value as Grouping)).map((value) => `--by: got '${value}', allowed ${GROUPINGS.join(', ')}`),
      ...(whole(least, 1, 2 ** 48) ? [] : [`--min-pages: got '${String(options['minPages'])}', allowed a whole number from 1 on`]),
      ...(whole(limit, 1, 1000) ? [] : [`--limit: got '${String(options['limit'])}', allowed a whole number from 1 to 1000`]),
      ...(whole(seed, 0, 2 ** 32 - 1) ? [] : [`--seed: got '${String(options['seed'])}', allowed a whole number from 0 to ${2 ** 32 - 1}`]),
    ];
    if (faults.length > 0) throw usage(...faults);
    const store = await openForReading(context);
    try {
      const asked = await selectionNamed(store.readOnly, name, options['where'] as string | undefined, (await storeColumns(store)).rules);
      const found = await auditFilter(store, asked, (await withCuts(store.readOnly, asked, config.database)).selection, { by: by as Grouping[], least, limit, seed });
      await print(json ? `${toJson(found)}\n` : auditText(found));
    } finally {
      await store.close();
    }
    return 0;
  },
};
