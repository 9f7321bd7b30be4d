import { edgesFor } from '../axis-of.js';
import { count, percent, value } from '../format.js';
import { html, useApp, useOf } from '../view.js';
import { Canvas, type Draw } from './canvas.js';
import { FaultOf, Skeleton } from './state-of.js';

const BINS = 60, PERCENTS = [10, 25, 50, 75, 90];

/** How the focused signal drifts from snapshot to snapshot; two chosen ones over each other. */
export const SnapshotsPanel = () => {
  const app = useApp(), panel = useOf((state) => state.panels.snapshots), view = useOf((state) => state.view), answer = panel.value?.signal === view.focus ? panel.value : null;
  const list = answer?.snapshots ?? [], chosen = view.snapshots.filter((name) => list.some(({ snapshot }) => snapshot === name)), pair = chosen.length > 0 ? chosen : list.slice(-2).map(({ snapshot }) => snapshot);
  const choose = (name: string): void => app.look({ snapshots: pair.includes(name) ? pair.filter((other) => other !== name) : [...pair, name].slice(-2) });
  return html`<div class="snapshots" data-testid="snapshots">
    <${FaultOf} panel=${panel} />
    ${answer === null ? html`<${Skeleton} lines=${6} />` : list.length === 0 ? html`<p class="empty">No page yet.</p>` : html`
    <${Overlay} pair=${pair} />
    <div class="scroll"><table><thead><tr><th scope="col">snapshot</th><th scope="col">documents</th><th scope="col">kept</th>${PERCENTS.map((p) => html`<th scope="col" key=${p}>p${p}</th>`)}</tr></thead>
      <tbody>${list.map(({ snapshot, all, kept, percentiles }, row) => html`<tr key=${snapshot} class=${pair.includes(snapshot) ? 'focused' : ''}>
        <th scope="row"><button type="button" class="quiet words" aria-pressed=${pair.includes(snapshot)} onClick=${() => choose(snapshot)}>${pair.indexOf(snapshot) === 0 ? '● ' : pair.indexOf(snapshot) === 1 ? '○ ' : ''}${snapshot || 'none'}</button></th>
        <td>${count(all.documents)}</td><td>${percent(kept.documents, all.documents)}</td>
        ${percentiles.map((at, i) => html`<td key=${i} class=${drift(at, list[row - 1]?.percentiles[i])}>${value(Number(at.toPrecision(4)))}</td>`)}</tr>`)}</tbody></table></div>`}
  </div>`;
};

/** Marks a percentile that moved by more than a tenth since the snapshot before. */
const drift = (now: number, before: number | undefined): string => (before === undefined || Math.abs(now - before) <= 0.1 * Math.max(Math.abs(before), 1e-9) ? '' : now > before ? 'rises' : 'falls');

const Overlay = ({ pair }: { readonly pair: readonly string[] }) => {
  const picture = useOf((state) => state.picture), view = useOf((state) => state.view), signal = view.focus, column = picture?.sample.texts.get('snapshot'), spread = signal === null ? null : picture?.sample.spread(signal) ?? null;
  if (picture === null || signal === null || column === undefined || spread === null) return html`<div class="overlay"></div>`;
  const bars = picture.barsBy('snapshot', signal, edgesFor(spread, view.isLogValue, BINS), view.weight), shapes = pair.map((name) => bars?.[column.dictionary.indexOf(name)]?.all ?? new Float64Array(BINS));
  const draw: Draw = (context, width, height, { kept, other }) => {
    shapes.forEach((counts, k) => {
      const sum = counts.reduce((a, b) => a + b, 0), top = Math.max(...shapes.map((list) => Math.max(...list) / Math.max(1, list.reduce((a, b) => a + b, 0))));
      context.strokeStyle = k === 0 ? kept : other;
      context.lineWidth = 1.5;
      context.setLineDash(k === 0 ? [] : [4, 2]);
      context.beginPath();
      counts.forEach((n, i) => { const y = height - 2 - (sum === 0 || top === 0 ? 0 : n / sum / top) * (height - 6); context.lineTo(i * width / counts.length, y); context.lineTo((i + 1) * width / counts.length, y); });
      context.stroke();
    });
  };
  return html`<div class="overlay"><${Canvas} draw=${draw} label=${`${signal} in ${pair.join(' and ')}, each to its own size`} /></div>`;
};
