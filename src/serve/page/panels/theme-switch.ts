import { useState } from 'preact/hooks';
import { setTheme } from '../palette.js';
import { remember, remembered } from '../settings.js';
import { html } from '../view.js';

/** Light or dark, against the system's setting. */
export const ThemeSwitch = () => {
  const [theme, set] = useState(remembered('theme')), isDark = theme === null ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  const turn = (): void => {
    const next = isDark ? 'light' : 'dark';
    remember('theme', next);
    setTheme(next);
    set(next);
  };
  return html`<button type="button" class="quiet" aria-label=${isDark ? 'Light colours' : 'Dark colours'} title=${isDark ? 'Light colours' : 'Dark colours'} onClick=${turn}>${isDark ? '☀' : '☾'}</button>`;
};
