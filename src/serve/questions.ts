import { catalogue } from '../explore/catalogue.js';
import { compared } from '../explore/compared.js';
import { density } from '../explore/density.js';
import { documentsOf } from '../explore/documents-of.js';
import type { KnownContenders } from '../explore/held-contenders.js';
import { heatmap } from '../explore/heatmap.js';
import { histogram } from '../explore/histogram.js';
import { EVERYTHING, type Asked, type Reads } from '../explore/reads.js';
import { sample } from '../explore/sample.js';
import { samples } from '../explore/samples.js';
import { snapshots } from '../explore/snapshots.js';
import { summary } from '../explore/summary.js';
import { thumbnails } from '../explore/thumbnails.js';
import { waterfall } from '../explore/waterfall.js';
import { whatIf } from '../explore/what-if.js';
import type { Signal } from '../model/signal.js';
import { integer, list, needed, number, oneOf, optionalText, readParameters, text, type Kinds, type Values } from './parameters.js';
import type { Meant } from './parts.js';
import { Refusal } from './refusal.js';

/** What questions are answered from. */
export interface Asking {
  readonly reads: Reads;
  readonly contenders: KnownContenders;
  readonly database: string;
  /** What a text behind `recipe=` means; '' is asked for here already. */
  readonly meant: (reference: string) => Promise<Pick<Meant, 'name' | 'selection'>>;
  /** As it may be shown. */
  readonly store: string;
  readonly version: string;
  readonly signals: readonly Signal[];
}

/** One question of /api/v1: parameters of a URL -> an answer, JSON or bytes. */
export type Question = (query: URLSearchParams, asking: Asking) => Promise<unknown>;

/** How `recipe=` is read. */
export const RECIPE = optionalText(60_000);

const SIGNAL = text(200), LANG = optionalText(200), ID = /^\d{1,20}$/, COLUMN = /^[A-Za-z_][\w.]*$/;

const question = <K extends Kinds>(kinds: K, answer: (asked: Values<K>, asking: Asking) => Promise<unknown>): Question =>
  async (query, asking) => answer(readParameters(query, kinds), asking);

/** The recipe of a request; none or '' = everything is kept. */
const kept = async (reference: string | undefined, { database, meant }: Asking): Promise<Asked> => {
  if (reference === undefined || reference === '') return { database, name: '', selection: EVERYTHING };
  const { name, selection } = await meant(reference);
  return { database, name, selection };
};

/** Every question, by its name. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  summary: question({ recipe: RECIPE }, async ({ recipe }, asking) => summary(asking.reads, await kept(recipe, asking), asking.contenders)),
  catalogue: question({}, async (_, { reads, ...asked }) => catalogue(reads, asked)),
  histogram: question({ signal: SIGNAL, recipe: RECIPE, lang: LANG, bins: integer(1, 512) }, async ({ signal, recipe, lang, bins }, asking) =>
    histogram(asking.reads, { ...await kept(recipe, asking), signal: needed('signal', signal), lang: lang === '' || lang === undefined ? null : lang, bins }, asking.contenders)),
  whatif: question({ signal: SIGNAL, recipe: RECIPE, points: integer(1, 1000), by: oneOf('lang', 'domain'), op: oneOf('>=', '<=') }, async ({ signal, recipe, points, by, op }, asking) =>
    whatIf(asking.reads, { ...await kept(recipe, asking), signal: needed('signal', signal), points, by: by ?? null, op }, asking.contenders)),
  waterfall: question({ recipe: RECIPE }, async ({ recipe }, asking) => waterfall(asking.reads, await kept(recipe, asking))),
  heatmap: question({ recipe: RECIPE, langs: integer(1, 200), domains: integer(1, 200) }, async ({ recipe, langs, domains }, asking) => heatmap(asking.reads, { ...await kept(recipe, asking), langs, domains })),
  samples: question({ signal: SIGNAL, recipe: RECIPE, cut: number, side: oneOf('kept', 'dropped'), n: integer(1, 50), op: oneOf('<', '<=', '>', '>=') }, async ({ signal, recipe, cut, side, n, op }, asking) =>
    samples(asking.reads, { ...await kept(recipe, asking), signal: needed('signal', signal), cut: cut ?? null, side: needed('side', side), n, op }, asking.contenders)),
  documents: question({ ids: list(200, ID), url: text(8192), recipe: RECIPE, signal: SIGNAL }, async ({ ids, url, recipe, signal }, asking) => {
    if ((ids === undefined) === (url === undefined)) throw new Refusal(400, 'documents: got neither ids nor url, or both, allowed one of the two');
    return documentsOf(asking.reads, { ...await kept(recipe, asking), ids, url: url ?? null, signal: signal ?? null });
  }),
  density: question({ x: SIGNAL, y: SIGNAL, recipe: RECIPE, bins: integer(1, 128) }, async ({ x, y, recipe, bins }, asking) =>
    density(asking.reads, { ...await kept(recipe, asking), x: needed('x', x), y: needed('y', y), bins })),
  snapshots: question({ signal: SIGNAL, recipe: RECIPE }, async ({ signal, recipe }, asking) => snapshots(asking.reads, { ...await kept(recipe, asking), signal: needed('signal', signal) })),
  compare: question({ a: RECIPE, b: RECIPE }, async ({ a, b }, asking) => {
    const { database } = asking, [first, second] = await Promise.all([kept(needed('a', a), asking), kept(needed('b', b), asking)]);
    return compared(asking.reads, { database, a: first, b: second });
  }),
  thumbnails: question({ bins: integer(1, 512) }, async ({ bins }, { reads, database }) => thumbnails(reads, { database, bins })),
  sample: question({ columns: list(64, COLUMN), as: text(200) }, async ({ columns, as }, { reads, database }) => sample(reads, { database, columns: needed('columns', columns), as: as ?? null })),
};
