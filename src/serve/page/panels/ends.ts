import { html } from '../view.js';

/** A text that is cut in its middle when there is no room: its last `tail` letters stay in sight. */
export const Ends = ({ text, tail, kind = '' }: { readonly text: string; readonly tail: number; readonly kind?: string }) => {
  const at = Math.max(0, text.length - tail);
  return html`<span class=${`ends ${kind}`}><span class="stem">${text.slice(0, at)}</span><span class="tail">${text.slice(at)}</span></span>`;
};
