import { inWords } from '../select/explain.js';
import { leaves, sourcesOf } from '../select/leaves.js';
import { unknownPreset } from '../select/presets.js';
import { usage } from '../model/fault.js';
import type { AnyRule, Rules } from '../model/rule.js';
import { listedPresets, type Listed } from './listed-presets.js';
import { toJson, type Verb } from './verb.js';

/** A rule with its source, null where it has none. A group stays a group, under the signal that a verdict names and the sources of its rules; a quantile has no value yet. */
const entry = (node: AnyRule | Rules<AnyRule>): object => {
  if (!('signal' in node)) {
    const about = { signal: leaves<AnyRule>(node)[0]?.signal ?? null, source: sourcesOf(node) };
    return 'all' in node ? { ...about, all: node.all.map(entry) } : { ...about, any: node.any.map(entry) };
  }
  const { signal, op, lang, source = null } = node;
  const cut = 'quantile' in node ? { value: null, quantile: node.quantile, by: node.by ?? 'documents' } : { value: node.value };
  return { signal, ...('per' in node && node.per !== undefined ? { per: node.per } : {}), op, ...cut, source, ...(lang === undefined ? {} : { lang }) };
};

const asText = ({ preset: { name, source, notes, rules, not_expressed: left }, alias_of, unavailable }: Listed): string => (alias_of !== null ? `${name}\n  another name of ${alias_of}\n` : [
  name, `  ${source}`, ...(notes ? [`  ${notes}`] : []), ...(unavailable === null ? [] : [`  not available: ${unavailable}`]), ...(rules.all.length ? ['  keeps a page when'] : []),
  ...rules.all.flatMap((rule) => [`    ${inWords(rule)}`, `        ${sourcesOf(rule) ?? ''}`]),
  ...(left.length ? ['  not expressed', ...left.map((line) => `    ${line}`)] : []), '',
].join('\n'));

export const presets: Verb = {
  name: 'presets',
  args: '[name...]',
  summary: 'published filter recipes as rules over signals: every threshold with its source, and what they leave out',
  examples: ['thresher presets', 'thresher presets nemo zyda', 'thresher presets --json', 'thresher select --list', 'thresher select gopher --explain'],
  options: [],
  settings: [],
  run: async ({ config, json, print }, names) => {
    const listed = listedPresets(config), unknown = names.filter((name) => !listed.some(({ preset }) => preset.name === name));
    if (unknown.length > 0) throw usage(...unknown.map((name) => unknownPreset(name)));
    const chosen = names.length === 0 ? listed : names.map((name) => listed.find(({ preset }) => preset.name === name)!);
    await print(json
      ? `${toJson(chosen.map(({ preset: { name, rules, not_expressed }, alias_of, unavailable }) => ({ name, rules: rules.all.map(entry), not_expressed, alias_of, unavailable })))}\n`
      : chosen.map(asText).join('\n'));
    return 0;
  },
};
