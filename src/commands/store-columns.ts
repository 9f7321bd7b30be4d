import { columnsIn } from '../select/leaves.js';
import type { Selection } from '../select/recipe.js';
import type { StoreColumns } from '../select/store-columns.js';

const ABOUT = ['record_id', 'snapshot', 'domain', 'crawl_time', 'lang', 'lang_score', 'tokens_est'];

/** What is shown of a page beside id, url and text: what it is, its scores, and every column that the rules look at. */
export const shownColumns = ({ rules }: Selection, { scores }: StoreColumns): string[] =>
  [...new Set([...ABOUT, ...scores, ...columnsIn(rules)])].filter((name) => name !== 'url');
