import type { IncomingMessage } from 'node:http';
import { usage } from '../model/fault.js';
import { readJson } from './body.js';
import { optionalText, readParameters } from './parameters.js';
import type { ExportOrder, RecipeChange, SelectionOrder } from './parts.js';
import { Refusal } from './refusal.js';

/** What a change was made from: a version, as `If-Match` says it. @throws Refusal 428 without one */
export const expectedVersion = ({ headers }: IncomingMessage): number => {
  const given = headers['if-match'];
  if (given === undefined) throw new Refusal(428, 'If-Match: got nothing, allowed the version of the recipe that the change was made from; 0 for a new one');
  const version = /^\s*"?(\d{1,9})"?\s*$/.exec(given)?.[1];
  if (version === undefined) throw new Refusal(412, `If-Match: got ${given.slice(0, 60)}, allowed one version, as ETag gives it`);
  return Number(version);
};

const AUTHOR = optionalText(200), REASON = optionalText(2000);

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;
const isText = (most: number) => (value: unknown): boolean => typeof value === 'string' && value.length <= most;
const isWhole = (least: number, most: number) => (value: unknown): boolean => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A body's fields. null counts as not given. @throws Refusal 422 with every fault */
const fieldsOf = (body: unknown, fields: Fields): Readonly<Record<string, unknown>> => {
  if (!isObject(body)) throw new Refusal(422, `body: got ${Array.isArray(body) ? 'a list' : body === null ? 'nothing' : `a ${typeof body}`}, allowed an object with ${Object.keys(fields).join(', ')}`);
  const given = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  const faults = given.flatMap(([name, value]) => (!Object.hasOwn(fields, name) ? [`${name.slice(0, 60)}: unknown, allowed ${Object.keys(fields).join(', ')}`]
    : fields[name]!(value) ? [] : [`${name}: got ${(JSON.stringify(value) ?? '').slice(0, 80)}, which is not allowed`]));
  if (faults.length > 0) throw new Refusal(422, faults.join('\n'), { faults });
  return Object.fromEntries(given);
};

/** `PUT recipes/<name>?author=&reason=`: the body is the recipe. */
export const recipePut = async (incoming: IncomingMessage, name: string, query: URLSearchParams): Promise<{ readonly change: RecipeChange; readonly recipe: unknown }> => {
  const expected = expectedVersion(incoming), { author, reason = '' } = readParameters(query, { author: AUTHOR, reason: REASON }), recipe = await readJson(incoming);
  if (isObject(recipe) && recipe['name'] !== undefined && recipe['name'] !== name) throw new Refusal(422, `name: got ${JSON.stringify(recipe['name'])?.slice(0, 80)}, allowed ${name}, under which it is saved`);
  return { change: { name, expected, author: author || undefined, reason }, recipe: isObject(recipe) ? { name, ...recipe } : recipe };
};

/** `POST recipes/<name>/rollback {to, reason, author}` */
export const rollbackPost = async (incoming: IncomingMessage, name: string, query: URLSearchParams): Promise<{ readonly change: RecipeChange; readonly to: number }> => {
  const expected = expectedVersion(incoming), asked = readParameters(query, { author: AUTHOR, reason: REASON });
  const { to, reason = asked.reason, author = asked.author } = fieldsOf(await readJson(incoming), { to: isWhole(1, 1e9), reason: isText(2000), author: isText(200) });
  if (to === undefined) throw new Refusal(422, 'to: got nothing, allowed the version that is to hold again');
  return { change: { name, expected, author: (author as string | undefined) || undefined, reason: (reason as string | undefined) ?? '' }, to: to as number };
};

const reference = (recipe: unknown): string => (typeof recipe === 'string' ? recipe : JSON.stringify(recipe));
const isReference = (value: unknown): boolean => isText(60_000)(value) || isObject(value);

/** `POST selections {name, recipe, author, seed}`: `recipe` is a name or a draft. */
export const selectionPost = async (incoming: IncomingMessage, query: URLSearchParams): Promise<SelectionOrder> => {
  const asked = readParameters(query, { author: AUTHOR });
  const { name, recipe, author = asked.author, seed } = fieldsOf(await readJson(incoming), { name: isText(200), recipe: isReference, author: isText(200), seed: isWhole(0, 2 ** 32 - 1) });
  return { name: (name as string | undefined) ?? '', recipe: recipe === undefined ? '' : reference(recipe), author: (author as string | undefined) || undefined, seed: seed as number | undefined };
};

/** `POST exports {recipe | selection, name, format, columns, seed}` */
export const exportPost = async (incoming: IncomingMessage, query: URLSearchParams): Promise<ExportOrder> => {
  readParameters(query, {});
  const { recipe, selection, name, format, columns, seed } = fieldsOf(await readJson(incoming), {
    recipe: isReference, selection: isText(64), name: isText(200), format: (value) => value === 'parquet' || value === 'jsonl.gz',
    columns: (value) => Array.isArray(value) && value.length <= 200 && value.every(isText(200)), seed: isWhole(0, 2 ** 32 - 1),
  });
  if (recipe !== undefined && selection !== undefined) throw usage('export: got a recipe and a selection, allowed one of the two');
  return {
    of: selection === undefined ? { recipe: recipe === undefined ? '' : reference(recipe) } : { selection: selection as string },
    name: name as string | undefined, format: format as ExportOrder['format'], columns: columns as readonly string[] | undefined, seed: seed as number | undefined,
  };
};
