import { html } from '../view.js';

/** One of a few choices, as a row of buttons. */
export const Segmented = <T extends string>({ label, options, value, onChoose }: {
  readonly label: string; readonly options: readonly (readonly [value: T, text: string])[]; readonly value: T; readonly onChoose: (value: T) => void;
}) => html`<div class="segmented" role="group" aria-label=${label}>
  ${options.map(([option, text]) => html`<button type="button" key=${option} aria-pressed=${option === value} onClick=${() => onChoose(option)}>${text}</button>`)}
</div>`;
