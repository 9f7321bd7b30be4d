import type { Packed } from '../model/columns.js';
import { Extractor, type Features, type Front } from './features.js';

const extractors = new Map<string, Extractor>();
const known = new WeakMap<Packed, Map<string, Features>>();

/** Features of texts, made once when several scorers with the same front end score the same texts. */
export const featuresOf = (texts: Packed, front: Front): Features => {
  const key = `${front.bits} ${front.chunkBytes} ${front.chunks}`;
  if (!extractors.has(key)) extractors.set(key, new Extractor(front));
  if (!known.has(texts)) known.set(texts, new Map());
  const made = known.get(texts)!;
  if (!made.has(key)) made.set(key, extractors.get(key)!.extract(texts));
  return made.get(key)!;
};
