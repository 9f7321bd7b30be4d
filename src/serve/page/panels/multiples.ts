import { fromUnit, pick, toUnit, type Axis } from '../axis.js';
import { axisOf, edgesFor } from '../axis-of.js';
import { cutOf, sideOf } from '../draft.js';
import { short } from '../format.js';
import type { Bars, Picture } from '../picture.js';
import { html, useApp, useOf } from '../view.js';
import { Canvas, type Draw } from './canvas.js';

const LANGUAGES = 8, BINS = 40;

/** Most frequent languages of the sample. */
const languagesOf = (picture: Picture): { readonly name: string; readonly code: number; readonly rows: number }[] => {
  const column = picture.sample.texts.get('lang');
  if (column === undefined) return [];
  const rows = new Float64Array(column.dictionary.length);
  for (let i = 0; i < column.codes.length; i++) rows[column.codes[i]!]! += 1;
  return column.dictionary.map((name, code) => ({ name, code, rows: rows[code]! })).filter(({ name, rows: n }) => n > 0 && name !== '').sort((a, b) => b.rows - a.rows).slice(0, LANGUAGES);
};

/** The focused signal language by language, each to its own height. Alt-drag makes a cut for that language only; a click looks at it alone. */
export const Multiples = () => {
  const picture = useOf((state) => state.picture), focus = useOf((state) => state.view.focus), weight = useOf((state) => state.view.weight), isLog = useOf((state) => state.view.isLogValue), spread = focus === null ? null : picture?.sample.spread(focus) ?? null;
  if (picture === null || focus === null || spread === null) return html`<figure class="multiples"><figcaption class="soft">by language</figcaption></figure>`;
  const axis = axisOf(spread, isLog), bars = picture.barsBy('lang', focus, edgesFor(spread, isLog, BINS), weight);
  return html`<figure class="multiples"><figcaption class="soft" title="Alt-drag in one of them: a cut that binds only pages in that language, beside the cut for all">by language${picture.sample.isWhole ? '' : ' ≈'} · Alt-drag cuts one alone</figcaption>
    <div class="grid">${languagesOf(picture).map(({ name, code, rows }) => html`<${One} key=${name} lang=${name} bars=${bars?.[code] ?? null} rows=${rows} axis=${axis} signal=${focus} isWhole=${spread.isWhole} />`)}</div></figure>`;
};

const One = ({ lang, bars, rows, axis, signal, isWhole }: { readonly lang: string; readonly bars: Bars | null; readonly rows: number; readonly axis: Axis; readonly signal: string; readonly isWhole: boolean }) => {
  const app = useApp(), picture = useOf((state) => state.picture)!, { draft } = app, isChosen = useOf((state) => state.view.lang === lang), side = sideOf(draft, signal);
  const draw: Draw = (context, width, height, { all, kept, cut, other }) => {
    if (bars === null) return;
    const top = bars.all.reduce((most, n) => Math.max(most, n), 1), size = bars.all.length, step = width / size;
    for (let i = 0; i < size; i++) {
      for (const [counts, colour] of [[bars.all, all], [bars.kept, kept]] as const) {
        const tall = Math.sqrt(counts[i]! / top) * (height - 1);
        context.fillStyle = colour;
        context.fillRect(i * step, height - tall, step - 0.3, tall);
      }
    }
    for (const [own, colour] of [[undefined, cut], [lang, other]] as const) {
      for (const edge of ['min', 'max'] as const) {
        const at = cutOf(draft, signal, edge, own);
        if (at === null) continue;
        context.fillStyle = colour;
        context.fillRect(toUnit(axis, at) * width - 0.75, 0, 1.5, height);
      }
    }
  };
  const down = (event: PointerEvent): void => {
    if (!event.altKey || event.button !== 0) return;
    event.preventDefault();
    const box = event.currentTarget as HTMLElement, gesture = app.gesture();
    box.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent): void => {
      const { left, width } = box.getBoundingClientRect(), unit = (clientX - left) / width, isAtEnd = side === 'min' ? unit <= 0 : unit >= 1;
      app.cut(signal, side, isAtEnd ? null : pick(axis, Math.min(1, Math.max(0, unit)), width, isWhole), gesture, lang);
    };
    const up = (): void => { box.removeEventListener('pointermove', move); box.removeEventListener('lostpointercapture', up); app.drag(false); };
    box.addEventListener('pointermove', move);
    box.addEventListener('lostpointercapture', up);
    app.drag(true);
    move(event);
  };
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || !event.altKey) return;
    event.preventDefault();
    const now = cutOf(app.draft, signal, side, lang) ?? (side === 'min' ? axis.lo : axis.hi), unit = toUnit(axis, now) + by / BINS;
    app.cut(signal, side, unit <= 0 || unit >= 1 ? null : isWhole ? Math.round(fromUnit(axis, unit)) : Number(fromUnit(axis, unit).toPrecision(4)), null, lang);
  };
  const click = (event: MouseEvent): void => { if (!event.altKey) app.look({ lang: isChosen ? null : lang }); };
  return html`<button type="button" class="multiple" aria-pressed=${isChosen} data-lang=${lang} title=${`${lang}: click to look at it alone, Alt-drag or Alt+arrows to cut it alone`} onPointerDown=${down} onClick=${click} onKeyDown=${press}>
    <span>${lang}<em class="soft">${short(rows * picture.sample.scale)}</em></span><${Canvas} draw=${draw} label=${`Distribution in ${lang}`} /></button>`;
};
