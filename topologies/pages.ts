import { decode } from '../src/steps/decode.js';
import { identify } from '../src/steps/identify.js';
import { measure } from '../src/steps/measure.js';
import { score } from '../src/steps/score.js';
import { sketch } from '../src/steps/sketch.js';
import { userSignals } from '../src/steps/user-signals.js';
import type { Step } from '../src/model/batch.js';
import type { Kit } from '../src/kit.js';

/** Crawl records -> measured documents: the part that needs no order and no memory, so it runs in worker threads or inline. */
export const pages = ({ maxTextBytes, language, families, arrays, own, ut1, scorers, sketcher }: Kit): Record<string, Step> => ({
  decode: decode({ maxTextBytes }),   // bytes     -> documents, or named rejections
  identify: identify(language),       // documents -> language, its score, estimated tokens
  measure: measure(families, { arrays, ut1 }),   // documents -> rule signals; no thresholds here
  ...(own && { own: userSignals(own.families, own) }),   // documents -> signals of the user's own modules
  score: score(scorers),              // documents -> model scores
  sketch: sketch(sketcher),           // documents -> content, URL and band hashes
});
