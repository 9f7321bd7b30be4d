import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { App } from './app.js';
import type { State } from './state.js';

export { html } from 'htm/preact';

const Context = createContext<App | null>(null);
export const Provider = Context.Provider;
export const useApp = (): App => useContext(Context)!;

/** A part of the state; the component is drawn again when that part is another one. */
export const useOf = <T>(select: (state: State) => T): T => {
  const { store } = useApp(), [, redraw] = useState(0), now = select(store.state);
  useLayoutEffect(() => {
    let seen = select(store.state);
    if (!Object.is(seen, now)) redraw((n) => n + 1);
    return store.listen(() => {
      const next = select(store.state);
      if (!Object.is(next, seen)) { seen = next; redraw((n) => n + 1); }
    });
  }, [store]);
  return now;
};
