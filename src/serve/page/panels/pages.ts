import { useState } from 'preact/hooks';
import { html, useOf } from '../view.js';
import { EdgeSamples } from './edge-samples.js';
import { Explain } from './explain.js';
import { WatchList } from './watch-list.js';

/** Real pages: beside the cut, watched ones, one in particular. */
export const Pages = () => {
  const [tab, show] = useState<'edges' | 'watched' | 'explain'>('edges'), watched = useOf((state) => state.view.watched.length), lost = useOf((state) => state.panels.watched.value?.pages.filter(({ id, failed }) => failed.length > 0 && state.view.watched.includes(id)).length ?? 0);
  const tabs = [['edges', 'Edge samples'], ['watched', `Watched${watched === 0 ? '' : ` ${watched}${lost > 0 ? `, ${lost} dropped` : ''}`}`], ['explain', 'Explain a page']] as const;
  return html`<section class="panel pages" aria-label="Pages">
    <div class="head tabs" role="tablist">${tabs.map(([name, text]) => html`<button type="button" key=${name} role="tab" aria-selected=${tab === name} class=${name === 'watched' && lost > 0 ? 'warn' : ''} onClick=${() => show(name)}>${text}</button>`)}
      <span class="space"></span><span class="soft hint"><mark>marked</mark>: the line stood above already</span></div>
    <div class="scroll" hidden=${tab !== 'edges'}><${EdgeSamples} /></div>
    ${tab === 'watched' && html`<div class="scroll"><${WatchList} /></div>`}
    ${tab === 'explain' && html`<div class="scroll"><${Explain} /></div>`}
  </section>`;
};
