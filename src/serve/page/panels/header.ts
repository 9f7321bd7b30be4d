import { html, useApp, useOf } from '../view.js';
import { count } from '../format.js';
import { Live } from './live-badge.js';
import { RecipePicker } from './recipe-picker.js';
import { ThemeSwitch } from './theme-switch.js';
import { Totals } from './totals.js';

/** Where the pages come from, which recipe is shown, what can be done with it, and what it keeps. */
export const Header = () => {
  const app = useApp(), catalogue = useOf((state) => state.catalogue), of = useOf((state) => state.totals?.of.documents ?? null), canUndo = useOf((state) => state.history.past.length > 0), canRedo = useOf((state) => state.history.future.length > 0), isChanged = useOf(() => app.isChanged);
  const open = (dialog: 'save' | 'rollback' | 'help') => () => app.store.set({ dialog });
  return html`<header class="top">
    <div class="bar">
      <strong class="brand">thresher</strong>
      <span class="corpus" title=${catalogue === null ? '' : `Store ${catalogue.store}, database ${catalogue.database}, thresher ${catalogue.version}`}>
        <span class="path">${catalogue?.store ?? ''}</span>${of !== null && html`<span class="soft"> · ${count(of)} documents</span>`}
      </span>
      <${Live} />
      <span class="space"></span>
      <${RecipePicker} />
      <div class="group">
        <button type="button" data-testid="undo" title="Undo (Ctrl+Z)" aria-label="Undo" disabled=${!canUndo} onClick=${() => app.undo()}>↶</button>
        <button type="button" data-testid="redo" title="Redo (Ctrl+Shift+Z)" aria-label="Redo" disabled=${!canRedo} onClick=${() => app.redo()}>↷</button>
      </div>
      <button type="button" data-testid="rollback" title="Versions of this recipe, and the way back to one" onClick=${open('rollback')}>Versions</button>
      <button type="button" data-testid="save" class=${isChanged ? 'main' : ''} onClick=${open('save')}>Save…</button>
      <${ThemeSwitch} />
      <button type="button" class="quiet" aria-label="Keys and help" title="Keys and help (?)" onClick=${open('help')}>?</button>
    </div>
    <${Totals} />
  </header>`;
};
