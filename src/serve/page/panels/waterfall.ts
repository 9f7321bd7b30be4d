import type { Waterfall as Answer } from '../../../explore/answers.js';
import type { AnyRule } from '../../../model/rule.js';
import { conditions } from '../../../select/compile.js';
import { inWords } from '../../../select/in-words.js';
import { nodesOf } from '../draft.js';
import { count, percent } from '../format.js';
import { recipeParam } from '../questions.js';
import type { App } from '../app.js';
import { covers } from '../watermark.js';
import { html, useApp, useOf } from '../view.js';
import { Ends } from './ends.js';
import { FaultOf, Skeleton } from './state-of.js';

type Line = Pick<Answer['conditions'][number], 'signal' | 'condition' | 'source' | 'first' | 'any' | 'only'>;

/** Of the store when its answer is to this draft, else of the sample. */
const linesOf = ({ state, draft }: App): { readonly documents: number; readonly lines: readonly Line[]; readonly isExact: boolean } | null => {
  const { picture, panels: { waterfall: panel } } = state, answer = panel.value, sources = conditions<AnyRule>({ all: nodesOf(draft) }).map(({ holds }) => ('source' in holds ? holds.source : null));
  if (answer !== null && panel.key === (recipeParam(draft) ?? '') && (covers(answer.as_of, state.newest) || picture === null)) return { documents: answer.documents, lines: answer.conditions.map((line, i) => ({ ...line, source: sources[i] ?? null })), isExact: true };
  if (picture === null) return null;
  const { scale } = picture.sample, falls = picture.falls();
  return {
    documents: picture.sample.head.of, isExact: false,
    lines: picture.judged.map(({ signal, node }, i) => {
      const { first, any, only } = falls[i]!;
      return { signal, condition: inWords(node), source: sources[i] ?? null, first: Math.round(first * scale), any: Math.round(any * scale), only: Math.round(only * scale) };
    }),
  };
};

/** Why pages are dropped: what each condition takes first, at all, and alone. */
export const Waterfall = () => {
  const app = useApp(), focus = useOf((state) => state.view.focus), panel = useOf((state) => state.panels.waterfall);
  useOf((state) => state.picture);
  useOf((state) => state.newest);
  const shown = linesOf(app), most = shown === null ? 1 : Math.max(1, ...shown.lines.map(({ any }) => any));
  const isNumber = (signal: string): boolean => app.state.catalogue?.signals.some(({ name }) => name === signal) === true;
  return html`<section class="panel waterfall" aria-label="Why pages are dropped" data-testid="waterfall" data-exact=${String(shown?.isExact === true)}>
    <div class="head"><h2>Why dropped</h2><span class="soft">${shown === null ? '' : `of ${count(shown.documents)} documents${shown.isExact ? '' : ' ≈'}`}</span></div>
    <${FaultOf} panel=${panel} />
    <div class="scroll">${shown === null ? html`<${Skeleton} lines=${8} />` : shown.lines.length === 0 ? html`<p class="empty">No rule: everything is kept. Drag a handle, or choose a recipe above.</p>` : html`<table>
      <thead><tr><th scope="col">condition, in the order of judging</th><th scope="col" title="Fails this one and none before it; these add up with the kept documents">first</th>
        <th scope="col" title="Fails this one">any</th><th scope="col" title="Fails only this one: would come back without it">only</th></tr></thead>
      <tbody>${shown.lines.map(({ signal, condition, source, first, any, only }, i) => html`<tr key=${`${i} ${signal}`} class=${signal === focus ? 'focused' : ''} data-signal=${signal} data-first=${first} data-any=${any} data-only=${only}>
        <th scope="row"><button type="button" class="quiet words" title=${source ?? condition} disabled=${!isNumber(signal)} onClick=${() => app.look({ focus: signal })}><${Ends} text=${condition} tail=${tailOf(condition)} /></button>
          <span class="bars" aria-hidden="true"><i class="any" style=${{ width: `${100 * any / most}%` }}></i><i class="first" style=${{ width: `${100 * first / most}%` }}></i><i class="only" style=${{ width: `${100 * only / most}%` }}></i></span></th>
        <${Cell} n=${first} of=${shown.documents} /><${Cell} n=${any} of=${shown.documents} /><${Cell} n=${only} of=${shown.documents} />
      </tr>`)}</tbody>
    </table>`}</div>
    <div class="legend soft"><span><i class="first"></i>first</span><span><i class="any"></i>any</span><span><i class="only"></i>only</span></div>
  </section>`;
};

/** The comparison and the end of the name before it stay in sight. */
const tailOf = (condition: string): number => { const cut = / (?:[<>]=?|=) \S{1,16}$/.exec(condition)?.[0].length ?? 0; return cut === 0 ? 0 : cut + 7; };

const Cell = ({ n, of }: { readonly n: number; readonly of: number }) => html`<td title=${count(n)}>${n === 0 ? '·' : percent(n, of)}</td>`;
