import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { axisOf } from '../axis-of.js';
import { toUnit } from '../axis.js';
import { cutOf } from '../draft.js';
import { html, useApp, useOf } from '../view.js';
import { Canvas, type Draw } from './canvas.js';

const BINS = 44;

/** Whether an element is within sight. */
const useSeen = () => {
  const ref = useRef<HTMLElement>(null), [isSeen, set] = useState(false);
  useLayoutEffect(() => {
    const observer = new IntersectionObserver((entries) => set(entries.at(-1)!.isIntersecting), { rootMargin: '60px' });
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return [ref, isSeen] as const;
};

/** The shape of a signal: all pages grey, kept ones coloured, cuts as lines. Drawn, and its column fetched, only while it is in sight. */
export const Thumbnail = ({ signal }: { readonly signal: string }) => {
  const [ref, isSeen] = useSeen();
  return html`<span class="thumbnail" ref=${ref}>${isSeen && html`<${Shape} signal=${signal} />`}</span>`;
};

const Shape = ({ signal }: { readonly signal: string }) => {
  const app = useApp(), picture = useOf((state) => state.picture);
  const isHere = picture?.sample.has(signal) === true;
  useLayoutEffect(() => { if (picture !== null && !isHere) app.rows.want([signal]); }, [picture?.sample, isHere]);
  const draw: Draw = (context, width, height, { all, kept, cut }) => {
    const bars = picture?.thumbnail(signal, BINS), spread = picture?.sample.spread(signal);
    if (bars == null || spread == null) return;
    const top = bars.all.reduce((most, n) => Math.max(most, n), 0), size = bars.all.length, step = width / size;
    for (let i = 0; i < size; i++) {
      const grey = Math.sqrt(bars.all[i]! / top) * (height - 1), colour = Math.sqrt(bars.kept[i]! / top) * (height - 1);
      context.fillStyle = all;
      context.fillRect(i * step, height - grey, step - 0.4, grey);
      context.fillStyle = kept;
      context.fillRect(i * step, height - colour, step - 0.4, colour);
    }
    const axis = axisOf(spread, null);
    context.fillStyle = cut;
    for (const side of ['min', 'max'] as const) {
      const at = cutOf(app.draft, signal, side);
      if (at !== null) context.fillRect(Math.min(width - 1.5, Math.max(0, toUnit(axis, at) * width - 0.75)), 0, 1.5, height);
    }
  };
  return html`<${Canvas} draw=${draw} label=${isHere && picture?.sample.spread(signal) === null ? 'no page has a value' : `Distribution of ${signal}`} />`;
};
