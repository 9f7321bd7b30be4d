import { html, useApp, useOf } from '../view.js';

/** Nobody said who is asking. */
export const NoToken = () => html`<main class="stand"><h1>thresher</h1><p>This page needs the token of the process that serves it.</p>
  <p>Open the link that <code>thresher serve</code> printed; it ends in <code>#token=…</code>. A link of an earlier start is no longer valid.</p></main>`;

/** The first answers did not come. */
export const Failed = ({ text }: { readonly text: string }) => {
  const app = useApp();
  return html`<main class="stand" role="alert"><h1>thresher</h1><p class="fault">${text}</p><p>The store may be starting, or the process has ended: <code>thresher serve</code> starts it.</p>
    <button type="button" class="main" onClick=${() => { void app.start(location.hash); }}>Try again now</button></main>`;
};

/** A store without a document. */
export const Empty = () => {
  const store = useOf((state) => state.catalogue?.store ?? './thresher-store');
  return html`<main class="stand"><h1>No documents yet</h1><p>The store <code>${store}</code> is empty. Fill it, and this page shows what comes in while it does:</p>
    <pre>thresher backfill 'crawl/*.warc.gz' --store ${store}</pre><p>or, to try it with the documentation of the packages that are installed here,</p><pre>thresher demo --store ${store}</pre></main>`;
};
