import { useLayoutEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { fromUnit, pick, ticks, toUnit, type Axis } from '../axis.js';
import { focusOf } from '../focus-of.js';
import { cutInFocus, whatIfKey } from '../questions.js';
import { short, value } from '../format.js';
import { onColours, palette } from '../palette.js';
import type { App } from '../app.js';
import { html, useApp, useOf } from '../view.js';

/** Kept tokens for each threshold: of the store when they are here, of the sample while something moves. */
const curveOf = (app: App): { readonly axis: Axis; /** Along the line of the histogram. */ readonly x: number[]; readonly y: number[]; readonly cut: number | null; readonly isExact: boolean } | null => {
  const { state } = app, focus = cutInFocus(state), { whatif } = state.panels;
  if (focus === null) return null;
  const isExact = whatif.value !== null && whatif.key === whatIfKey(app.draft, focus.signal, focus.side), scale = state.picture?.sample.scale ?? 1;
  const points = isExact ? whatif.value!.points : state.picture?.retention(focus.signal, focus.side).map(({ threshold, tokens }) => ({ threshold, tokens: tokens * scale })) ?? [];
  const drawn = focusOf(state), axis = drawn === null || 'isEmpty' in drawn ? null : drawn.axis;
  return points.length < 2 || axis === null ? null : { axis, x: points.map(({ threshold }) => toUnit(axis, threshold)), y: points.map(({ tokens }) => tokens), cut: focus.cut === null ? null : toUnit(axis, focus.cut), isExact };
};

/** What would be kept at each possible cut, the other rules as they are. */
export const Retention = () => {
  const app = useApp(), ref = useRef<HTMLDivElement>(null), chart = useRef<uPlot | null>(null), shown = useRef<ReturnType<typeof curveOf>>(null);
  const panel = useOf((state) => state.panels.whatif), focus = useOf((state) => state.view.focus);
  useOf((state) => state.picture);
  useOf((state) => state.touched);
  const curve = curveOf(app);
  shown.current = curve;
  useLayoutEffect(() => { if (curve !== null) { chart.current?.setData([curve.x, curve.y]); chart.current?.redraw(false, true); } });
  useLayoutEffect(() => {
    let isGone = false;
    const observer = new ResizeObserver(([entry]) => { if (entry!.contentRect.width > 0) chart.current?.setSize({ width: entry!.contentRect.width, height: entry!.contentRect.height }); });
    const stop = onColours(() => chart.current?.redraw());
    void import('uplot').then(({ default: Plot }) => {
      const box = ref.current;
      if (isGone || box === null) return;
      const axis = (size: number, spell: (n: number) => string): uPlot.Axis => ({
        stroke: () => palette().faint, grid: { stroke: () => palette().line, width: 1 }, ticks: { stroke: () => palette().line, size: 3 }, size, gap: 2, font: '10.5px system-ui, sans-serif', values: (_, list) => list.map(spell),
      });
      const now = curveOf(app), lineOf = (): Axis => shown.current?.axis ?? { lo: 0, hi: 1, knee: 0 };
      chart.current = new Plot({
        width: Math.max(60, box.clientWidth), height: Math.max(50, box.clientHeight), legend: { show: false }, cursor: { drag: { x: false, y: false }, points: { size: 5 } }, padding: [6, 18, 0, 0],
        scales: { x: { time: false, range: [0, 1] }, y: { range: (_, _low, high) => [0, (high || 1) * 1.05] } },
        axes: [{ ...axis(18, (unit) => value(Number(fromUnit(lineOf(), unit).toPrecision(6)))), splits: () => ticks(lineOf(), 4).map((tick) => toUnit(lineOf(), tick)) }, axis(44, short)],
        series: [{}, { stroke: () => palette().kept, width: 1.5, fill: () => `${palette().kept}22`, points: { show: false } }],
        hooks: { draw: [(plot) => {
          const cut = shown.current?.cut ?? null;
          if (cut === null) return;
          const { ctx, bbox } = plot, at = Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(cut, 'x', true)));
          ctx.fillStyle = palette().cut;
          ctx.fillRect(at - 1, bbox.top, 2, bbox.height);
        }] },
      }, now === null ? [[0, 1], [0, 0]] : [now.x, now.y], box);
      observer.observe(box);
    });
    return () => { isGone = true; observer.disconnect(); stop(); chart.current?.destroy(); chart.current = null; };
  }, []);
  const pickCut = (event: MouseEvent): void => {
    const plot = chart.current, at = cutInFocus(app.state);
    if (plot === null || at === null || plot.cursor.left === undefined || plot.cursor.left < 0 || event.detail === 0) return;
    const axis = shown.current?.axis, isWhole = app.state.picture?.sample.spread(at.signal)?.isWhole ?? false;
    if (axis !== undefined) app.cut(at.signal, at.side, pick(axis, plot.posToVal(plot.cursor.left, 'x'), plot.width, isWhole));
  };
  return html`<figure class="retention"><figcaption class="soft">kept tokens at each cut of ${focus}${curve !== null && !curve.isExact ? ' ≈' : ''}${panel.fault !== null ? ` · ${panel.fault}` : ''}</figcaption>
    <div class=${curve === null ? 'chart none' : 'chart'} ref=${ref} onClick=${pickCut} title="Click to put the cut here"></div></figure>`;
};
