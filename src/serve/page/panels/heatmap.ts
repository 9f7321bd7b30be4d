import { count, percent } from '../format.js';
import { keptShares, type Share } from '../kept-shares.js';
import { recipeParam } from '../questions.js';
import { covers } from '../watermark.js';
import { html, useApp, useOf } from '../view.js';
import { FaultOf, Skeleton } from './state-of.js';

/** Kept share by language and domain: whom a recipe drops. A click looks at that language in that domain alone. */
export const HeatmapPanel = () => {
  const app = useApp(), panel = useOf((state) => state.panels.heatmap), view = useOf((state) => state.view), picture = useOf((state) => state.picture);
  const answer = panel.value, isExact = answer !== null && panel.key === (recipeParam(app.draft) ?? '') && covers(answer.as_of, app.state.newest);
  const sampled = isExact || picture === null ? null : keptShares(picture, answer), langs = sampled?.langs ?? answer?.langs ?? [], domains = sampled?.domains ?? answer?.domains ?? [];
  const cells = new Map<string, Share>(sampled === null ? answer?.cells.map((cell) => [`${cell.lang} ${cell.domain}`, cell]) : langs.flatMap((lang, l) => domains.map((domain, d) => [`${lang} ${domain}`, sampled.cells[l * domains.length + d]!] as const)));
  const largest = Math.max(1, ...[...cells.values()].map(({ documents }) => documents));
  return html`<div class="heatmap" data-testid="heatmap" data-exact=${String(isExact)}>
    <${FaultOf} panel=${panel} />
    ${langs.length === 0 ? html`<${Skeleton} lines=${8} />` : html`<div class="cells" role="grid" aria-label="Kept share by domain and language" style=${{ gridTemplateColumns: `minmax(90px, 150px) repeat(${langs.length}, minmax(0, 1fr))` }}>
      <div role="row" class="cells-row"><span role="columnheader" class="soft">domain</span>${langs.map((lang) => html`<span role="columnheader" key=${lang} class="soft">${lang || 'other'}</span>`)}</div>
      ${domains.map((domain) => html`<div role="row" class="cells-row" key=${domain}><span role="rowheader" class="domain" title=${domain}>${domain || 'all others'}</span>
        ${langs.map((lang) => html`<${Cell} key=${lang} lang=${lang} domain=${domain} share=${cells.get(`${lang} ${domain}`)} largest=${largest} isChosen=${view.lang === lang && view.domain === domain} />`)}</div>`)}
    </div>`}
    <div class="legend soft"><span>kept</span><span class="ramp" aria-hidden="true"></span><span>0 – 100 %</span><span>larger squares hold more documents</span>${!isExact && langs.length > 0 && html`<span>≈ sample</span>`}</div>
  </div>`;
};

const STEPS = 10;
const Cell = ({ lang, domain, share, largest, isChosen }: { readonly lang: string; readonly domain: string; readonly share: Share | undefined; readonly largest: number; readonly isChosen: boolean }) => {
  const app = useApp();
  if (share === undefined || share.documents < 0.5) return html`<span role="gridcell" class="cell none"></span>`;
  const part = share.kept / share.documents, words = `${lang || 'other languages'}, ${domain || 'all other domains'}: ${percent(share.kept, share.documents)} of ${count(share.documents)} documents kept`;
  const size = 34 + 66 * Math.sqrt(Math.log1p(share.documents) / Math.log1p(largest));
  const choose = (): void => app.look(isChosen ? { lang: null, domain: null } : { lang: lang || null, domain: domain || null });
  return html`<span role="gridcell" class="cell"><button type="button" aria-label=${words} title=${words} aria-pressed=${isChosen} class=${`heat heat-${Math.round(part * STEPS)}`} style=${{ width: `${size}%`, height: `${size}%` }} onClick=${choose}></button></span>`;
};
