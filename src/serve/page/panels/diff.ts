import { useLayoutEffect } from 'preact/hooks';
import { EVERYTHING } from '../draft.js';
import { count, percent, short } from '../format.js';
import { recipeParam } from '../questions.js';
import { differences } from '../rule-diff.js';
import { html, useApp, useOf } from '../view.js';
import { FaultOf } from './state-of.js';

const PARTS = [['both', 'kept by both'], ['onlyA', 'only by it'], ['onlyB', 'only by this recipe'], ['neither', 'by neither']] as const;

/** This recipe against the one that is compared with: rules that differ, and the pages on which the two disagree. */
export const Diff = () => {
  const app = useApp(), draft = useOf((state) => state.history.present), versus = useOf((state) => state.view.versus), base = useOf((state) => state.base), panel = useOf((state) => state.panels.compare), isExact = useOf((state) => state.isExact);
  const other = versus === null ? base : app.load(versus) ?? EVERYTHING, a = recipeParam(other), b = recipeParam(draft), list = differences(other, draft), isOld = panel.key !== `${a ?? ''} ${b ?? ''}`;
  useLayoutEffect(() => { if (isExact) void app.questions.compare(a, b); }, [a, b, isExact]);
  const parts = panel.value?.parts, of = parts === undefined ? 0 : PARTS.reduce((sum, [name]) => sum + parts[name].documents, 0);
  return html`<div class="diff"><p>Against <b>${other.base === '' ? 'everything' : other.base}</b>; another one is chosen in the header beside “vs”.</p>
    <${FaultOf} panel=${panel} />
    <div class="pair">
      <table aria-busy=${isOld}><tbody>${parts === undefined ? html`<tr><td class="soft">asking</td></tr>` : PARTS.map(([name, words]) => html`<tr key=${name}><th scope="row">${words}</th><td>${count(parts[name].documents)}</td><td>${percent(parts[name].documents, of)}</td><td>${short(parts[name].tokens)} tokens</td></tr>`)}</tbody></table>
      ${list.length === 0 ? html`<p class="empty">The same rules.</p>` : html`<table><thead><tr><th scope="col">there</th><th scope="col">here</th></tr></thead>
        <tbody>${list.map((line, i) => html`<tr key=${i}><td class="words">${line.a ?? '–'}</td><td class="words">${line.b ?? '–'}</td></tr>`)}</tbody></table>`}
    </div></div>`;
};
