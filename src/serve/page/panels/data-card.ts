import { useLayoutEffect } from 'preact/hooks';
import { recipeParam } from '../questions.js';
import { html, useApp, useOf } from '../view.js';
import { FaultOf, Skeleton } from './state-of.js';

/** The data card of what the recipe keeps: measured facts with their queries, and fields for what only people know. Asked for once the totals are exact. */
export const DataCardPanel = ({ onCopy }: { readonly onCopy: (text: string) => void }) => {
  const app = useApp(), draft = useOf((state) => state.history.present), panel = useOf((state) => state.panels.card), isExact = useOf((state) => state.isExact), recipe = recipeParam(draft), isOld = panel.key !== (recipe ?? '');
  useLayoutEffect(() => { if (isExact) void app.questions.card(recipe); }, [recipe, isExact]);
  if (panel.value === null) return html`<${FaultOf} panel=${panel} />${panel.fault === null && html`<${Skeleton} lines=${6} />`}`;
  return html`<${FaultOf} panel=${panel} /><button type="button" class="copy" onClick=${() => onCopy(panel.value!.markdown)}>Copy</button>
    <pre data-testid="drawer-card" aria-busy=${isOld} class=${isOld ? 'old' : ''}>${panel.value.markdown}</pre>`;
};
