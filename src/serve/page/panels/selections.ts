import { clock, count, percent, short } from '../format.js';
import { html, useOf } from '../view.js';
import { FaultOf, Skeleton } from './state-of.js';

/** Saved selections, each with a random draw of as many documents beside it. */
export const Selections = () => {
  const panel = useOf((state) => state.panels.selections);
  return html`<div class="selections"><${FaultOf} panel=${panel} />
    ${panel.value === null ? panel.fault === null && html`<${Skeleton} lines=${3} />` : panel.value.selections.length === 0 ? html`<p class="empty">No selection yet. “Save selection” keeps the recipe, its SQL, the moment and the counts, and draws as many documents at random beside it.</p>` : html`<table>
      <thead><tr><th scope="col">name</th><th scope="col">recipe</th><th scope="col">documents</th><th scope="col">of</th><th scope="col">tokens</th><th scope="col">random draw</th><th scope="col">its tokens</th><th scope="col">by</th><th scope="col">when</th></tr></thead>
      <tbody>${panel.value.selections.map(({ id, name, recipe, recipe_version, kept, of, random, author, created }) => html`<tr key=${id}><th scope="row">${name}</th><td>${recipe_version?.replace(/@(\d+)$/, ' v$1') ?? recipe.name}</td>
        <td>${count(kept.documents)}</td><td>${percent(kept.documents, of.documents)}</td><td>${short(kept.tokens)}</td><td title=${random.sql}>${count(random.documents)} · seed ${random.seed}</td><td>${short(random.tokens)}</td><td>${author}</td><td>${clock(new Date(created))}</td></tr>`)}</tbody></table>`}
  </div>`;
};
