import { html, useApp } from '../view.js';
import { Dialog } from './dialog.js';

const KEYS = [
  ['↑ ↓', 'in the list: next signal'], ['← →', 'on a handle: one bin, with Shift ten; Home and End: no cut or the far end'], ['double click', 'a handle back to where it was loaded'],
  ['Alt + drag', 'in a language: a cut for it alone'], ['0.62, p90', 'typed as a cut, then Enter'], ['Ctrl+Z, Ctrl+Shift+Z', 'undo, redo'], ['/', 'search signals'],
] as const;

export const HelpDialog = () => {
  const app = useApp(), close = (): void => app.store.set({ dialog: null });
  return html`<${Dialog} title="Keys" confirm="Close" onConfirm=${() => { close(); return Promise.resolve(); }} onClose=${close}>
    <dl class="keys">${KEYS.map(([keys, what]) => html`<div key=${keys}><dt><kbd>${keys}</kbd></dt><dd>${what}</dd></div>`)}</dl>
    <p class="soft">“≈ n” means counted on a sample while something moves; 200 ms after you rest, everything is counted over the whole store and says “exact”. A page without a value satisfies no rule.</p>
  <//>`;
};
