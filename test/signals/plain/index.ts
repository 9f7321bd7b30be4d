import { plainC4 } from './c4.js';
import { plainFineweb } from './fineweb.js';
import { plainGopher } from './gopher.js';
import { plainRps } from './rps.js';

/** The plain twin of each family: text, language -> signal name -> value. */
export const plainFamilies: Readonly<Record<string, (text: string, lang: string) => Record<string, number | null>>> = {
  rps: plainRps, gopher: plainGopher, c4: plainC4, fineweb: plainFineweb,
};
