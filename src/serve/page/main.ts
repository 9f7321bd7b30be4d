import { render } from 'preact';
import { Api } from './api.js';
import { App } from './app.js';
import { Page } from './panels/page.js';
import { setTheme } from './palette.js';
import { remember, remembered } from './settings.js';
import { Store } from './state.js';
import { takeToken } from './token.js';
import { html, Provider } from './view.js';

const { token, rest } = takeToken(location.hash);
if (token !== null) {
  remember('token', token);
  history.replaceState(null, '', `${location.pathname}${location.search}${rest}`);
}
setTheme(remembered('theme'));

const held = token ?? remembered('token'), store = new Store(), app = new App(store, new Api(held ?? ''));
render(html`<${Provider} value=${app}><${Page} /><//>`, document.getElementById('page')!);
if (held === null) app.refused(); else void app.start(rest);
addEventListener('hashchange', () => { if (takeToken(location.hash).token !== null) location.reload(); });
