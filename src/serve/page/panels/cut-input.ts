import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Histogram } from '../../../explore/answers.js';
import { readCut, valueAt } from '../cut-text.js';
import { cutOf, sideOf, type Side } from '../draft.js';
import { percentBelow, type Focus } from '../focus-of.js';
import { value as spell } from '../format.js';
import { html, useApp, useOf } from '../view.js';
import { Segmented } from './segmented.js';
import { TargetLock } from './target-lock.js';

const SIDES = [['min', '≥ min'], ['max', '≤ max']] as const;

/** The cut as a number or a percentile (`p90`); Enter sets it. */
export const CutInput = ({ focus }: { readonly focus: Focus }) => {
  const app = useApp(), draft = useOf((state) => state.history.present), touched = useOf((state) => state.touched), ref = useRef<HTMLInputElement>(null), [fault, setFault] = useState<string | null>(null);
  const { signal, percentiles } = focus, side = touched ?? sideOf(draft, signal), cut = cutOf(draft, signal, side), percent = cut === null ? null : percentBelow(percentiles, cut);
  useLayoutEffect(() => { ref.current!.value = cut === null ? '' : String(cut); setFault(null); }, [cut, side]);

  const enter = async (): Promise<void> => {
    const typed = readCut(ref.current!.value);
    if ('fault' in typed) { setFault(typed.fault); return; }
    setFault(null);
    if ('value' in typed) { app.cut(signal, side, typed.value); return; }
    await app.lookUp(async () => {
      const answer = await app.api.get<Histogram>('histogram', { signal, bins: 1 }), value = valueAt(answer.percentiles, typed.percent);
      if (app.state.view.focus !== signal) return;
      if (value === null) setFault(`No page has a value of ${signal}.`); else app.cut(signal, side, value);
    }).catch((error: unknown) => setFault(error instanceof Error ? error.message : String(error)));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') { event.preventDefault(); void enter(); }
    if (event.key === 'Escape') { ref.current!.value = cut === null ? '' : String(cut); setFault(null); }
  };
  return html`<div class="cut">
    <${Segmented} label="Which cut is typed" options=${SIDES} value=${side} onChoose=${(chosen: Side) => app.store.set({ touched: chosen })} />
    <input ref=${ref} data-testid="cut-input" class="mono" type="text" inputmode="text" autocomplete="off" spellcheck=${false} placeholder="0.62 or p90" aria-label=${`${side === 'min' ? 'Lower' : 'Upper'} cut of ${signal}: a number, or a percentile such as p90`}
      aria-invalid=${fault === null ? 'false' : 'true'} aria-describedby="cut-fault" onKeyDown=${press} />
    ${percent !== null && html`<span class="soft" title="Share of the pages with a value that lie below">p${spell(Number(percent.toFixed(1)))}</span>`}
    ${cut !== null && html`<button type="button" class="quiet" title="No such cut" aria-label=${`Remove the ${side === 'min' ? 'lower' : 'upper'} cut`} onClick=${() => app.cut(signal, side, null)}>×</button>`}
    <span id="cut-fault" class="fault" role="alert">${fault ?? ''}</span>
    <span class="space"></span>
    <${TargetLock} signal=${signal} side=${side} />
  </div>`;
};
