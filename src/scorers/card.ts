import type { Evaluation, Figures } from './evaluate.js';
import type { ModelDescription } from './model-folder.js';
import type { Source, Task } from './samples.js';

/** Everything a card says. `samples` are not in it: no text leaves the trainer. */
export interface Trained {
  readonly about: ModelDescription;
  readonly sources: readonly Source[];
  /** Held-out figures. */
  readonly evaluation: Evaluation;
  /** Figures on files never learned from. */
  readonly unseen: Readonly<Record<string, Figures>>;
  /** Held-out AUC of the length in bytes alone, per source. */
  readonly lengthAlone: Readonly<Record<string, number | null>>;
  /** Share of texts above 0.5: `background` held out, `clean` never learned from. */
  readonly above: readonly { readonly source: string; readonly kind: 'background' | 'clean'; readonly texts: number; readonly share: number }[];
  readonly calibration: { readonly slope: number; readonly offset: number };
}

const WHAT: Readonly<Record<Task, string>> = {
  toxicity: 'The score of a page is that of its most toxic passage (about 320 bytes): the probability that raters would call it toxic, offensive or hateful, if both classes were equally frequent.',
  quality: 'The score of a page is the mean over its passages: the probability that human raters would keep it as training text, if both classes were equally frequent.',
};

const USE: Readonly<Record<Task, readonly string[]>> = {
  toxicity: [
    'Made for ranking and sampling web pages before training a language model. Not for judging people, moderating users or legal decisions.',
    'The larger a page, the more passages can raise its score (at most 16 are looked at, evenly spaced beyond 5 KB).',
    'A linear model over n-grams sees words, not meaning: quotations, counter-speech, reclaimed words and clinical language are false alarms; hostility without rude words is missed.',
    'The sources disagree on what toxic means, and several were collected by keyword; some of the tweets are in dialects that raters were shown to judge harsher. Check your own domain before setting a cut.',
    'HateCheck and Multilingual HateCheck (`hatecheck-en`, `mhc-*`) and `sentence-templates-en` are written from templates. Held-out rows share templates with learned rows, so their figures are too good and say little about free text. Spanish, Italian and Portuguese were learned from such templates only: see `toldbr-pt` for what is left on real tweets.',
    'Pages in languages that are not in the table have no score (NULL): they were learned only as ordinary text. Texts known as toxic but without a counterpart in the same language (Russian) were left out: the model would learn the language. So was Japanese: 261 texts were too few.',
  ],
  quality: [
    'Made for ranking and sampling web pages before training a language model; a small first model, to be replaced by one of your own.',
    'Learned from a few hundred English pages: what it knows is mostly length, sentence shape and common phrases, not truth or usefulness. The table states what the length alone would reach.',
    'English only. Pages in other languages have no score (NULL); the table above shows what their number would be worth.',
    'Raters agreed fully on only part of the pages; no model can do better than they agree.',
  ],
};

const fixed = (value: number | null, digits = 3): string => (value === null ? 'n/a' : value.toFixed(digits));
const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const figuresTable = (title: string, groups: Readonly<Record<string, Figures>>, lengthAlone?: Readonly<Record<string, number | null>>): string =>
  table([title, 'texts', 'positive', 'AUC', 'precision at 95 % specificity', ...(lengthAlone ? ['AUC of length alone'] : [])],
    Object.entries(groups).map(([name, group]) => [
      `\`${name}\``, `${group.n}`, `${group.positives}`, fixed(group.auc), fixed(group.precision_at_specificity_95), ...(lengthAlone ? [fixed(lengthAlone[name] ?? null)] : []),
    ]));

/** `CARD.md`. Figures only, no text of the data; nothing that depends on the time or place of training. */
export const card = (task: Task, { about, sources, evaluation, unseen, lengthAlone, above, calibration }: Trained): string => `# ${about.name} ${about.version}

${WHAT[task]}

Column \`${about.name}_${about.outputs[0]}\`, a number in [0, 1]. Logistic regression over hashed word and character n-grams, 2^${about.input.bits} int8 weights, ONNX; front end and aggregation as in \`model.json\`.
Trained by \`thresher train ${task} --seed ${about.seed}\` on the files below; the same data, seed and version give the same bytes. Weights: ${about.licence}.

## Learned from

${table(['file', 'origin', 'licence of the labelled data', 'texts', 'positive'], sources.map((s) => [`\`${s.name}\``, s.origin || 'unknown', s.licence, `${s.rows}`, `${s.positives}`]))}

## Held-out figures

Five-fold cross-validation, folds by hash of the lower-cased text; every text is scored by a model that has not seen it. A text is positive from a label of 0.5 on. n/a: the source holds one class only.
The trainer's fixed settings (passes, rate, chunk size) were chosen on the rows of the shipped models, so their own figures are slightly optimistic.
Calibration (Platt, on the same held-out scores): slope ${fixed(calibration.slope)}, offset ${fixed(calibration.offset)}.

${figuresTable('source', evaluation.by.source, lengthAlone)}

${figuresTable('language', evaluation.by.lang)}
${Object.keys(unseen).length === 0 ? '' : `
Files that nothing was learned from (other platforms or other languages), scored by the shipped weights:

${figuresTable('unseen source', unseen)}
`}
## ${task === 'toxicity' ? 'False alarms: ordinary text above 0.5' : 'Share of pages above 0.5'}

${above.length === 0 ? 'Not measured: no clean pages were given.' : table(['file', 'role', 'texts', 'above 0.5'], above.map((row) => [
  `\`${row.source}\``, row.kind === 'background' ? 'learned from as ordinary text, held out here' : 'never learned from', `${row.texts}`, percent(row.share),
]))}

## Use and limits

${USE[task].map((line) => `- ${line}`).join('\n')}
`;
