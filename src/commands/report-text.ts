import type { IngestReport, RunReport } from '../report.js';
import type { Skips } from '../model/skips.js';

const number = (n: number): string => n.toLocaleString('en-US');
const parts = (counts: Skips): string => Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, n]) => `${name} ${number(n)}`).join(', ') || 'none';

/** How many files (or partitions) are in which state, and every one that is not simply done. */
const fileLines = (files: RunReport['files'], what = 'files'): string[] => {
  const states = new Map<string, number>();
  for (const { state } of files) states.set(state, (states.get(state) ?? 0) + 1);
  const odd = files.filter(({ state, lost_bytes }) => state === 'unsupported' || state === 'unfinished' || lost_bytes > 0);
  return [
    `${what.padEnd(12)}${[...states].map(([state, n]) => `${number(n)} ${state}`).join(', ')}`,
    ...odd.map(({ file, state, lost_bytes, detail }) => `            ${file}: ${state}${detail ? `, ${detail}` : ''}${lost_bytes ? `, ${number(lost_bytes)} bytes lost` : ''}`),
  ];
};

/** A run report for people: what came in, what became of it, and every file that is not simply stored. @param what what its `files` are */
export const printReport = ({ seconds, files, records, rows, rejections, skipped, duplicates, store }: RunReport, what = 'files'): string => {
  const rejected = Object.values(rejections).reduce((sum, n) => sum + n, 0);
  return [
    ...fileLines(files, what),
    `records     ${number(records)} = ${number(rows)} rows + ${number(rejected)} rejections, in ${seconds.toFixed(1)} s (${number(Math.round(records / seconds))}/s)`,
    `rejections  ${parts(rejections)}`,
    `skipped     ${parts(skipped)}`,
    `duplicates  ${parts(duplicates)}`,
    `store       ${number(store.rows)} rows, ${number(store.rejections)} rejections`,
    '',
  ].join('\n');
};

/** The report of `ingest` for people. */
export const printSent = ({ seconds, files, records, skipped }: IngestReport, topic: string): string =>
  [...fileLines(files), `sent        ${number(records)} records to ${topic}, in ${seconds.toFixed(1)} s (${number(Math.round(records / seconds))}/s)`, `skipped     ${parts(skipped)}`, ''].join('\n');
