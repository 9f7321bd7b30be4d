import type { AnyRule, QuantileRule, Rule, Rules } from '../../model/rule.js';
import { isRule, type Node } from './draft.js';
import type { Sample } from './sample.js';

const CODE_NONE = -1;

/** Value number floor(q * n) of the values in ascending order; by tokens the smallest one up to which the share q of the tokens lies. As in the store, over the sample. */
const cutOf = (sample: Sample, { signal, quantile, by }: QuantileRule, code: number): number | null => {
  const values = sample.numbers.get(signal), languages = sample.texts.get('lang')?.codes, tokens = sample.numbers.get('tokens_est');
  if (values === undefined) return null;
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!) && (code === CODE_NONE || languages?.[i] === code)) rows.push(i);
  if (rows.length === 0) return null;
  rows.sort((a, b) => values[a]! - values[b]!);
  if (by !== 'tokens' || tokens === undefined) return values[rows[Math.min(rows.length - 1, Math.floor(quantile * rows.length))]!]!;
  const wanted = quantile * rows.reduce((sum, i) => sum + tokens[i]!, 0);
  let sum = 0;
  for (const i of rows) if ((sum += tokens[i]!) >= wanted) return values[i]!;
  return values[rows.at(-1)!]!;
};

const fixedRule = (rule: QuantileRule, sample: Sample): Rule | Rules => {
  const { signal, op, lang } = rule, plain = (value: number | null): Rule => ({ signal, op, value: value ?? 0 });
  if (lang === undefined) return plain(cutOf(sample, rule, CODE_NONE));
  const languages = sample.texts.get('lang')?.dictionary ?? [];
  if (lang !== 'each') return { ...plain(cutOf(sample, rule, languages.indexOf(lang))), lang };
  const cuts = languages.map((name, code) => ({ name, cut: cutOf(sample, rule, code) })).filter(({ cut }) => cut !== null);
  return cuts.length === 0 ? plain(null) : { any: cuts.map(({ name, cut }) => ({ all: [plain(cut), { signal: 'lang', op: '=', value: name }] })) };
};

/** A condition with numbers where it has quantiles: cuts taken from the sample, close to those that the store would give. */
export const fixed = (node: Node, sample: Sample): Rule | Rules => {
  const each = (child: AnyRule | Rules<AnyRule>): Rule | Rules => fixed(child, sample);
  if (!isRule(node)) return 'all' in node ? { all: node.all.map(each) } : { any: node.any.map(each) };
  return 'quantile' in node ? fixedRule(node, sample) : node;
};
