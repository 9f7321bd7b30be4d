import { useState } from 'preact/hooks';
import { readAmount } from '../amount.js';
import type { Side } from '../draft.js';
import { short } from '../format.js';
import { html, useApp, useOf } from '../view.js';

/** Keeps a number of tokens by letting this cut float while other rules change. */
export const TargetLock = ({ signal, side }: { readonly signal: string; readonly side: Side }) => {
  const app = useApp(), target = useOf((state) => state.view.target), kept = useOf((state) => state.totals?.kept.tokens ?? 0), [fault, setFault] = useState(false);
  if (target !== null) {
    return html`<span class="chip lock" title="The cut moves by itself so that about as many tokens are kept">keep ${short(target.tokens)} tokens by ${target.signal} ${target.side}${kept < 0.97 * target.tokens ? html`<span class="fault"> only ${short(kept)} are there</span>` : ''}
      <button type="button" class="quiet" aria-label="Let the cut stand" onClick=${() => app.look({ target: null })}>×</button></span>`;
  }
  const lock = (event: Event): void => {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).elements[0] as HTMLInputElement, tokens = readAmount(input.value === '' ? String(kept) : input.value);
    setFault(tokens === null);
    if (tokens !== null) app.look({ target: { signal, side, tokens } });
  };
  return html`<form class="lock" onSubmit=${lock}><label class="soft">keep <input class="mono" aria-invalid=${fault ? 'true' : 'false'} aria-label="Tokens to keep" placeholder=${short(kept)} size="8" /> tokens</label>
    <button type="submit" title="This cut floats so that as many tokens stay, whatever other rules do">lock</button></form>`;
};
