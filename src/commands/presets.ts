import { inWords } from '../select/explain.js';
import { PRESETS } from '../select/presets.js';
import type { Rule, Rules } from '../model/rule.js';
import { toJson, type Verb } from './verb.js';

/** A rule with its source, null where it has none; a group stays a group. */
const entry = (node: Rule | Rules): object => {
  if ('all' in node) return { all: node.all.map(entry) };
  if ('any' in node) return { any: node.any.map(entry) };
  return { signal: node.signal, op: node.op, value: node.value, source: node.source ?? null, ...(node.lang === undefined ? {} : { lang: node.lang }) };
};

export const presets: Verb = {
  name: 'presets',
  args: '',
  summary: 'published filter recipes as rules over signals: every threshold with its source, and what they leave out',
  examples: ['thresher presets', 'thresher presets --json', 'thresher select gopher --explain'],
  options: [],
  settings: [],
  run: async ({ json, print }) => {
    await print(json ? `${toJson(PRESETS.map(({ name, rules, not_expressed }) => ({ name, rules: rules.all.map(entry), not_expressed })))}\n`
      : PRESETS.map(({ name, source, notes, rules, not_expressed }) => [
        name, `  ${source}`, ...(notes ? [`  ${notes}`] : []), '  keeps a page when',
        ...rules.all.flatMap((rule) => [`    ${inWords(rule)}`, ...('signal' in rule && rule.source ? [`        ${rule.source}`] : [])]),
        ...(not_expressed.length ? ['  not expressed', ...not_expressed.map((line) => `    ${line}`)] : []), '',
      ].join('\n')).join('\n'));
    return 0;
  },
};
