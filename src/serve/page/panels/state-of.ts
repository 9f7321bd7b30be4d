import type { Panel } from '../state.js';
import { html } from '../view.js';

/** Says in a panel that its answer did not come, and why. */
export const FaultOf = ({ panel }: { readonly panel: Panel<unknown> }) => (panel.fault === null ? null : html`<p class="fault" role="alert">${panel.fault}</p>`);

/** Grey lines where something will be. */
export const Skeleton = ({ lines }: { readonly lines: number }) =>
  html`<div class="skeleton" aria-hidden="true">${Array.from({ length: lines }, (_, i) => html`<span key=${i}></span>`)}</div>`;
