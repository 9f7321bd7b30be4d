/** A lexical token of ClickHouse SQL. `text` of a quoted identifier is its name; of a string it is left empty, nobody asks for it. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** How many brackets are open around it. */
  readonly depth: number;
}

const QUOTES: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '\u2018': '\u2019', '\u201c': '\u201d' };

const closing = (sql: string, at: number, close: string): number => {
  for (let i = at; i < sql.length; i++) {
    if (sql[i] === '\\' && close !== '\u2019' && close !== '\u201d') i++;
    else if (sql[i] === close) {
      if (sql[i + 1] !== close) return i + 1;
      i++;
    }
  }
  return sql.length;
};

const lineEnd = (sql: string, at: number): number => { const end = sql.indexOf('\n', at); return end < 0 ? sql.length : end; };

/** Comments nest in ClickHouse. */
const commentEnd = (sql: string, at: number): number => {
  let open = 1, i = at + 2;
  for (; i < sql.length && open > 0; i++) {
    if (sql.startsWith('*/', i)) { open--; i++; } else if (sql.startsWith('/*', i)) { open++; i++; }
  }
  return i;
};

const WORD = /[\p{L}\p{N}_]+/uy;
const HEREDOC = /\$[\w]*\$/y;

/** Splits a statement as ClickHouse's own lexer does: five kinds of comment, five kinds of quotes, heredocs. */
export const tokens = (sql: string): Token[] => {
  const found: Token[] = [];
  let depth = 0, i = 0;
  const push = (kind: Token['kind'], text: string, to: number): void => { found.push({ kind, text, from: i, to, depth }); i = to; };
  while (i < sql.length) {
    const char = sql[i]!;
    if (/\s/.test(char)) i++;
    else if (sql.startsWith('--', i) || sql.startsWith('//', i) || sql.startsWith('# ', i) || sql.startsWith('#!', i)) i = lineEnd(sql, i);
    else if (sql.startsWith('/*', i)) i = commentEnd(sql, i);
    else if (QUOTES[char]) {
      const to = closing(sql, i + 1, QUOTES[char]), name = char !== "'" && char !== '\u2018';
      push(name ? 'word' : 'string', name ? sql.slice(i + 1, to - 1) : '', to);
    } else {
      HEREDOC.lastIndex = WORD.lastIndex = i;
      const heredoc = HEREDOC.exec(sql)?.[0], word = WORD.exec(sql)?.[0];
      const heredocEnd = heredoc ? sql.indexOf(heredoc, i + heredoc.length) : -1;
      if (heredoc && heredocEnd >= 0) push('string', '', heredocEnd + heredoc.length);
      else if (word) push('word', word, i + word.length);
      else {
        if (')]}'.includes(char)) depth--;
        push('mark', char, i + 1);
        if ('([{'.includes(char)) depth++;
      }
    }
  }
  return found;
};
