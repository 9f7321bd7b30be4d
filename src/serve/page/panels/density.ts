import { useRef, useState } from 'preact/hooks';
import { fromUnit, pick, toUnit } from '../axis.js';
import { most, pairsOf } from '../density-of.js';
import { cutOf } from '../draft.js';
import { value } from '../format.js';
import { html, useApp, useOf } from '../view.js';
import { Canvas, type Draw } from './canvas.js';
import { FaultOf } from './state-of.js';

const BOX = { left: 52, bottom: 20, top: 6, right: 8 };

/** The focused signal against another one; a rectangle sets the cuts of both. */
export const DensityPanel = () => {
  const app = useApp(), picture = useOf((state) => state.picture), view = useOf((state) => state.view), { draft } = app, signals = useOf((state) => state.catalogue?.signals ?? null), panel = useOf((state) => state.panels.density);
  const ref = useRef<HTMLDivElement>(null), [brush, setBrush] = useState<{ readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number } | null>(null);
  const { focus: x, across: y } = view, pairs = x === null || y === null ? null : pairsOf(app.state, draft, x, y), isWholeOf = (name: string): boolean => picture?.sample.spread(name)?.isWhole ?? false;
  const choose = (event: Event): void => { const name = (event.target as HTMLSelectElement).value; if (name !== '') { app.rows.want([name]); app.look({ across: name }); } };
  const draw: Draw = (context, width, height, colours) => {
    if (pairs === null || x === null || y === null) return;
    const { xBins, yBins } = pairs, wide = (width - BOX.left - BOX.right) / xBins, tall = (height - BOX.top - BOX.bottom) / yBins, full = Math.log1p(most(pairs.all));
    for (let a = 0; a < xBins; a++) {
      for (let b = 0; b < yBins; b++) {
        const all = pairs.all[a * yBins + b]!, kept = pairs.kept[a * yBins + b]!, left = BOX.left + a * wide, top = BOX.top + (yBins - 1 - b) * tall;
        if (all === 0) continue;
        context.globalAlpha = 0.15 + 0.85 * Math.log1p(all) / full;
        context.fillStyle = colours.all;
        context.fillRect(left, top, wide + 0.3, tall + 0.3);
        if (kept === 0) continue;
        context.globalAlpha = 0.15 + 0.85 * Math.log1p(kept) / full;
        context.fillStyle = colours.kept;
        context.fillRect(left, top, wide + 0.3, tall + 0.3);
      }
    }
    context.globalAlpha = 1;
    context.fillStyle = colours.cut;
    for (const side of ['min', 'max'] as const) {
      const atX = cutOf(draft, x, side), atY = cutOf(draft, y, side);
      if (atX !== null) context.fillRect(BOX.left + toUnit(pairs.xAxis, atX) * wide * xBins - 0.75, BOX.top, 1.5, tall * yBins);
      if (atY !== null) context.fillRect(BOX.left, BOX.top + (1 - toUnit(pairs.yAxis, atY)) * tall * yBins - 0.75, wide * xBins, 1.5);
    }
    context.font = '10.5px system-ui, sans-serif';
    context.fillStyle = colours.faint;
    context.textBaseline = 'middle';
    for (const unit of [0, 0.25, 0.5, 0.75, 1]) {
      context.textAlign = unit === 0 ? 'left' : unit === 1 ? 'right' : 'center';
      context.fillText(value(Number(fromUnit(pairs.xAxis, unit).toPrecision(3))), BOX.left + unit * wide * xBins, height - 9);
      context.textAlign = 'right';
      context.fillText(value(Number(fromUnit(pairs.yAxis, unit).toPrecision(3))), BOX.left - 5, Math.min(height - BOX.bottom - 5, Math.max(BOX.top + 5, BOX.top + (1 - unit) * tall * yBins)));
    }
  };
  const at = (event: PointerEvent): readonly [number, number] => {
    const box = ref.current!.getBoundingClientRect(), clamp = (unit: number): number => Math.min(1, Math.max(0, unit));
    return [clamp((event.clientX - box.left - BOX.left) / (box.width - BOX.left - BOX.right)), clamp(1 - (event.clientY - box.top - BOX.top) / (box.height - BOX.top - BOX.bottom))];
  };
  const down = (event: PointerEvent): void => { if (pairs === null) return; ref.current!.setPointerCapture(event.pointerId); const [u, v] = at(event); setBrush({ x0: u, y0: v, x1: u, y1: v }); };
  const move = (event: PointerEvent): void => { if (brush !== null) { const [u, v] = at(event); setBrush({ ...brush, x1: u, y1: v }); } };
  const up = (): void => {
    if (brush === null || pairs === null || x === null || y === null) return;
    setBrush(null);
    const [left, right] = [Math.min(brush.x0, brush.x1), Math.max(brush.x0, brush.x1)], [low, high] = [Math.min(brush.y0, brush.y1), Math.max(brush.y0, brush.y1)];
    if (right - left < 0.01 || high - low < 0.01) return;
    const gesture = app.gesture();
    app.cut(y, 'min', low <= 0.005 ? null : pick(pairs.yAxis, low, 400, isWholeOf(y)), gesture);
    app.cut(y, 'max', high >= 0.995 ? null : pick(pairs.yAxis, high, 400, isWholeOf(y)), gesture);
    app.cut(x, 'min', left <= 0.005 ? null : pick(pairs.xAxis, left, 400, isWholeOf(x)), gesture);
    app.cut(x, 'max', right >= 0.995 ? null : pick(pairs.xAxis, right, 400, isWholeOf(x)), gesture);
  };
  return html`<div class="density" data-testid="density">
    <div class="line"><span class="soft">${x} across,</span><span class="soft">up</span><select aria-label="Second signal" value=${y ?? ''} onChange=${choose}><option value="">choose a signal</option>${signals?.filter(({ name }) => name !== x).map(({ name }) => html`<option key=${name}>${name}</option>`)}</select>
      ${pairs !== null && !pairs.isExact && html`<span class="soft">≈ sample</span>`}</div>
    <${FaultOf} panel=${panel} />
    ${y === null ? html`<p class="empty">Choose a second signal; a rectangle over both sets their cuts.</p>`
      : html`<div class="field" ref=${ref} onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${() => setBrush(null)}><${Canvas} draw=${draw} label=${`Pages by ${x} and ${y}`} />
        ${brush !== null && html`<i class="brush" style=${{
          left: `calc(${BOX.left}px + (100% - ${BOX.left + BOX.right}px) * ${Math.min(brush.x0, brush.x1)})`, width: `calc((100% - ${BOX.left + BOX.right}px) * ${Math.abs(brush.x1 - brush.x0)})`,
          bottom: `calc(${BOX.bottom}px + (100% - ${BOX.top + BOX.bottom}px) * ${Math.min(brush.y0, brush.y1)})`, height: `calc((100% - ${BOX.top + BOX.bottom}px) * ${Math.abs(brush.y1 - brush.y0)})`,
        }}></i>`}</div>`}
  </div>`;
};
