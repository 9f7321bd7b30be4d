import { errorOf } from '../estimate.js';
import { bytes, count, percent, points, short } from '../format.js';
import { html, useApp, useOf } from '../view.js';

/** What the recipe keeps, against what it was loaded as, and how well that is known. */
export const Totals = () => {
  const totals = useOf((state) => state.totals), isExact = useOf((state) => state.isExact), picture = useOf((state) => state.picture);
  const versus = useOf((state) => state.panels.versus.value), summary = useOf((state) => state.panels.summary), hasWhere = useOf((state) => state.history.present.where !== null);
  if (totals === null) return html`<div class="totals"><div class="total"><span class="skeleton"><span></span></span></div><span class="space"></span><${Badge} text="asking" isExact=${false} /></div>`;
  const blind = (picture?.blind ?? 0) + (hasWhere ? 1 : 0), { kept, of } = totals, share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const sampled = picture === null ? '≈' : `≈ n=${count(picture.sample.rows)}${picture.sample.isWhole ? '' : ` ±${(100 * errorOf(picture)).toFixed(1)} %`}${blind > 0 ? `, without ${blind} ${blind === 1 ? 'rule' : 'rules'}` : ''}`;
  return html`<div class="totals" data-exact=${String(isExact)}>
    <span class="word">kept</span>
    <${Total} testid="kept-documents" part=${kept.documents} of=${of.documents} shown=${count(kept.documents)} unit="documents" />
    <${Total} testid="kept-tokens" part=${kept.tokens} of=${of.tokens} shown=${short(kept.tokens)} unit="tokens" />
    <${Total} testid="kept-bytes" part=${kept.bytes} of=${of.bytes} shown=${bytes(kept.bytes)} unit="" />
    <${Versus} documents=${versus === null ? null : share(kept.documents, of.documents) - share(versus.count.documents, versus.count.of.documents)}
      tokens=${versus === null ? null : share(kept.tokens, of.tokens) - share(versus.count.tokens, versus.count.of.tokens)} />
    <span class="space"></span>
    ${summary.fault !== null && html`<span class="fault" role="alert">${summary.fault}</span>`}
    <${Badge} text=${isExact ? 'exact' : sampled} isExact=${isExact} />
  </div>`;
};

const Total = ({ testid, part, of, shown, unit }: { readonly testid: string; readonly part: number; readonly of: number; readonly shown: string; readonly unit: string }) =>
  html`<div class="total">
    <output data-testid=${testid} data-value=${String(Math.round(part))} data-of=${String(Math.round(of))} title=${`${count(part)} of ${count(of)}`}>${shown}</output>
    <span class="soft">${unit} ${percent(part, of)}</span>
    <i class="share" aria-hidden="true"><b style=${{ width: of > 0 ? `${100 * part / of}%` : '0' }}></b></i>
  </div>`;

const Versus = ({ documents, tokens }: { readonly documents: number | null; readonly tokens: number | null }) => {
  const app = useApp(), chosen = useOf((state) => state.view.versus), base = useOf((state) => state.base), recipes = useOf((state) => state.recipes), catalogue = useOf((state) => state.catalogue);
  const choose = (event: Event): void => { const { value } = event.target as HTMLSelectElement; app.look({ versus: value === '-' ? null : value }); };
  return html`<label class="versus"><span class="soft">vs</span>
    <select aria-label="Compare with" value=${chosen ?? '-'} onChange=${choose}>
      <option value="-">${base.base === '' ? 'everything' : base.base.replace(/@(\d+)$/, ' v$1')} as loaded</option>
      ${base.base !== '' && html`<option value="">everything</option>`}
      ${recipes.map(({ name, version }) => html`<option key=${name} value=${`${name}@${version}`}>${`${name} v${version}`}</option>`)}
      ${catalogue?.presets.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
    </select>
    <span class="number">${documents === null ? '–' : points(documents)}</span><span class="soft">docs</span>
    <span class="number">${tokens === null ? '–' : points(tokens)}</span><span class="soft">tokens</span>
  </label>`;
};

const Badge = ({ text, isExact }: { readonly text: string; readonly isExact: boolean }) =>
  html`<span class="badge" data-testid="badge" data-exact=${String(isExact)} title=${isExact ? 'Counted over all documents of the store' : 'Estimated from a sample; counted exactly once you rest'}>${text}</span>`;
