import type { Heatmap } from '../../explore/answers.js';
import type { Picture } from './picture.js';
import type { Sample } from './sample.js';

/** Documents and kept ones of a language in a domain. */
export interface Share { readonly documents: number; readonly kept: number }

const MOST_LANGS = 10, MOST_DOMAINS = 16, OTHERS = '';

const largest = (codes: Uint16Array, dictionary: readonly string[], most: number): string[] => {
  const rows = new Float64Array(dictionary.length);
  for (let i = 0; i < codes.length; i++) rows[codes[i]!]! += 1;
  return dictionary.map((name, code) => ({ name, rows: rows[code]! })).filter(({ name, rows: n }) => name !== OTHERS && n > 0).sort((a, b) => b.rows - a.rows).slice(0, most).map(({ name }) => name);
};

/** Which cell each row belongs to, and what the cells hold; the same until another answer names other languages and domains. */
interface Grid { readonly langs: readonly string[]; readonly domains: readonly string[]; readonly cells: Int32Array; readonly all: Float64Array }
const grids = new WeakMap<Sample, { readonly like: object | null; readonly grid: Grid }>();

const gridOf = (sample: Sample, like: Pick<Heatmap, 'langs' | 'domains'> | null): Grid | null => {
  const known = grids.get(sample), lang = sample.texts.get('lang'), domain = sample.texts.get('domain');
  if (known?.like === like) return known.grid;
  if (lang === undefined || domain === undefined) return null;
  const langs = like?.langs ?? [...largest(lang.codes, lang.dictionary, MOST_LANGS), OTHERS], domains = like?.domains ?? [...largest(domain.codes, domain.dictionary, MOST_DOMAINS), OTHERS];
  const places = (dictionary: readonly string[], names: readonly string[]): Int32Array => Int32Array.from(dictionary, (name) => { const at = names.indexOf(name); return at === -1 ? names.indexOf(OTHERS) : at; });
  const rows = places(lang.dictionary, langs), columns = places(domain.dictionary, domains), cells = new Int32Array(sample.rows), all = new Float64Array(langs.length * domains.length);
  for (let i = 0; i < cells.length; i++) {
    const row = rows[lang.codes[i]!]!, column = columns[domain.codes[i]!]!, cell = row < 0 || column < 0 ? -1 : row * domains.length + column;
    cells[i] = cell;
    if (cell >= 0) all[cell]! += 1;
  }
  const grid = { langs, domains, cells, all };
  grids.set(sample, { like, grid });
  return grid;
};

/** Language x domain of the sample, all others under ''. @param like an answer of the store whose languages and domains are taken, so that cells stay where they are */
export const keptShares = ({ sample, kept }: Pick<Picture, 'sample' | 'kept'>, like: Pick<Heatmap, 'langs' | 'domains'> | null): Pick<Heatmap, 'langs' | 'domains'> & { readonly cells: readonly Share[] } | null => {
  const grid = gridOf(sample, like);
  if (grid === null) return null;
  const { langs, domains, cells, all } = grid, left = new Float64Array(all.length);
  for (let k = 0; k < kept.length; k++) { const cell = cells[kept[k]!]!; if (cell >= 0) left[cell]! += 1; }
  return { langs, domains, cells: Array.from(all, (documents, i) => ({ documents: documents * sample.scale, kept: left[i]! * sample.scale })) };
};
