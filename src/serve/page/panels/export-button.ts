import { useState } from 'preact/hooks';
import type { ExportJob } from '../../../explore/answers.js';
import { exported } from '../exporting.js';
import { count, percent } from '../format.js';
import { recipeOf } from '../draft.js';
import { recipeParam } from '../questions.js';
import { html, useApp, useOf } from '../view.js';
import { Dialog } from './dialog.js';

/** Writes the kept pages to a folder of the machine that serves, with a manifest. */
export const ExportButton = () => {
  const app = useApp(), dialog = useOf((state) => state.dialog), draft = useOf((state) => state.history.present), totals = useOf((state) => state.totals);
  const [job, setJob] = useState<ExportJob | null>(null), [format, setFormat] = useState<ExportJob['format']>('parquet'), [name, setName] = useState('');
  const start = async (): Promise<void> => {
    const order = { recipe: recipeParam(draft) === null ? '' : JSON.stringify(recipeOf(draft)), format, ...(name.trim() === '' ? {} : { name: name.trim() }) };
    await new Promise<void>((resolve, reject) => {
      exported(app.api, order, (now) => { setJob(now); resolve(); }).then((end) => app.store.set({
        note: end.state === 'done' ? { text: `${count(end.rows)} documents exported to ${end.path}`, isFault: false } : { text: `The export failed: ${end.error ?? 'no reason was given'}.`, isFault: true },
      }), (error: unknown) => { reject(error instanceof Error ? error : new Error(String(error))); app.store.set({ note: { text: String(error instanceof Error ? error.message : error), isFault: true } }); });
    });
    app.store.set({ dialog: null });
  };
  return html`<button type="button" data-testid="export" data-state=${job?.state ?? 'idle'} data-path=${job?.path ?? ''} data-rows=${job?.rows ?? ''} onClick=${() => app.store.set({ dialog: 'export' })}>${
    job?.state === 'running' ? `Exporting ${percent(job.rows, job.of)}` : 'Export…'}</button>
    ${dialog === 'export' && html`<${Dialog} title="Export the kept documents" confirm="Export" onConfirm=${start} onClose=${() => app.store.set({ dialog: null })}>
      <p>${totals === null ? '' : `${count(totals.kept.documents)} documents`} with text, manifest and hashes, into a folder of the machine that serves.</p>
      <fieldset><legend>Format</legend>${(['parquet', 'jsonl.gz'] as const).map((one) => html`<label key=${one}><input type="radio" name="format" ...${one === 'parquet' ? { 'data-first': true } : {}} checked=${format === one} onChange=${() => setFormat(one)} /> ${one === 'parquet' ? 'Parquet' : 'JSONL, gzip'}</label>`)}</fieldset>
      <label>Folder <input value=${name} placeholder="named by itself" onInput=${(event: Event) => setName((event.target as HTMLInputElement).value)} maxlength="100" /></label>
    <//>`}`;
};
