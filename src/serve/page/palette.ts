/** Colours of the style sheet, for canvases. */
export interface Palette {
  readonly all: string; readonly kept: string; readonly cut: string; readonly line: string; readonly text: string; readonly faint: string; readonly ground: string; readonly accent: string; readonly other: string;
}

const NAMES = ['all', 'kept', 'cut', 'line', 'text', 'faint', 'ground', 'accent', 'other'] as const;
let held: Palette | null = null;
const listeners = new Set<() => void>();

const renew = (): void => { held = null; for (const listener of listeners) listener(); };
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', renew);

export const palette = (): Palette => {
  if (held === null) {
    const style = getComputedStyle(document.documentElement);
    held = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as unknown as Palette;
  }
  return held;
};

/** Called when the colours have changed. */
export const onColours = (listener: () => void): (() => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };

/** Sets the theme; null = that of the system. */
export const setTheme = (theme: string | null): void => {
  if (theme === null) delete document.documentElement.dataset['theme']; else document.documentElement.dataset['theme'] = theme;
  renew();
};
