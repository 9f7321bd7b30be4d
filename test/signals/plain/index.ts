import { plainC4 } from './c4.js';
import { plainCulturax } from './culturax.js';
import { plainDclm } from './dclm.js';
import { plainDocq } from './docq.js';
import { plainDolma } from './dolma.js';
import { plainDt } from './dt.js';
import { plainDtrel } from './dtrel.js';
import { plainFineweb } from './fineweb.js';
import { plainGneissweb } from './gneissweb.js';
import { plainGopher } from './gopher.js';
import { plainNemo } from './nemo.js';
import { plainRoots } from './roots.js';
import { plainRps } from './rps.js';
import { plainRw } from './rw.js';
import { plainZyda } from './zyda.js';

/** The plain twin of each family: text, language -> signal name -> value. */
export const plainFamilies: Readonly<Record<string, (text: string, lang: string) => Record<string, number | null>>> = {
  rps: plainRps, gopher: plainGopher, c4: plainC4, fineweb: plainFineweb, dt: plainDt, dtrel: plainDtrel, dclm: plainDclm, rw: plainRw, dolma: plainDolma, nemo: plainNemo, docq: plainDocq,
  gneissweb: plainGneissweb, roots: plainRoots, culturax: plainCulturax, zyda: plainZyda,
};
