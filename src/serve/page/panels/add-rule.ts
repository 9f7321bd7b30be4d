import { useState } from 'preact/hooks';
import type { Rule } from '../../../model/rule.js';
import { html, useApp, useOf } from '../view.js';

/** A rule on a text column: language, domain, media type ... Rules on numbers are made with the handles. */
export const AddRule = () => {
  const app = useApp(), texts = useOf((state) => state.catalogue?.texts ?? null), [column, setColumn] = useState('lang'), [words, setWords] = useState('');
  const values = words.split(',').map((word) => word.trim()).filter(Boolean);
  const add = (event: Event): void => {
    event.preventDefault();
    if (values.length === 0) return;
    const rule: Rule = values.length === 1 ? { signal: column, op: '=', value: values[0]! } : { signal: column, op: 'in', value: values };
    app.add(rule);
    setWords('');
  };
  return html`<details class="add"><summary>+ rule on a text column</summary>
    <form onSubmit=${add}>
      <select aria-label="Column" value=${column} onChange=${(event: Event) => setColumn((event.target as HTMLSelectElement).value)}>${texts?.map((name) => html`<option key=${name}>${name}</option>`)}</select>
      <input aria-label="Values, separated by commas" placeholder="en, de" value=${words} onInput=${(event: Event) => setWords((event.target as HTMLInputElement).value)} />
      <button type="submit" disabled=${values.length === 0}>Add</button>
    </form>
    <p class="soft">A number signal gets its rule when you drag a handle or type a cut.</p>
  </details>`;
};
