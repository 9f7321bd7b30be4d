import { clock, count } from '../format.js';
import { html, useOf } from '../view.js';

/** Whether pages come in, how fast, and of when the totals are. */
export const Live = () => {
  const link = useOf((state) => state.link), progress = useOf((state) => state.progress), asOf = useOf((state) => state.asOf);
  const rate = progress?.rate ?? 0, state = link !== 'live' ? link : rate > 0 ? 'moving' : 'still';
  const text = link === 'lost' ? 'reconnecting' : link === 'connecting' ? 'connecting' : rate > 0 ? `live · ${count(rate)} docs/s` : 'live · nothing comes in';
  return html`<span class="live" data-testid="live" data-state=${state} data-rate=${rate} title="Totals follow the store while pages come in">
    <i aria-hidden="true"></i>${text}${asOf !== null && html`<span class="soft"> · as of ${clock(asOf)}</span>`}
  </span>`;
};
