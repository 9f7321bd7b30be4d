import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from '../view.js';

/** A question with a form; Enter confirms, Escape leaves. What `onConfirm` throws stands in the dialog as a sentence. */
export const Dialog = ({ title, confirm, onConfirm, onClose, children, isReady = true }: {
  readonly title: string; readonly confirm: string; readonly onConfirm: () => Promise<void>; readonly onClose: () => void; readonly children: ComponentChildren; readonly isReady?: boolean;
}) => {
  const ref = useRef<HTMLDialogElement>(null), [isBusy, setBusy] = useState(false), [fault, setFault] = useState<string | null>(null);
  useLayoutEffect(() => {
    const dialog = ref.current!;
    dialog.showModal();
    (dialog.querySelector('[data-first]') as HTMLElement | null)?.focus();
    return () => dialog.close();                                                    // gives the focus back to where it was; removed while open it would not
  }, []);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (isBusy || !isReady) return;
    setBusy(true);
    setFault(null);
    onConfirm().then(() => setBusy(false), (error: unknown) => { setBusy(false); setFault(error instanceof Error ? error.message : String(error)); });
  };
  return html`<dialog ref=${ref} aria-label=${title} onClose=${onClose} onCancel=${onClose}>
    <form onSubmit=${submit}>
      <h2>${title}</h2>
      ${children}
      ${fault !== null && html`<p class="fault" role="alert">${fault}</p>`}
      <footer><button type="button" class="quiet" onClick=${onClose}>Cancel</button><button type="submit" class="main" disabled=${!isReady} aria-busy=${isBusy}>${confirm}</button></footer>
    </form>
  </dialog>`;
};
