import { useState } from 'preact/hooks';
import type { SavedRecipe } from '../../../explore/answers.js';
import { ApiFault } from '../api-fault.js';
import { clock } from '../format.js';
import { newName, savedUnder } from '../saving.js';
import { remember, remembered } from '../settings.js';
import { html, useApp, useOf } from '../view.js';
import { Dialog } from './dialog.js';

/** Saves the draft as a new version. When somebody else saved meanwhile, says who and what, and offers both ways on. */
export const SaveDialog = () => {
  const app = useApp(), recipes = useOf((state) => state.recipes), draft = useOf((state) => state.history.present), presets = useOf((state) => state.catalogue?.presets.map(({ name: preset }) => preset).join(' ') ?? '');
  const [name, setName] = useState(() => newName(draft, recipes, presets.split(' '))), [reason, setReason] = useState(''), [author, setAuthor] = useState(remembered('author') ?? ''), [other, setOther] = useState<SavedRecipe | null>(null);
  const close = (): void => app.store.set({ dialog: null }), text = (set: (value: string) => void) => (event: Event) => set((event.target as HTMLInputElement).value);
  const save = async (): Promise<void> => {
    try {
      const saved = await savedUnder(app.api, name, draft, { author, reason }, other?.name === name ? other.version : expectedOf());
      remember('author', author === '' ? null : author);
      await app.renewRecipes();
      const opened = app.fromSaved(saved);
      app.open(opened);
      app.store.set({ dialog: null, note: { text: `Saved ${saved.name} v${saved.version}. Running processes judge by it from now on.`, isFault: false } });
    } catch (error) {
      if (!(error instanceof ApiFault) || (error.status !== 412 && error.status !== 409)) throw error;
      await app.renewRecipes();
      const newest = app.state.recipes.find((recipe) => recipe.name === name) ?? null;
      if (newest === null) throw error;
      setOther(newest);
    }
  };
  /** The version that the draft was made from, under its own name; else the newest one that this page knows of. */
  const expectedOf = (): number => { const [, base, version] = /^(.+)@(\d+)$/.exec(draft.base) ?? []; return base === name ? Number(version) : recipes.find((recipe) => recipe.name === name)?.version ?? 0; };
  return html`<${Dialog} title="Save the recipe" confirm=${other === null ? 'Save' : `Save mine as version ${other.version + 1}`} onConfirm=${save} onClose=${close} isReady=${name.trim() !== ''}>
    ${other !== null && html`<div class="fault" role="alert"><p>${other.author || 'Somebody'} saved ${other.name} v${other.version} at ${clock(new Date(other.changed))}${other.reason === '' ? '' : `: ${other.reason}`}. Nothing of yours is lost.</p>
      <button type="button" onClick=${() => { app.open(app.fromSaved(other)); close(); }}>Load v${other.version} (undo brings mine back)</button></div>`}
    <label>Name <input value=${name} onInput=${text(setName)} pattern="[A-Za-z0-9][A-Za-z0-9_.@\\-]{0,63}" maxlength="64" required /></label>
    <label>Reason <input data-first value=${reason} onInput=${text(setReason)} placeholder="why this change" maxlength="1000" /></label>
    <label>Author <input value=${author} onInput=${text(setAuthor)} placeholder="who" maxlength="200" autocomplete="name" /></label>
  <//>`;
};
