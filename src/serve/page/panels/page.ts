import { useEffect } from 'preact/hooks';
import { html, useApp, useOf } from '../view.js';
import { Drawer } from './drawer.js';
import { FocusPanel } from './focus.js';
import { Header } from './header.js';
import { HelpDialog } from './help-dialog.js';
import { Pages } from './pages.js';
import { Places } from './places.js';
import { RollbackDialog } from './rollback-dialog.js';
import { SaveDialog } from './save-dialog.js';
import { SelectDialog } from './select-dialog.js';
import { SignalList } from './signal-list.js';
import { Empty, Failed, NoToken } from './stands.js';
import { FilterChips } from './filter-chips.js';
import { Waterfall } from './waterfall.js';

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio';

/** The whole page, or what stands in its way. */
export const Page = () => {
  const app = useApp(), phase = useOf((state) => state.phase), fault = useOf((state) => state.fault), says = useOf((state) => state.says), dialog = useOf((state) => state.dialog);
  const isEmpty = useOf((state) => state.phase === 'ready' && (state.totals?.of.documents === 0 || (state.totals === null && state.progress?.documents === 0)));
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !isTyping(event.target)) { event.preventDefault(); if (event.shiftKey) app.redo(); else app.undo(); }
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'y' && !isTyping(event.target)) { event.preventDefault(); app.redo(); }
      else if (event.key === '/' && !isTyping(event.target)) { event.preventDefault(); document.querySelector<HTMLElement>('input[type=search]')?.focus(); }
      else if (event.key === '?' && !isTyping(event.target) && app.state.dialog === null) app.store.set({ dialog: 'help' });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  if (phase === 'token') return html`<${NoToken} />`;
  if (phase === 'failed') return html`<${Failed} text=${fault ?? ''} />`;
  return html`<${Header} />
    ${fault !== null && html`<p class="banner" role="alert">${fault}</p>`}
    ${isEmpty ? html`<${Empty} />` : html`<main class="desk" aria-busy=${phase === 'loading'}>
      <${SignalList} />
      <div class="work"><${FilterChips} /><div class="upper"><${FocusPanel} /><${Waterfall} /></div><div class="lower"><${Places} /><${Pages} /></div></div>
    </main>`}
    <${Drawer} />
    ${dialog === 'save' ? html`<${SaveDialog} />` : dialog === 'rollback' ? html`<${RollbackDialog} />` : dialog === 'select' ? html`<${SelectDialog} />` : dialog === 'help' ? html`<${HelpDialog} />` : null}
    <div class="unseen" role="status" aria-live="polite">${says}</div>`;
};
