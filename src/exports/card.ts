// A data card (after T. Gebru et al., "Datasheets for Datasets", CACM 64(12), 2021). What a store can answer is measured, each table with the query
// that gives it, below one watermark, so that anybody can ask again; what only people know stays a field to fill in and is never guessed.

import type { Store } from '../model/ports.js';
import type { AnyRule } from '../model/rule.js';
import type { Recipe, Selection } from '../select/recipe.js';
import { selectSql } from '../select/sql.js';
import { amountFacts, licenceFacts, originFacts, qualityFacts, ruleFacts, sensitiveFacts, versionFacts, type FactQuery, type Subject } from './facts.js';
import { scopeOf, within, type AsOf } from './scope.js';

/** A table as the store answered it: 64-bit integers are text. */
export interface Fact extends FactQuery { readonly rows: readonly Readonly<Record<string, unknown>>[] }

export interface CardSection {
  readonly title: string;
  /** What the tables mean, and what they do not say. */
  readonly text: string;
  readonly facts: readonly Fact[];
  /** Questions that people answer: null until they have. */
  readonly fields: Readonly<Record<string, string | null>>;
}

export interface Card {
  readonly name: string;
  readonly thresher: string;
  readonly as_of: AsOf;
  readonly recipe: Recipe | null;
  /** Yields the ids of the described pages. */
  readonly sql: string;
  readonly sections: readonly CardSection[];
}

/** What is to be described. */
export interface CardSubject {
  readonly name: string;
  readonly recipe: Recipe | null;
  /** null = all pages. */
  readonly selection: Selection | null;
  readonly asked: Selection<AnyRule> | null;
  /** The moment's watermark unless given. */
  readonly asOf?: AsOf;
}

const fields = (...questions: readonly string[]): CardSection['fields'] => Object.fromEntries(questions.map((question) => [question, null]));

/** Asks the store everything that a card says. */
export const makeCard = async (store: Pick<Store, 'rows'> & { readonly readOnly: Pick<Store, 'rows'> }, { name, recipe, selection, asked, asOf }: CardSubject, version: string): Promise<Card> => {
  const now = await scopeOf(store), scope = { database: now.database, asOf: asOf ?? now.asOf };
  const columns = new Map((await store.rows<{ name: string; type: string }>("SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'documents' ORDER BY position")).map((column) => [column.name, column.type]));
  const subject: Subject = { scope, selection, asked, columns };
  const answered = async (queries: readonly FactQuery[]): Promise<Fact[]> => {
    const facts: Fact[] = [];
    for (const query of queries) facts.push({ ...query, rows: await store.readOnly.rows<Record<string, unknown>>(query.sql) });
    return facts;
  };
  const amounts = await answered(amountFacts(subject)), kept = Number(amounts[0]!.rows[0]!['documents']), sensitive = await answered(sensitiveFacts(subject));
  const sections: CardSection[] = [
    { title: 'Motivation', text: 'Only its makers can say.', facts: [], fields: fields('For what purpose was it made?', 'Who made it, and for whom?', 'Who paid for it?') },
    {
      title: 'Composition', text: 'A row is one page of a web crawl as text, with what was measured of it. Tokens are estimated from bytes and language.', facts: [...amounts, ...await answered(originFacts(subject))],
      fields: fields('Are there recommended parts for training and testing?', 'Is it known which people, regions or groups the pages speak of?'),
    },
    ...(selection === null ? [] : [{
      title: 'Selection', text: 'Pages were chosen by rules over stored measurements; what is not chosen is still in the store. A rule may treat groups of pages unequally: `thresher audit-filter` shows whom.',
      facts: await answered(ruleFacts(subject, kept)), fields: fields('Why these rules?'),
    }]),
    { title: 'Duplicates and losses', text: 'A page that repeats another one is marked and stays. Marks are made while pages stream in, within a window of the log: copies that are further apart are not seen.', facts: await answered(qualityFacts(subject)), fields: {} },
    {
      title: 'Licences and rights', text: 'Pages belong to those who wrote them. No licence was looked for in the text of pages: the table has what the records themselves state, and nothing else.', facts: await answered(licenceFacts(subject)),
      fields: fields('On what legal ground is it kept and passed on?', 'How can somebody have a page taken out?'),
    },
    {
      title: 'Sensitive content', text: sensitive.length === 0
        ? 'Could it offend, insult or frighten, or tell something private? As a crawl of the web, yes. Nothing that would count such pages was measured in this store.'
        : 'Could it offend, insult or frighten, or tell something private? As a crawl of the web, yes. The tables count what a model and word lists find; both miss pages and name harmless ones. Personal data were not looked for.',
      facts: sensitive, fields: fields('What was done about personal data?'),
    },
    { title: 'How it was made', text: 'Measured by thresher; the columns and their sources are in its docs/signals.md.', facts: await answered(versionFacts(subject)), fields: fields('Where does the crawl come from, and by whose robots.txt?') },
    { title: 'Uses and maintenance', text: 'Only its makers can say.', facts: [], fields: fields('What has it been used for?', 'What should it not be used for?', 'Who answers questions, and for how long?') },
  ];
  return { name, thresher: version, as_of: scope.asOf, recipe, sql: selectSql(within(selection ?? { name, rules: { all: [] }, where: null }, scope.asOf), scope.database), sections };
};
