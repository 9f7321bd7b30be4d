import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { usage } from '../model/fault.js';
import { compileUt1, type Ut1Data, type Ut1List } from '../text/ut1.js';

/** UT1's own names of the two kinds of lists. */
const KINDS: Readonly<Record<string, Ut1List['kind']>> = { domains: 'hosts', urls: 'urls' };
const LOOSE = /^(.+)\.(domains|urls)(\.gz)?$/, INSIDE = /^(domains|urls)(\.gz)?$/;

const reader = (path: string) => (): Uint8Array => {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};

const listsIn = (folder: string): Ut1List[] =>
  readdirSync(folder).sort().flatMap((name): Ut1List[] => {
    const path = `${folder}/${name}`;
    // Followed: in the published archive some categories are links to others.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      return readdirSync(path).sort().flatMap((inside) => {
        const kind = KINDS[INSIDE.exec(inside)?.[1] ?? ''];
        return kind ? [{ category: name, kind, read: reader(`${path}/${inside}`) }] : [];
      });
    }
    const [, category, kind] = LOOSE.exec(name) ?? [];
    return category ? [{ category, kind: KINDS[kind!]!, read: reader(path) }] : [];
  });

/**
 * The lists of a folder: `<category>/domains` and `<category>/urls` as UT1 is published, or `<category>.domains` and `<category>.urls`; each may end in `.gz`.
 * @throws Fault (usage) when there is no such folder, when it holds no list, or when one cannot be read
 */
export const readUt1 = (folder: string): Ut1Data => {
  const allowed = 'allowed a folder with <category>/domains or <category>.domains[.gz]';
  let lists: Ut1List[];
  try {
    lists = listsIn(folder);
  } catch (error) {
    throw usage(`ut1: got '${folder}', which cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}), ${allowed}`);
  }
  if (lists.length === 0) throw usage(`ut1: got '${folder}', which holds no list, ${allowed}`);
  try {
    return compileUt1(lists);
  } catch (error) {
    throw usage(`ut1: got '${folder}' with a list that cannot be read (${(error as Error).message}), ${allowed}`);
  }
};
