import { html, useApp, useOf } from '../view.js';

/** Everything, saved recipes, presets; presets that this store cannot answer say why. */
export const RecipePicker = () => {
  const app = useApp(), catalogue = useOf((state) => state.catalogue), recipes = useOf((state) => state.recipes), base = useOf((state) => state.history.present.base), isChanged = useOf(() => app.isChanged);
  const isListed = base === '' || recipes.some(({ name, version }) => `${name}@${version}` === base) || catalogue?.presets.some(({ name }) => name === base);
  return html`<label class="picker"><span class="soft">recipe</span>
    <select aria-label="Recipe" value=${base} onChange=${(event: Event) => app.openNamed((event.target as HTMLSelectElement).value)}>
      <option value="">everything</option>
      ${isListed === false && html`<option value=${base}>${base.replace(/@(\d+)$/, ' v$1')}</option>`}
      ${recipes.length > 0 && html`<optgroup label="Saved">${recipes.map(({ name, version }) => html`<option key=${name} value=${`${name}@${version}`}>${`${name} v${version}`}</option>`)}</optgroup>`}
      <optgroup label="Presets">${catalogue?.presets.map(({ name, source }) => html`<option key=${name} value=${name} title=${source}>${name}</option>`)}</optgroup>
      ${(catalogue?.unavailable.length ?? 0) > 0 && html`<optgroup label="Not for this store">
        ${catalogue!.unavailable.map(({ name, why }) => html`<option key=${name} disabled title=${why}>${name}</option>`)}</optgroup>`}
    </select>
    ${isChanged && html`<button type="button" class="chip" title="Take back all changes" onClick=${() => app.open(app.state.base)}>changed ×</button>`}
  </label>`;
};
