import type { Step } from '../model/batch.js';
import type { Column, TextColumn } from '../model/columns.js';
import { count, textColumn } from '../model/columns.js';
import type { Scorer } from '../model/ports.js';

const number = (values: Float64Array<ArrayBuffer>): Column => ({
  kind: 'number',
  values: values.map((value) => (Number.isNaN(value) ? 0 : value)),
  nulls: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0)),
});

/** Documents -> per scorer its `outputs` (number; NaN becomes null) and `<scorer>_model` (constant). Reads column `lang` where there is one. */
export const score = (scorers: readonly Scorer[]): Step => async (batch) => {
  const texts = batch.payloads, lang = batch.columns['lang'];
  const langs: TextColumn = lang?.kind === 'text' ? lang : textColumn(new Array<string>(count(texts)).fill('und'));
  const columns: Record<string, Column> = {};
  for (const scorer of scorers) {
    const values = await scorer.score(texts, langs);
    scorer.outputs.forEach((output, i) => { columns[output] = number(values[i]!); });
    columns[`${scorer.name}_model`] = { kind: 'constant', value: scorer.model };
  }
  return { ...batch, columns: { ...batch.columns, ...columns } };
};
