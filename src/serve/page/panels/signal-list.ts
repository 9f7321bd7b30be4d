import { useMemo, useState } from 'preact/hooks';
import { inWords } from '../../../select/in-words.js';
import { isRule, switched, without } from '../draft.js';
import { listed, shapeOf, type Listed, type Loose } from '../listed.js';
import { html, useApp, useOf } from '../view.js';
import { AddRule } from './add-rule.js';
import { Ends } from './ends.js';
import { Thumbnail } from './thumbnail.js';

/** All signals with their shapes; those of the recipe first. Arrow keys walk through them. */
export const SignalList = () => {
  const signals = useOf((state) => state.catalogue?.signals ?? null), app = useApp(), shape = useOf((state) => shapeOf(state.history.present)), [search, setSearch] = useState('');
  const parts = useMemo(() => listed(signals ?? [], app.draft, search), [signals, shape, search]);
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0, buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button.signal')];
    const at = buttons.indexOf(document.activeElement as HTMLElement), next = buttons[at + by], isInSearch = (event.target as HTMLElement).tagName === 'INPUT' && (event.target as HTMLInputElement).type === 'search';
    if (by === 0 || (at === -1 && !(isInSearch && by === 1)) || next === undefined) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
  const found = parts.ruled.length + parts.families.reduce((sum, [, list]) => sum + list.length, 0);
  return html`<nav class="panel signals" aria-label="Signals" onKeyDown=${walk}>
    <div class="head"><h2>Signals</h2><input type="search" placeholder="search" aria-label="Search signals" value=${search} onInput=${(event: Event) => setSearch((event.target as HTMLInputElement).value)} />
      <span class="soft">${found}</span></div>
    <div class="scroll">
      ${(parts.ruled.length > 0 || parts.loose.length > 0) && html`<h3>In the recipe</h3>`}
      ${parts.loose.map((loose) => html`<${LooseRow} key=${`at ${loose.at}`} ...${loose} />`)}
      ${parts.ruled.map((signal) => html`<${Row} key=${signal.name} ...${signal} />`)}
      ${parts.families.map(([family, list]) => html`<h3 key=${`family ${family}`}>${family}</h3>${list.map((signal) => html`<${Row} key=${signal.name} ...${signal} />`)}`)}
      ${found === 0 && search !== '' && html`<p class="empty">No signal has “${search}” in its name, family or formula.</p>`}
      <${AddRule} />
    </div>
  </nav>`;
};

/** Of the rows one alone is a stop of the Tab key; arrow keys walk through the others. */
const Switch = ({ places, label, isStop }: { readonly places: readonly number[]; readonly label: string; readonly isStop: boolean }) => {
  const app = useApp(), isOn = useOf((state) => places.some((at) => state.history.present.items[at]?.off !== true));
  return html`<input type="checkbox" class="switch" role="switch" tabindex=${isStop ? 0 : -1} aria-label=${`Rules on ${label}`} title=${isOn ? 'This rule counts; click to leave it out' : 'This rule does not count'} checked=${isOn}
    onChange=${() => app.edit(switched(app.draft, places, !isOn))} />`;
};

const Row = ({ name, places }: Listed) => {
  const app = useApp(), isFocused = useOf((state) => state.view.focus === name);
  return html`<div class=${`row${isFocused ? ' focused' : ''}`}>
    ${places.length > 0 ? html`<${Switch} places=${places} label=${name} isStop=${isFocused} />` : html`<span class="switch"></span>`}
    <button type="button" class="signal" tabindex=${isFocused ? 0 : -1} data-testid=${`signal-${name}`} aria-pressed=${isFocused} title=${name} onClick=${() => app.look({ focus: name })}>
      <${Ends} kind="name" text=${name} tail=${15} /><${Thumbnail} signal=${name} />
    </button>
  </div>`;
};

const LooseRow = ({ at, item }: Loose) => {
  const app = useApp(), words = inWords(item.node), label = isRule(item.node) ? item.node.signal : words;
  return html`<div class="row loose"><${Switch} places=${[at]} label=${label} isStop=${true} /><span class="words" title=${words}>${words}</span>
    <button type="button" class="quiet" aria-label=${`Remove the rule ${words}`} title="Remove" onClick=${() => app.edit(without(app.draft, at))}>×</button></div>`;
};
