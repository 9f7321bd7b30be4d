import type { Card, CardSection, Fact } from './card.js';

/** Text of the store in a cell: one line, no markup that would act. */
const cell = (value: unknown): string => (value === null ? 'null' : String(value).replace(/[\s\u0000-\u001f]+/g, ' ').replace(/[\\|`*_[\]<>#&~]/g, '\\$&'));

const fenced = (language: string, text: string): string => {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${text}\n${fence}\n`;
};

const factText = ({ title, sql, rows }: Fact): string => {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.length === 0 ? 'No rows.\n' : [`| ${names.join(' | ')} |`, `|${names.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${names.map((name) => cell(row[name])).join(' | ')} |`), ''].join('\n');
  return `### ${title}\n\n${lines}\n${fenced('sql', sql)}`;
};

const sectionText = ({ title, text, facts, fields }: CardSection): string => [
  `## ${title}\n\n${text}\n`,
  ...facts.map(factText),
  ...(Object.keys(fields).length === 0 ? [] : [Object.entries(fields).map(([question, answer]) => `- **${question}** ${answer ?? '_to be filled in_'}\n`).join('')]),
].join('\n');

/** A card as Markdown: each table with its query right below. */
export const cardText = ({ name, thresher, as_of, recipe, sql, sections }: Card): string => [
  `# Data card: ${cell(name)}\n`,
  `Written by thresher ${thresher}. Every table is the answer of the query below it, over pages below one watermark of the log (`
  + `${Object.entries(as_of).map(([partition, to]) => `${cell(partition)} before ${to}`).join(', ') || 'an empty log'}), so that it can be asked again whatever has come in since.\n`,
  ...(recipe === null ? [] : [`The recipe:\n\n${fenced('json', JSON.stringify(recipe, null, 2))}`]),
  `Ids of the pages:\n\n${fenced('sql', sql)}`,
  ...sections.map(sectionText),
].join('\n');
