import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { pick, toUnit } from '../axis.js';
import { cutOf, placeOf, type Side } from '../draft.js';
import { percentBelow, type Focus } from '../focus-of.js';
import { value as spell } from '../format.js';
import { PLOT } from '../plot-box.js';
import { html, useApp, useOf } from '../view.js';

/** The bin border next to a value in the direction of `by`, that many borders away. */
export const stepped = (edges: ArrayLike<number>, value: number, by: number): number => {
  const last = edges.length - 1;
  let at = 0;
  while (at < last && edges[at + 1]! <= value) at++;
  const from = by < 0 && edges[at]! < value ? at + 1 : at;
  return edges[Math.min(last, Math.max(0, from + by))]!;
};

/**
 * The lower (`>=`) or the upper (`<=`) cut of the focused signal. At its end of the line there is no such cut.
 * With Alt, and a language in view, the cut binds that language only.
 */
export const Handle = ({ side, focus, plot }: { readonly side: Side; readonly focus: Focus; readonly plot: RefObject<HTMLDivElement> }) => {
  const app = useApp(), draft = useOf((state) => state.history.present), ref = useRef<HTMLDivElement>(null), gesture = useRef<string | null>(null);
  const { axis, edges, signal, isWhole, percentiles } = focus, cut = cutOf(draft, signal, side), end = side === 'min' ? axis.lo : axis.hi, now = cut ?? end;
  const lowest = Math.min(axis.lo, now), highest = Math.max(axis.hi, now), percent = percentBelow(percentiles, now);
  const rule = draft.items[placeOf(draft, signal, side)]?.node, op = rule !== undefined && 'op' in rule ? rule.op : side === 'min' ? '>=' : '<=';
  const words = cut === null ? `no ${side === 'min' ? 'lower' : 'upper'} cut` : `${op} ${spell(cut)}${percent === null ? '' : `, percentile ${percent.toFixed(1)}`}`;

  const set = (next: number | null, event: PointerEvent | KeyboardEvent): void => {
    const other = cutOf(app.draft, signal, side === 'min' ? 'max' : 'min'), { lang } = app.state.view;
    const isPast = next !== null && other !== null && (side === 'min' ? next > other : next < other);
    app.cut(signal, side, isPast ? other : next, gesture.current, event.altKey && lang !== null ? lang : undefined);
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    ref.current!.setPointerCapture(event.pointerId);
    ref.current!.focus();
    gesture.current = app.gesture();
    app.drag(true);
  };
  const move = (event: PointerEvent): void => {
    if (!ref.current!.hasPointerCapture(event.pointerId)) return;
    const box = plot.current!.getBoundingClientRect(), pixels = box.width - PLOT.left - PLOT.right, unit = (event.clientX - box.left - PLOT.left) / pixels;
    const isAtEnd = side === 'min' ? unit <= 0 : unit >= 1;
    ref.current!.style.left = place(Math.min(1, Math.max(0, unit)));
    set(isAtEnd ? null : pick(axis, Math.min(1, Math.max(0, unit)), pixels, isWhole), event);
  };
  const up = (): void => { gesture.current = null; app.drag(false); };
  const press = (event: KeyboardEvent): void => {
    const bins = (event.shiftKey ? 10 : 1) * (event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : event.key === 'PageUp' ? 10 : event.key === 'PageDown' ? -10 : 0);
    if (bins === 0 && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    gesture.current ??= app.gesture();
    const next = event.key === 'Home' ? axis.lo : event.key === 'End' ? axis.hi : stepped(edges, now, bins);
    set((side === 'min' ? next <= axis.lo : next >= axis.hi) ? null : isWhole ? (bins < 0 ? Math.floor(next) : Math.ceil(next)) : Number(next.toPrecision(9)), event);
  };
  return html`<div ref=${ref} class=${`handle ${side}${cut === null ? ' free' : ''}`} data-testid=${`handle-${side}`} role="slider" tabindex="0" aria-orientation="horizontal"
    aria-label=${`${side === 'min' ? 'Lower' : 'Upper'} cut of ${signal}`} aria-valuemin=${String(lowest)} aria-valuemax=${String(highest)} aria-valuenow=${String(now)} aria-valuetext=${words} title=${words}
    style=${{ left: place(toUnit(axis, now)) }} onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${up} onLostPointerCapture=${up}
    onDblClick=${() => app.cut(signal, side, app.ghost(signal, side))} onKeyDown=${press} onKeyUp=${() => { gesture.current = null; }}><i></i></div>`;
};

const place = (unit: number): string => `calc(${PLOT.left}px + (100% - ${PLOT.left + PLOT.right}px) * ${unit})`;
