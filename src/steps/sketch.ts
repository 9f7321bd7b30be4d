import type { Step } from '../model/batch.js';
import type { Sketcher } from '../model/ports.js';

/** Documents -> their content, URL and band hashes, for the dedup window. */
export const sketch = (sketcher: Sketcher): Step => (batch) => {
  const url = batch.columns['url'];
  if (url?.kind !== 'text') throw new TypeError(`sketch needs the text column url, got ${url?.kind ?? 'none'}`);
  return { ...batch, columns: { ...batch.columns, ...sketcher.sketch(batch.payloads, url) } };
};
