import type { Inspected } from './inspected.js';
import { printable } from './printable.js';
import { table } from './table.js';

/** Code points of the text that are shown. */
const SHOWN = 500;

const shown = (value: unknown): string => (value === null || value === '' ? '-' : printable(typeof value === 'string' ? value : JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? String(field) : field))));
const section = (name: string, fields: Readonly<Record<string, unknown>>): string => `${name}\n${table(Object.entries(fields).map(([key, value]) => [`  ${key}`, shown(value)]))}`;

/** An inspected record for people. */
export const inspectText = ({ record, document, signals, scores, dedup, verdicts }: Inspected): string => {
  const { rejection, ...about } = record;
  if (document === null) return `${section('record', about)}\n${section('rejected', rejection as Record<string, unknown>)}`;
  const { text, ...fields } = document, { bands, ...hashes } = dedup as { bands: readonly string[] };
  return [
    section('record', about), section('document', fields),
    `text\n${printable(String(text), SHOWN).split('\n').map((line) => `  | ${line}`.trimEnd()).join('\n')}\n`,
    section('signals', signals), section('scores', scores), `${section('dedup', hashes)}  bands\n${bands.map((band) => `    ${band}\n`).join('')}`,
    `verdicts\n${Object.entries(verdicts).map(([name, { keep, failing }]) => (keep ? `  ${name}: keep\n`
      : `  ${name}: drop\n${table(failing.map(({ signal, value, condition }) => [`    ${signal} is ${shown(value)}`, `must be ${condition.replace(`${signal} `, '')}`]))}`)).join('')}`,
  ].join('\n');
};
