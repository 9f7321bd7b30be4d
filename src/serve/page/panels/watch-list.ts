import { failedOf } from '../verdict.js';
import { html, useApp, useOf } from '../view.js';
import { PageCard } from './page-card.js';
import { FaultOf } from './state-of.js';

/** Pages that must stay: whether the recipe keeps them, as it changes. */
export const WatchList = () => {
  const app = useApp(), { draft } = app, panel = useOf((state) => state.panels.watched), watched = useOf((state) => state.view.watched);
  useOf((state) => state.drawn);
  const pages = panel.value?.pages.filter(({ id }) => watched.includes(id)).map((page) => ({ ...page, failed: failedOf(page, draft) ?? page.failed })) ?? [], lost = pages.filter(({ failed }) => failed.length > 0);
  if (watched.length === 0) return html`<p class="empty">No page is watched. The star on a page puts it here; it is then said whether the recipe keeps it.</p>`;
  return html`<div class="watch" aria-busy=${panel.isBusy}><p class=${lost.length > 0 ? 'fault' : 'soft'} role="status">${pages.length === 0 ? panel.isBusy || panel.value === null ? 'asking' : 'The store has none of the watched pages.' : lost.length === 0 ? `All ${pages.length} watched pages are kept.` : `${lost.length} of ${pages.length} watched pages are dropped.`}
    <button type="button" class="quiet" onClick=${() => app.look({ watched: [] })}>clear</button></p>
    <${FaultOf} panel=${panel} />
    <ol>${[...lost, ...pages.filter(({ failed }) => failed.length === 0)].map((page) => html`<li key=${page.id}><${PageCard} page=${page} /></li>`)}</ol></div>`;
};
