import { tokens, type Token } from '../select/sql-tokens.js';

/** What the HTTP face must know of a statement before it hands it to the engine. */
export interface Statement {
  /** First word, lower case. */
  readonly verb: string;
  /** Name in its FORMAT clause, or null. */
  readonly format: string | null;
  /** Offset of the end of the statement's last token, before a closing `;` or a comment. */
  readonly end: number;
  /** Offset of the FORMAT clause of a query, else `end`: where INTO OUTFILE belongs. */
  readonly output: number;
  /** For an INSERT whose data follow it: where FROM INFILE belongs, and where the data begin. */
  readonly insert: { readonly infile: number; readonly data: number } | null;
  /** Names that are called like functions, or handed over as functions (`APPLY name`, `arrayMap(name, ...)`), lower case. */
  readonly calls: ReadonlySet<string>;
  /** Names in SETTINGS clauses at any depth, lower case. */
  readonly settings: ReadonlySet<string>;
  /** Parameters of type Identifier: their values are names. */
  readonly names: ReadonlySet<string>;
  readonly writesFile: boolean;
  /** Does a further statement follow? */
  readonly several: boolean;
  /** Does a quoted name hold a slash, as a path does? */
  readonly path: boolean;
}

/** An INSERT's place for FROM INFILE is before SETTINGS, FORMAT or VALUES; its data begin one line break after the format's name. */
const insertOf = (sql: string, all: readonly Token[]): Statement['insert'] => {
  const clause = all.findIndex((token, i) => i > 2 && token.depth === 0 && token.kind === 'word' && /^(settings|format|values|select|with|from)$/i.test(token.text));
  if (clause < 0 || /^(select|with|from)$/i.test(all[clause]!.text)) return null;
  const keyword = all.findIndex((token, i) => i >= clause && token.depth === 0 && token.kind === 'word' && /^(format|values)$/i.test(token.text));
  if (keyword < 0) return null;
  const last = /^values$/i.test(all[keyword]!.text) ? all[keyword]! : all[keyword + 1];
  if (!last) return null;
  const gap = /^[^\S\n]*\n?/.exec(sql.slice(last.to))![0].length;
  return { infile: all[clause]!.from, data: last.to + gap };
};

/** `SETTINGS a = 1, b = 'x'`: the names, from the token behind the keyword on. */
const settingsAt = (all: readonly Token[], from: number): string[] => {
  const found: string[] = [], depth = all[from - 1]!.depth;
  for (let i = from; all[i]?.kind === 'word' && all[i + 1]?.text === '='; ) {
    found.push(all[i]!.text.toLowerCase());
    while (i < all.length && !(all[i]!.depth === depth && all[i]!.text === ',')) { if (all[i]!.depth < depth || all[i]!.text === ';') return found; i++; }
    i++;
  }
  return found;
};

/** Functions that take functions; an array or a map is what they take beside it. */
const HIGHER_ORDER = /^(array|map.)/i;

/** Reads a statement's outline. Never throws: whatever is not SQL is left for the engine to say. */
export const readStatement = (sql: string): Statement => {
  const all = tokens(sql);
  const verb = all.find((token) => token.kind === 'word')?.text.toLowerCase() ?? '';
  let last = all.length;
  while (last > 0 && all[last - 1]!.text === ';') last--;
  const end = last > 0 ? all[last - 1]!.to : 0;
  const formatAt = all.findLastIndex((token, i) => i > 0 && i + 1 < last && token.depth === 0 && token.kind === 'word' && /^format$/i.test(token.text)
    && all[i + 1]!.kind === 'word' && sql[token.from] !== '`' && sql[token.from] !== '"');
  const calls = new Set<string>(), settings = new Set<string>(), names = new Set<string>();
  let writesFile = false;
  all.forEach((token, i) => {
    const next = all[i + 1], before = all[i - 1], opener = all[i - 2];
    if (token.kind !== 'word') return;
    const applied = before?.kind === 'word' ? before : before?.text === '(' ? opener : undefined;
    if (applied?.kind === 'word' && /^apply$/i.test(applied.text)) calls.add(token.text.toLowerCase());
    if (before?.text === '(' && opener?.kind === 'word' && HIGHER_ORDER.test(opener.text) && next?.text === ',') calls.add(token.text.toLowerCase());
    if (/^identifier$/i.test(token.text) && before?.text === ':' && opener?.kind === 'word' && all[i - 3]?.text === '{') names.add(opener.text);
    if (!next) return;
    if (next.text === '(' && next.kind === 'mark') calls.add(token.text.toLowerCase());
    if (/^settings$/i.test(token.text)) for (const name of settingsAt(all, i + 1)) settings.add(name);
    if (/^into$/i.test(token.text) && /^outfile$/i.test(next.text)) writesFile = true;
  });
  return {
    verb, end, calls, settings, names, writesFile,
    several: all.some(({ text, kind, depth }, i) => kind === 'mark' && text === ';' && depth === 0 && i < last),
    path: all.some(({ kind, text, from, to }) => kind === 'word' && to - from > text.length && /[/\\]/.test(text)),
    format: formatAt < 0 ? null : all[formatAt + 1]!.text,
    output: formatAt < 0 ? end : all[formatAt]!.from,
    insert: verb === 'insert' ? insertOf(sql, all) : null,
  };
};

/** The statements of a script, without the `;` between them; comments and empty statements fall away. */
export const splitStatements = (script: string): string[] => {
  const parts: string[] = [];
  let from = -1, to = 0;
  for (const token of tokens(script)) {
    if (token.kind === 'mark' && token.text === ';' && token.depth === 0) {
      if (from >= 0) parts.push(script.slice(from, to));
      from = -1;
    } else {
      if (from < 0) from = token.from;
      to = token.to;
    }
  }
  if (from >= 0) parts.push(script.slice(from, to));
  return parts;
};
