import { focusOf } from '../focus-of.js';
import { count, value } from '../format.js';
import type { View } from '../url-state.js';
import { html, useApp, useOf } from '../view.js';
import { CutInput } from './cut-input.js';
import { Histogram } from './histogram.js';
import { Multiples } from './multiples.js';
import { Retention } from './retention-panel.js';
import { Segmented } from './segmented.js';
import { FaultOf, Skeleton } from './state-of.js';

const WEIGHTS = [['documents', 'docs'], ['tokens', 'tokens'], ['bytes', 'bytes']] as const, SCALES = [['lin', 'lin'], ['log', 'log']] as const, LINES = [['auto', 'auto'], ...SCALES] as const;

/** One signal closely: its distribution, its cuts, what each possible cut would keep, and its languages. */
export const FocusPanel = () => {
  const app = useApp(), signal = useOf((state) => state.view.focus), view = useOf((state) => state.view), panel = useOf((state) => state.panels.histogram);
  useOf((state) => state.drawn);
  useOf((state) => state.newest);
  const focus = focusOf(app.state), isDrawn = focus !== null && !('isEmpty' in focus), about = app.state.catalogue?.signals.find(({ name }) => name === signal) ?? null;
  return html`<section class="panel focus" aria-label="Focused signal" data-exact=${String(isDrawn && focus.isExact)}>
    <div class="head">
      <h2 class="mono">${signal ?? 'no signal'}</h2>
      <span class="soft about" title=${about === null ? '' : `${about.formula}\n${about.source}`}>${about === null ? '' : about.formula}</span>
      <${Segmented} label="Weight" options=${WEIGHTS} value=${view.weight} onChoose=${(weight: View['weight']) => app.look({ weight })} />
      <span class="soft">count</span><${Segmented} label="Count axis" options=${SCALES} value=${view.isLogCount ? 'log' : 'lin'} onChoose=${(scale: string) => app.look({ isLogCount: scale === 'log' })} />
      <span class="soft">value</span><${Segmented} label="Value axis" options=${LINES} value=${view.isLogValue === null ? 'auto' : view.isLogValue ? 'log' : 'lin'} onChoose=${(scale: string) => app.look({ isLogValue: scale === 'auto' ? null : scale === 'log' })} />
    </div>
    <${FaultOf} panel=${panel} />
    ${isDrawn ? html`<${Histogram} focus=${focus} />`
      : focus !== null ? html`<p class="empty">No page of this store has a value of ${signal}. ${about?.null_when ? `It is undefined ${about.null_when}.` : 'The family that measures it may be off.'}</p>`
      : html`<${Skeleton} lines=${7} />`}
    ${isDrawn && html`<${CutInput} key=${signal} focus=${focus} />`}
    <div class="legend soft">
      <span><i class="all"></i>all</span><span><i class="kept"></i>kept</span><span><i class="ghost"></i>as loaded</span><span><i class="saved"></i>last save</span>
      <span class="space"></span>
      ${isDrawn && focus.nulls !== null && focus.nulls > 0 && html`<span title="They satisfy no rule on this signal">${count(focus.nulls)} without a value</span>`}
      ${about !== null && html`<span>${value(about.range[0] ?? '−∞')} … ${value(about.range[1] ?? '∞')} ${about.unit}</span>`}
    </div>
    <div class="pair"><${Retention} /><${Multiples} /></div>
  </section>`;
};
