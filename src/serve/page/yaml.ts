import type { Recipe } from '../../select/recipe.js';
import type { Node } from './draft.js';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/, WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
/** Characters that JSON leaves as they are and YAML does not allow, or takes for the end of a line. */
const UNPRINTED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A number, a word, or a text in double quotes, whose escapes are those of JSON. */
const scalar = (value: number | string): string => {
  if (typeof value === 'number' || (PLAIN.test(value) && !WORDS.test(value))) return String(value);
  return JSON.stringify(value).replace(UNPRINTED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
};

const lines = (node: Node): string[] => {
  for (const group of ['all', 'any'] as const) {
    const list = (node as Readonly<Record<string, readonly Node[] | undefined>>)[group];
    if (list !== undefined) return list.length === 0 ? [`${group}: []`] : [`${group}:`, ...list.flatMap(item)];
  }
  return Object.entries(node).map(([key, value]) => `${key}: ${Array.isArray(value) ? `[${(value as (number | string)[]).map(scalar).join(', ')}]` : scalar(value as number | string)}`);
};
/** An entry of a list, below the key of the list. */
const item = (node: Node): string[] => lines(node).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);

/** A recipe as YAML that `thresher select` reads back as the same recipe. */
export const yamlOf = ({ name, from, rules, where }: Recipe): string => [
  `name: ${scalar(name)}`,
  ...(from === undefined ? [] : [`from: ${scalar(from)}`]),
  'rules:',
  ...lines(rules).map((line) => `  ${line}`),
  ...(where === undefined ? [] : [`where: ${scalar(where)}`]),
  '',
].join('\n');
