import { useRef, useState } from 'preact/hooks';
import { ticks, toUnit } from '../axis.js';
import { cutOf } from '../draft.js';
import type { Focus } from '../focus-of.js';
import { bytes, percent, short, value } from '../format.js';
import { PLOT } from '../plot-box.js';
import { html, useApp, useOf } from '../view.js';
import { Canvas, type Draw } from './canvas.js';
import { Handle } from './handle.js';

/** Bars of all pages in grey and of the kept ones in colour, on one line of values, with two handles. */
export const Histogram = ({ focus }: { readonly focus: Focus }) => {
  const app = useApp(), { draft } = app, view = useOf((state) => state.view), recipes = useOf((state) => state.recipes);
  const ref = useRef<HTMLDivElement>(null), [hovered, hover] = useState<number | null>(null);
  const { axis, edges, all, kept, signal } = focus, saved = recipes.find(({ name }) => name === draft.name), lastSave = saved === undefined ? null : app.fromSaved(saved);
  const spell = view.weight === 'bytes' ? bytes : short;
  const draw: Draw = (context, width, height, colours) => {
    const inner = width - PLOT.left - PLOT.right, floor = height - PLOT.bottom, tall = floor - PLOT.top, x = (at: number): number => PLOT.left + toUnit(axis, at) * inner;
    let most = 0;
    for (let i = 0; i < all.length; i++) most = Math.max(most, all[i]!);
    const rise = (n: number): number => (most === 0 ? 0 : (view.isLogCount ? Math.log1p(n) / Math.log1p(most) : n / most) * tall);
    context.font = '10.5px system-ui, sans-serif';
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const tick of (view.isLogCount ? logTicks(most) : ticks({ lo: 0, hi: most, knee: 0 }, 4))) {
      const y = floor - rise(tick);
      context.fillStyle = colours.line;
      context.fillRect(PLOT.left, Math.round(y), inner, 1);
      context.fillStyle = colours.faint;
      context.fillText(spell(tick), PLOT.left - 5, y);
    }
    for (let i = 0; i < all.length; i++) {
      const left = x(edges[i]!), wide = Math.max(0.6, x(edges[i + 1]!) - left - 0.5), grey = rise(all[i]!), colour = rise(kept[i]!);
      context.fillStyle = i === hovered ? colours.faint : colours.all;
      context.fillRect(left, floor - grey, wide, grey);
      context.fillStyle = colours.kept;
      context.fillRect(left, floor - colour, wide, colour);
    }
    context.textAlign = 'center';
    context.fillStyle = colours.faint;
    for (const tick of ticks(axis, Math.max(3, Math.floor(inner / 90)))) {
      const at = x(tick);
      context.fillRect(at, floor, 1, 4);
      context.fillText(value(tick), Math.min(width - 18, Math.max(PLOT.left, at)), floor + 12);
    }
    const low = cutOf(draft, signal, 'min'), high = cutOf(draft, signal, 'max');
    context.globalAlpha = 0.55;
    context.fillStyle = colours.ground;
    if (low !== null) context.fillRect(PLOT.left, PLOT.top, Math.max(0, x(low) - PLOT.left), tall);
    if (high !== null) context.fillRect(x(high), PLOT.top, Math.max(0, width - PLOT.right - x(high)), tall);
    context.globalAlpha = 1;
    for (const side of ['min', 'max'] as const) {
      const mark = (at: number | null, dash: readonly number[]): void => {
        if (at === null) return;
        context.strokeStyle = colours.text;
        context.setLineDash([...dash]);
        context.beginPath();
        context.moveTo(x(at), PLOT.top);
        context.lineTo(x(at), floor);
        context.stroke();
      };
      context.lineWidth = 1;
      context.globalAlpha = 0.45;
      mark(app.ghost(signal, side), []);
      mark(lastSave === null ? null : cutOf(lastSave, signal, side), [3, 3]);
      context.globalAlpha = 1;
      context.setLineDash([]);
    }
  };
  const move = (event: PointerEvent): void => {
    const box = ref.current!.getBoundingClientRect(), unit = (event.clientX - box.left - PLOT.left) / (box.width - PLOT.left - PLOT.right);
    let at = edges.length - 2;
    while (at > 0 && toUnit(axis, edges[at]!) > unit) at--;
    hover(unit < 0 || unit > 1 ? null : at);
  };
  return html`<div class="plot" ref=${ref} onPointerMove=${move} onPointerLeave=${() => hover(null)}>
    <${Canvas} draw=${draw} label=${`Histogram of ${signal}: all pages and kept pages`} />
    ${hovered !== null && all[hovered] !== undefined && html`<div class="readout">${value(edges[hovered]!)} – ${value(edges[hovered + 1]!)}
      <span>all ${spell(all[hovered]!)}</span><span class="kept">kept ${spell(kept[hovered]!)}</span><span>${percent(kept[hovered]!, all[hovered]!)}</span></div>`}
    <${Handle} side="min" focus=${focus} plot=${ref} /><${Handle} side="max" focus=${focus} plot=${ref} />
  </div>`;
};

const logTicks = (most: number): number[] => {
  const found: number[] = [];
  for (let n = 1; n <= most; n *= 10) found.push(n);
  const every = Math.ceil(found.length / 4);
  return found.filter((_, i) => i % every === 0);
};
