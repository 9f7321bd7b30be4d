import { useState } from 'preact/hooks';
import type { Page } from '../../../explore/answers.js';
import { count, value } from '../format.js';
import { linkOf } from '../link.js';
import { spansOf } from '../spans.js';
import { html, useApp, useOf } from '../view.js';

const SHORT = 420, MOST_REASONS = 3;

/** A page: its value, address, text, why it is dropped, and what it is a duplicate of. Everything of the page is text. */
export const PageCard = ({ page }: { readonly page: Page }) => {
  const app = useApp(), watched = useOf((state) => state.view.watched), [isOpen, open] = useState(false), [isBeside, beside] = useState(false);
  const { id, url, text, failed, dup, lang, tokens, snapshot } = page, link = linkOf(url), isWatched = watched.includes(id);
  const watch = (): void => app.look({ watched: isWatched ? watched.filter((other) => other !== id) : [...watched, id] });
  return html`<article class=${`card ${failed.length === 0 ? 'is-kept' : 'is-dropped'}`} data-id=${id}>
    <div class="line"><b class="mono value">${value(page.value)}</b>
      ${link === null ? html`<span class="url" title=${url ?? ''}>${url ?? 'no address'}</span>` : html`<a class="url" href=${link} target="_blank" rel="noopener noreferrer" title=${url}>${url}</a>`}
      <button type="button" class="quiet pin" aria-pressed=${isWatched} title=${isWatched ? 'No longer watched' : 'Watch this page: it must stay'} aria-label=${isWatched ? 'Stop watching this page' : 'Watch this page'} onClick=${watch}>${isWatched ? '★' : '☆'}</button></div>
    <div class="line soft"><span>${lang}</span><span>${count(tokens)} tokens</span><span>${snapshot}</span>
      ${dup.kind !== '' && (dup.text === null ? html`<span class="chip">${dup.kind} duplicate</span>`
        : html`<button type="button" class="chip" aria-expanded=${isBeside} onClick=${() => beside(!isBeside)}>${dup.kind} duplicate ${isBeside ? '▾' : '▸'}</button>`)}
      ${failed.slice(0, MOST_REASONS).map((signal, i) => html`<button type="button" key=${`${i} ${signal}`} class="chip why" title=${`Fails ${signal}: ${value(page.values[signal])}`} onClick=${() => app.look({ focus: signal })}>${signal}</button>`)}
      ${failed.length > MOST_REASONS && html`<span title=${failed.slice(MOST_REASONS).join(', ')}>and ${failed.length - MOST_REASONS} more</span>`}</div>
    <div class=${isBeside ? 'beside' : ''}>
      <${Text} text=${isOpen ? text : text.slice(0, SHORT)} />
      ${isBeside && html`<div><span class="soft url" title=${dup.url ?? ''}>${dup.url ?? dup.of ?? ''}</span><${Text} text=${isOpen ? dup.text ?? '' : (dup.text ?? '').slice(0, SHORT)} /></div>`}
    </div>
    ${text.length > SHORT && html`<button type="button" class="quiet more" aria-expanded=${isOpen} onClick=${() => open(!isOpen)}>${isOpen ? 'less' : `more (${count(page.text_chars)} characters)`}</button>`}
  </article>`;
};

const Text = ({ text }: { readonly text: string }) =>
  html`<p class="text" dir="auto">${spansOf(text).map(({ text: piece, isMarked }, i) => (isMarked ? html`<mark key=${i} title="Stood above already">${piece}</mark>` : piece))}</p>`;
