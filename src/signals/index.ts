import { usage } from '../model/fault.js';
import type { Signal, SignalFamily } from '../model/signal.js';
import { nearest } from '../text/nearest.js';
import { arrayFamilies } from './arrays.js';
import { c4 } from './c4.js';
import { compression } from './compression.js';
import { culturax } from './culturax.js';
import { cwt } from './cwt.js';
import { dclm } from './dclm.js';
import { docq } from './docq.js';
import { dolma } from './dolma.js';
import { dt } from './dt.js';
import { dtrel } from './dtrel.js';
import { fineweb } from './fineweb.js';
import { gneissweb } from './gneissweb.js';
import { gopher } from './gopher.js';
import { longwanjuan } from './longwanjuan.js';
import { nemo } from './nemo.js';
import { ocr } from './ocr.js';
import { owm } from './owm.js';
import { roots } from './roots.js';
import { rps } from './rps.js';
import { rw } from './rw.js';
import { setu } from './setu.js';
import { url } from './url.js';
import { words } from './words.js';
import { zyda } from './zyda.js';
import type { Shared } from '../text/shared.js';

/** Every family of numbers, by name; with `arrayFamilies` the one catalogue. Columns, docs, presets and tests are checked against it. */
export const families: Readonly<Record<string, SignalFamily<Shared>>> = {
  rps, gopher, c4, fineweb, dt, dtrel, dclm, rw, dolma, nemo, docq, gneissweb, roots, culturax, zyda, owm, cwt, setu, longwanjuan, compression, ocr, words, url,
};

/** Every signal in the order of the columns. */
export const signals: readonly Signal[] = [...Object.values(families), ...Object.values(arrayFamilies)].flatMap((family) => family.signals);

/**
 * The families that a setting names, in the order of the catalogue, each once; `all` = every one.
 * @throws Fault (usage) with one line per unknown name, and when no name is given
 */
export const chooseFamilies = (names: readonly string[]): SignalFamily<Shared>[] => {
  const known = [...Object.keys(families), ...Object.keys(arrayFamilies)], allowed = `${known.join(', ')}, all`;
  if (names.length === 0) throw usage(`signals: got no family, allowed ${allowed}`);
  const faults = names.filter((name) => name !== 'all' && !known.includes(name)).map((name) => {
    const close = nearest(name, known);
    return `signals: got "${name}", allowed ${allowed}${close ? ` (did you mean ${close}?)` : ''}`;
  });
  if (faults.length > 0) throw usage(...faults);
  return Object.values(families).filter(({ name }) => names.includes('all') || names.includes(name));
};

export { Shared, analyse } from '../text/shared.js';
