import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DataCard, ExportJob, RecipeHistory, SavedRecipe, SavedSelection } from '../explore/answers.js';
import type { Reads } from '../explore/reads.js';
import type { AnyRule } from '../model/rule.js';
import type { Recipe, Selection } from '../select/recipe.js';

/** The store as a server for others needs it. */
export interface ServedStore {
  /** Read-only, until `signal` or for so many seconds of the engine. */
  readonly until: (limits: { readonly signal: AbortSignal; readonly seconds: number }) => Reads;
  /** Passes a request of ClickHouse's HTTP interface on. */
  readonly forward: (incoming: IncomingMessage, response: ServerResponse, passage: { readonly write: boolean; readonly seconds: number; readonly most: number; readonly signal: AbortSignal; readonly answered?: () => void }) => Promise<void>;
  /** Does it answer within so many ms? */
  readonly answers: (ms: number) => Promise<boolean>;
  readonly embedded: boolean;
}

/** What `recipe=` means. */
export interface Meant { readonly name: string; readonly selection: Selection<AnyRule>; readonly recipe: Recipe; readonly saved: SavedRecipe | null }

export interface RecipeChange { readonly name: string; /** Newest version that the author has seen. */ readonly expected: number; readonly author: string | undefined; readonly reason: string }

/** Saved recipes. @throws Fault (usage) with every fault of a recipe, Refusal 412 when another version was saved meanwhile */
export interface SavedRecipes {
  readonly meant: (reads: Reads, reference: string) => Promise<Meant>;
  readonly list: (reads: Reads) => Promise<readonly SavedRecipe[]>;
  readonly history: (reads: Reads, name: string) => Promise<RecipeHistory['versions']>;
  readonly save: (change: RecipeChange, recipe: unknown, reads: Reads) => Promise<SavedRecipe>;
  readonly rollback: (change: RecipeChange, to: number) => Promise<SavedRecipe>;
}

export interface SelectionOrder { readonly name: string; readonly recipe: string; readonly author: string | undefined; readonly seed: number | undefined }
/** `of`: a recipe, or the id of a saved selection. */
export interface ExportOrder {
  readonly of: { readonly recipe: string } | { readonly selection: string };
  readonly name: string | undefined; readonly format: ExportJob['format'] | undefined; readonly columns: readonly string[] | undefined; readonly seed: number | undefined;
}

/** Saved selections, exports and data cards. @throws Fault (usage) */
export interface Kept {
  readonly selections: (reads: Reads) => Promise<readonly SavedSelection[]>;
  /** `of`: null = the whole store. */
  readonly card: (of: Meant | null, reads: Reads) => Promise<DataCard>;
  readonly select: (order: SelectionOrder, reads: Reads) => Promise<SavedSelection>;
  readonly exportPages: (order: ExportOrder, reads: Reads) => Promise<ExportJob>;
  readonly job: (id: string) => ExportJob | undefined;
}
