import { useState } from 'preact/hooks';
import type { SavedSelection } from '../../../explore/answers.js';
import { count, short } from '../format.js';
import { recipeOf } from '../draft.js';
import { recipeParam } from '../questions.js';
import { remember, remembered } from '../settings.js';
import { html, useApp, useOf } from '../view.js';
import { Dialog } from './dialog.js';

/** Keeps what the recipe takes now: its SQL, the moment, the counts, and a random draw beside it. */
export const SelectDialog = () => {
  const app = useApp(), draft = useOf((state) => state.history.present), [name, setName] = useState(draft.name), [author, setAuthor] = useState(remembered('author') ?? '');
  const close = (): void => app.store.set({ dialog: null });
  const save = async (): Promise<void> => {
    const reference = !app.isChanged && draft.base !== '' ? draft.base : recipeParam(draft) === null ? '' : JSON.stringify(recipeOf(draft));
    const { kept, random } = await app.api.send<SavedSelection>('POST', 'selections', {}, { name, recipe: reference, ...(author === '' ? {} : { author }) }, { 'if-match': '*' });
    remember('author', author === '' ? null : author);
    app.store.set({ dialog: null, note: { text: `Selection ${name}: ${count(kept.documents)} documents, ${short(kept.tokens)} tokens; a random draw of ${count(random.documents)} has ${short(random.tokens)}.`, isFault: false } });
    void app.questions.selections();
  };
  return html`<${Dialog} title="Save the selection" confirm="Save selection" onConfirm=${save} onClose=${close} isReady=${name.trim() !== ''}>
    <p class="soft">Counts everything exactly, and draws as many documents at random for comparison.</p>
    <label>Name <input data-first value=${name} onInput=${(event: Event) => setName((event.target as HTMLInputElement).value)} maxlength="64" required /></label>
    <label>Author <input value=${author} onInput=${(event: Event) => setAuthor((event.target as HTMLInputElement).value)} maxlength="200" placeholder="who" /></label>
  <//>`;
};
