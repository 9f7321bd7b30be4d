import { useLayoutEffect, useRef } from 'preact/hooks';
import { onColours, palette, type Palette } from '../palette.js';
import { html } from '../view.js';

/** Draws on a cleared canvas; width and height in CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number, colours: Palette) => void;

/** A canvas that fills its box, sharp on every screen, drawn again whenever its parent is, its size or the colours change. */
export const Canvas = ({ draw, label, kind = '' }: { readonly draw: Draw; readonly label: string; readonly kind?: string }) => {
  const ref = useRef<HTMLCanvasElement>(null), latest = useRef(draw);
  latest.current = draw;
  const paint = useRef(() => {
    const canvas = ref.current, context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null) return;
    const { clientWidth: width, clientHeight: height } = canvas, scale = devicePixelRatio;
    if (width === 0 || height === 0) return;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) { canvas.width = Math.round(width * scale); canvas.height = Math.round(height * scale); }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    latest.current(context, width, height, palette());
  });
  useLayoutEffect(() => paint.current());
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => paint.current()), stop = onColours(() => paint.current());
    observer.observe(ref.current!);
    return () => { observer.disconnect(); stop(); };
  }, []);
  return html`<canvas ref=${ref} class=${kind} role="img" aria-label=${label}></canvas>`;
};
