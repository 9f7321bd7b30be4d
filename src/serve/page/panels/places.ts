import type { View } from '../url-state.js';
import { html, useApp, useOf } from '../view.js';
import { DensityPanel } from './density.js';
import { HeatmapPanel } from './heatmap.js';
import { SnapshotsPanel } from './snapshots.js';

const TABS: readonly (readonly [View['place'], string])[] = [['heatmap', 'Languages × domains'], ['density', 'Two signals'], ['snapshots', 'Snapshots']];

/** Three ways to look at who is dropped. */
export const Places = () => {
  const app = useApp(), place = useOf((state) => state.view.place);
  return html`<section class="panel places" aria-label="Where pages are dropped">
    <div class="head tabs" role="tablist">${TABS.map(([name, text]) => html`<button type="button" key=${name} role="tab" aria-selected=${place === name} onClick=${() => app.look({ place: name })}>${text}</button>`)}</div>
    ${place === 'heatmap' ? html`<${HeatmapPanel} />` : place === 'density' ? html`<${DensityPanel} />` : html`<${SnapshotsPanel} />`}
  </section>`;
};
