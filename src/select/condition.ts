import { tokens } from './sql-tokens.js';

/**
 * What is wrong with a user's SQL condition as a part of a larger query, null when nothing is: it must be one expression, so that it means the same in brackets as
 * without, and give one value a page. Whether it is SQL at all, the engine says.
 */
export const conditionFault = (where: string): string | null => {
  const [open, ...rest] = tokens(`(\n${where}\n)`), close = rest.pop();
  if (rest.some(({ depth }) => depth < 1)) return 'a closing bracket too many';
  if (open === undefined || close?.text !== ')' || close.depth !== 0) return 'a quote, a comment or a bracket that does not end';
  if (rest.length === 0) return 'an empty condition';
  if (rest.some(({ kind, text }) => kind === 'mark' && text === ';')) return 'more than one statement';
  return rest.some(({ kind, text }) => kind === 'word' && text.toLowerCase() === 'arrayjoin') ? 'arrayJoin, which makes several rows of a page' : null;
};
