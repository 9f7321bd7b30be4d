import { plainC4 } from './c4.js';
import { plainCompression } from './compression.js';
import { plainCulturax } from './culturax.js';
import { plainCwt } from './cwt.js';
import { plainDclm } from './dclm.js';
import { plainDocq } from './docq.js';
import { plainDolma } from './dolma.js';
import { plainDt } from './dt.js';
import { plainDtrel } from './dtrel.js';
import { plainFineweb } from './fineweb.js';
import { plainGneissweb } from './gneissweb.js';
import { plainGopher } from './gopher.js';
import { plainLongwanjuan } from './longwanjuan.js';
import { plainNemo } from './nemo.js';
import { plainOcr } from './ocr.js';
import { plainOwm } from './owm.js';
import { plainRoots } from './roots.js';
import { plainRps } from './rps.js';
import { plainRw } from './rw.js';
import { plainSetu } from './setu.js';
import { plainWords } from './words.js';
import { plainZyda } from './zyda.js';

/** The plain twin of each family of texts (`url` has one for URLs): text, language -> signal name -> value. */
export const plainFamilies: Readonly<Record<string, (text: string, lang: string) => Record<string, number | null>>> = {
  rps: plainRps, gopher: plainGopher, c4: plainC4, fineweb: plainFineweb, dt: plainDt, dtrel: plainDtrel, dclm: plainDclm, rw: plainRw, dolma: plainDolma, nemo: plainNemo, docq: plainDocq,
  gneissweb: plainGneissweb, roots: plainRoots, culturax: plainCulturax, zyda: plainZyda, owm: plainOwm, cwt: plainCwt, setu: plainSetu,
  longwanjuan: plainLongwanjuan, compression: plainCompression, ocr: plainOcr, words: plainWords,
};
