import { html, useApp, useOf } from '../view.js';
import { value } from '../format.js';
import { cutInFocus } from '../questions.js';
import { PageCard } from './page-card.js';
import { FaultOf, Skeleton } from './state-of.js';

/** Pages just inside and just outside of the cut. */
export const EdgeSamples = () => html`<div class="edges"><${Side} side="kept" /><${Side} side="dropped" /></div>`;

const Side = ({ side }: { readonly side: 'kept' | 'dropped' }) => {
  const app = useApp(), panel = useOf((state) => state.panels[side]), filter = useOf((state) => state.view);
  useOf((state) => { const at = cutInFocus(state); return `${at?.signal} ${at?.side} ${at?.cut}`; });
  useOf((state) => state.touched);
  const at = cutInFocus(app.state), isOld = at !== null && panel.value !== null && (panel.isBusy || !panel.key.startsWith(`${at.signal} ${at.cut ?? ''} ${at.side} `));
  const pages = panel.value?.pages.filter(({ lang, domain }) => (filter.lang === null || lang === filter.lang) && (filter.domain === null || domain === filter.domain)) ?? [];
  return html`<section class=${`side ${side}`} aria-label=${`Just ${side}`} aria-busy=${isOld} data-testid=${`sample-${side}`} data-signal=${panel.value?.signal ?? ''} data-cut=${panel.value?.cut ?? ''}>
    <h3>just ${side}${at?.cut == null ? '' : html`<span class="soft"> ${at.signal} ${side === 'kept' ? '' : 'beyond '}${value(at.cut)}</span>`}</h3>
    <${FaultOf} panel=${panel} />
    ${panel.value === null && panel.fault === null ? html`<${Skeleton} lines=${6} />`
      : pages.length === 0 ? panel.fault === null && html`<p class="empty">${at?.cut == null && side === 'dropped' ? 'No cut on this signal: nothing is dropped by it.' : 'No page here.'}</p>`
      : html`<ol>${pages.map((page) => html`<li key=${page.id}><${PageCard} page=${page} /></li>`)}</ol>`}
  </section>`;
};
