/** Control characters but line feed and tab, and the marks that turn the direction of a line: on a terminal they are commands, not text. */
const COMMANDS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Text of a page as it may be shown on a terminal: at most `most` code points, what is cut is said. */
export const printable = (text: string, most = Infinity): string => {
  const points = [...text.slice(0, most === Infinity ? undefined : 2 * most)], whole = points.length <= most && (most === Infinity || text.length <= 2 * most);
  return `${points.slice(0, most).join('').replace(COMMANDS, '\ufffd')}${whole ? '' : ' ...'}`;
};
