import { useState } from 'preact/hooks';
import { value } from '../format.js';
import { html, useApp, useOf } from '../view.js';
import { PageCard } from './page-card.js';
import { FaultOf } from './state-of.js';

/** Why one page is kept or dropped: by its id or address. */
export const Explain = () => {
  const app = useApp(), panel = useOf((state) => state.panels.explained), [asked, setAsked] = useState('');
  const ask = (event: Event): void => { event.preventDefault(); if (asked.trim() !== '') void app.questions.explain(asked, app.draft); };
  return html`<div class="explain"><form onSubmit=${ask}><input aria-label="Id or address of a page" placeholder="id or https://…" value=${asked} onInput=${(event: Event) => setAsked((event.target as HTMLInputElement).value)} />
      <button type="submit" disabled=${asked.trim() === ''}>Explain</button></form>
    <${FaultOf} panel=${panel} />
    ${panel.value?.pages.length === 0 && html`<p class="empty">No such page in this store. The id is a number; the address is written as it was crawled.</p>`}
    ${panel.value?.pages.map((page) => html`<${PageCard} key=${page.id} page=${page} />
      <p class="soft">${page.failed.length === 0 ? 'Kept: every rule holds.' : `Dropped: fails ${page.failed.join(', ')}.`}</p>
      <dl class="values">${Object.entries(page.values).map(([name, found]) => html`<div key=${name} class=${page.failed.includes(name) ? 'why' : ''}><dt>${name}</dt><dd class="mono">${value(found)}</dd></div>`)}</dl>`)}
  </div>`;
};
