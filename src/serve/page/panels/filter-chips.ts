import { withNode } from '../draft.js';
import { html, useApp, useOf } from '../view.js';

/** What the panels are narrowed to, beside the recipe. */
export const FilterChips = () => {
  const app = useApp(), lang = useOf((state) => state.view.lang), domain = useOf((state) => state.view.domain), filters = ([['lang', lang], ['domain', domain]] as const).filter(([, value]) => value !== null);
  if (filters.length === 0) return null;
  const add = (): void => { app.edit(filters.reduce((draft, [signal, value]) => withNode(draft, { signal, op: '=', value: value! }), app.draft)); app.look({ lang: null, domain: null }); };
  return html`<div class="filters" role="group" aria-label="Filter of the view"><span class="soft">panels show only</span>
    ${filters.map(([signal, value]) => html`<span class="chip" key=${signal}>${signal} ${value}<button type="button" class="quiet" aria-label=${`Show all of ${signal} again`} onClick=${() => app.look({ [signal]: null })}>×</button></span>`)}
    <button type="button" class="quiet" onClick=${add}>make it a rule</button><span class="soft">totals above are of the whole recipe</span></div>`;
};
