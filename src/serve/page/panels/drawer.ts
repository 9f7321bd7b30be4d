import { useState } from 'preact/hooks';
import { recipeOf } from '../draft.js';
import { recipeParam } from '../questions.js';
import { toFragment } from '../url-state.js';
import { html, useApp, useOf } from '../view.js';
import { yamlOf } from '../yaml.js';
import { DataCardPanel } from './data-card.js';
import { Diff } from './diff.js';
import { ExportButton } from './export-button.js';
import { Selections } from './selections.js';

type Tab = 'yaml' | 'sql' | 'diff' | 'card' | 'selections';
const TABS: readonly (readonly [Tab, string])[] = [['yaml', 'YAML'], ['sql', 'SQL'], ['diff', 'Diff'], ['card', 'Card'], ['selections', 'Selections']];

/** The recipe as YAML, as SQL, against another one; what was made of it. YAML and SQL are there even while the drawer is shut. */
export const Drawer = () => {
  const app = useApp(), [tab, show] = useState<Tab | null>(null), { draft } = app, summary = useOf((state) => state.panels.summary), isExact = useOf((state) => state.isExact);
  useOf((state) => state.drawn);
  const yaml = yamlOf(recipeOf(draft)), sql = summary.value?.sql ?? '', isOld = summary.key !== (recipeParam(draft) ?? '');
  const copy = (text: string, what: string): void => {
    navigator.clipboard.writeText(text).then(() => app.store.set({ note: { text: `${what} copied.`, isFault: false } }), () => app.store.set({ note: { text: 'The browser does not let the page copy; select the text and copy it.', isFault: true } }));
  };
  return html`<footer class=${`drawer${tab === null ? '' : ' open'}`}>
    <div class="bar" role="tablist" aria-label="Drawer">
      ${TABS.map(([name, text]) => html`<button type="button" key=${name} role="tab" id=${`tab-${name}`} aria-selected=${tab === name} aria-controls=${`drawer-${name}`} onClick=${() => { show(tab === name ? null : name); if (name === 'selections') void app.questions.selections(); }}>${text}</button>`)}
      <${ExportButton} />
      <button type="button" onClick=${() => app.store.set({ dialog: 'select' })}>Save selection…</button>
      <button type="button" onClick=${() => copy(`${location.origin}${location.pathname}${toFragment(app.state.view, app.draft, app.state.base)}`, 'Link to this picture')}>Copy link</button>
      <span class="space"></span>
      <${Note} />
    </div>
    <div id="drawer-yaml" role="tabpanel" aria-labelledby="tab-yaml" class="body" hidden=${tab !== 'yaml'}><button type="button" class="copy" onClick=${() => copy(yaml, 'YAML')}>Copy</button>
      <pre data-testid="drawer-yaml">${yaml}</pre></div>
    <div id="drawer-sql" role="tabpanel" aria-labelledby="tab-sql" class="body" hidden=${tab !== 'sql'}><button type="button" class="copy" onClick=${() => copy(sql, 'SQL')}>Copy</button>
      <pre data-testid="drawer-sql" data-exact=${String(isExact && !isOld)} class=${isOld ? 'old' : ''}>${sql}</pre></div>
    ${tab === 'diff' && html`<div id="drawer-diff" role="tabpanel" aria-labelledby="tab-diff" class="body"><${Diff} /></div>`}
    ${tab === 'card' && html`<div id="drawer-card" role="tabpanel" aria-labelledby="tab-card" class="body"><${DataCardPanel} onCopy=${(text: string) => copy(text, 'Card')} /></div>`}
    ${tab === 'selections' && html`<div id="drawer-selections" role="tabpanel" aria-labelledby="tab-selections" class="body"><${Selections} /></div>`}
  </footer>`;
};

const Note = () => {
  const app = useApp(), note = useOf((state) => state.note);
  return html`<span class=${`note ${note?.isFault ? 'fault' : 'soft'}`} role="status">${note?.text ?? ''}${note !== null && html`<button type="button" class="quiet" aria-label="Dismiss" onClick=${() => app.store.set({ note: null })}>×</button>`}</span>`;
};
