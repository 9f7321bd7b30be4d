import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecipeHistory, SavedRecipe } from '../../../explore/answers.js';
import { clock } from '../format.js';
import { remember, remembered } from '../settings.js';
import { html, useApp, useOf } from '../view.js';
import { Dialog } from './dialog.js';

/** All versions of a saved recipe, and the way back to one of them, as a new version. */
export const RollbackDialog = () => {
  const app = useApp(), recipes = useOf((state) => state.recipes), draft = useOf((state) => state.history.present);
  const own = /^(.+)@\d+$/.exec(draft.base)?.[1] ?? draft.name, [name, setName] = useState(recipes.some((recipe) => recipe.name === own) ? own : recipes[0]?.name ?? null);
  const [versions, setVersions] = useState<RecipeHistory['versions'] | null>(null), [fault, setFault] = useState<string | null>(null), [to, setTo] = useState<number | null>(null), [author, setAuthor] = useState(remembered('author') ?? ''), [reason, setReason] = useState('');
  const close = (): void => app.store.set({ dialog: null });
  const asked = useRef<Promise<RecipeHistory> | null>(null);
  useEffect(() => {
    if (name === null) return;
    asked.current = app.api.get<RecipeHistory>(`recipes/${encodeURIComponent(name)}`);
    asked.current.then((history) => { setVersions(history.versions); setTo(history.versions[1]?.version ?? null); setFault(null); }, (error: Error) => setFault(error.message));
  }, [name]);
  const newest = versions?.[0];
  /** Enter may come before the versions are here: the one before the newest is meant then. */
  const roll = async (): Promise<void> => {
    const [now, before] = (await asked.current)?.versions ?? [], back = to ?? before?.version;
    if (name === null || now === undefined || back === undefined) throw new Error('There is no earlier version to go back to.');
    const saved = await app.api.send<SavedRecipe>('POST', `recipes/${encodeURIComponent(name)}/rollback`, {}, { to: back, author, reason }, { 'if-match': `"${now.version}"` });
    remember('author', author === '' ? null : author);
    await app.renewRecipes();
    app.open(app.fromSaved(saved));
    app.store.set({ dialog: null, note: { text: `${saved.name} v${saved.version} is v${back} again.`, isFault: false } });
  };
  return html`<${Dialog} title="Versions" confirm=${to === null ? 'Roll back' : `Roll back to v${to}`} onConfirm=${roll} onClose=${close} isReady=${name !== null}>
    ${name === null ? html`<p class="empty">No recipe is saved yet. Save one; every change of it is then listed here.</p>` : html`
    <label>Recipe <select value=${name} onChange=${(event: Event) => { setVersions(null); setName((event.target as HTMLSelectElement).value); }}>${recipes.map((recipe) => html`<option key=${recipe.name}>${recipe.name}</option>`)}</select></label>
    ${fault !== null && html`<p class="fault" role="alert">${fault}</p>`}
    <div class="versions" role="radiogroup" aria-label="Version">${versions === null ? html`<p class="soft">asking</p>` : versions.map((version) => html`<label key=${version.version} class="version">
      <input type="radio" name="version" checked=${version.version === to} disabled=${version.version === newest?.version} onChange=${() => setTo(version.version)} />
      <b>v${version.version}</b>${version.version === newest?.version ? html`<span class="chip">now</span>` : ''}${version.action === 'rollback' ? html`<span class="chip">back to v${version.parent}</span>` : ''}
      <span>${version.author || 'unnamed'}</span><span class="soft">${clock(new Date(version.changed))}</span><span class="words">${version.reason}</span>
      <span class="soft">${Object.keys(version.from_offset).length === 0 ? 'no page judged by it yet' : Object.entries(version.from_offset).map(([partition, offset]) => `from ${partition} ${offset}`).join(', ')}</span>
      <button type="button" class="quiet" onClick=${() => { app.open(app.fromSaved(version)); close(); }}>load</button></label>`)}</div>
    <label>Reason <input data-first value=${reason} maxlength="1000" onInput=${(event: Event) => setReason((event.target as HTMLInputElement).value)} placeholder="why back" /></label>
    <label>Author <input value=${author} maxlength="200" onInput=${(event: Event) => setAuthor((event.target as HTMLInputElement).value)} placeholder="who" /></label>`}
  <//>`;
};
