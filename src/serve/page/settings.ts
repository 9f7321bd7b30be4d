/** What the browser remembers between visits. */
const PREFIX = 'thresher.';

export const remembered = (key: 'token' | 'author' | 'theme'): string | null => {
  try { return localStorage.getItem(PREFIX + key); } catch { return null; }       // storage may be switched off
};

export const remember = (key: 'token' | 'author' | 'theme', value: string | null): void => {
  try { if (value === null) localStorage.removeItem(PREFIX + key); else localStorage.setItem(PREFIX + key, value); } catch { return; }
};
