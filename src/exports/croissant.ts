import type { Card } from './card.js';
import type { Manifest } from './manifest.js';
import { FIELDS } from './shard.js';

// The card for programs: Croissant 1.1 (http://mlcommons.org/croissant/1.1), JSON-LD over schema.org's Dataset. An export folder's files are its distribution, each with
// its hash, and one set of them with a field for each column; without an export the card itself is the only file.

const CONTEXT = {
  '@language': 'en', '@vocab': 'http://schema.org/', sc: 'http://schema.org/', cr: 'http://mlcommons.org/croissant/', dct: 'http://purl.org/dc/terms/',
  citeAs: 'cr:citeAs', column: 'cr:column', conformsTo: 'dct:conformsTo', containedIn: 'cr:containedIn', data: { '@id': 'cr:data', '@type': '@json' }, dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' }, extract: 'cr:extract', field: 'cr:field', fileObject: 'cr:fileObject', fileSet: 'cr:fileSet', includes: 'cr:includes', isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset', jsonPath: 'cr:jsonPath', key: 'cr:key', recordSet: 'cr:recordSet', source: 'cr:source',
} as const;

/** Stands where only people know. */
const OPEN = 'to be filled in';

const FIXED_TYPES: Readonly<Record<string, string>> = { id: 'sc:Text', url: 'sc:URL', text: 'sc:Text', keep: 'sc:Boolean', weight: 'sc:Float', repeat: 'sc:Integer', phase: 'sc:Integer' };
/** A column's type as schema.org has it; lists by what is in them. */
const dataType = (type: string): string =>
  (/Float/.test(type) ? 'sc:Float' : /U?Int\d/.test(type) ? 'sc:Integer' : /Date/.test(type) ? 'sc:DateTime' : /Bool/.test(type) ? 'sc:Boolean' : 'sc:Text');

const MEDIA = { parquet: 'application/x-parquet', 'jsonl.gz': ['application/jsonlines', 'application/gzip'] } as const;

const filesOf = ({ files, format }: Manifest): object[] => [
  ...files.map(({ name, bytes, sha256 }) => ({ '@type': 'cr:FileObject', '@id': name, name, contentUrl: name, contentSize: `${bytes} B`, encodingFormat: MEDIA[format], sha256 })),
  { '@type': 'cr:FileSet', '@id': 'parts', name: 'parts', description: 'The rows, in the order of the log.', encodingFormat: MEDIA[format], includes: `part-*.${format}` },
];

const recordsOf = ({ columns, format }: Manifest, types: ReadonlyMap<string, string>): object => ({
  '@type': 'cr:RecordSet', '@id': 'pages', name: 'pages', description: 'One page a row.', key: { '@id': 'pages/id' },
  field: [...FIELDS, ...columns].map((name) => ({
    '@type': 'cr:Field', '@id': `pages/${name}`, name, dataType: format === 'parquet' && name === 'id' ? 'sc:Integer' : FIXED_TYPES[name] ?? dataType(types.get(name) ?? ''),
    ...(types.get(name)?.startsWith('Array(') ? { isArray: true } : {}),
    source: { fileSet: { '@id': 'parts' }, extract: format === 'parquet' ? { column: name } : { jsonPath: `$.${name}` } },
  })),
});

/** What a Croissant description needs beside the card. */
export interface Described {
  /** Of the export in the same folder, or null. */
  readonly manifest: Manifest | null;
  /** `card.json` as it lies beside it. */
  readonly cardFile: { readonly bytes: number; readonly sha256: string };
  /** Column types of `documents`. */
  readonly types: ReadonlyMap<string, string>;
  /** ISO date of publication, `2026-10-01`. */
  readonly date: string;
}

/** A card as a Croissant 1.1 document. */
export const croissantOf = ({ name, sections, thresher }: Card, { manifest, cardFile, types, date }: Described): object => {
  const rows = (fact: string) => sections.flatMap(({ facts }) => facts).find((one) => one.name === fact)?.rows ?? [], [amounts] = rows('amounts');
  return {
    '@context': CONTEXT, '@type': 'sc:Dataset', name, conformsTo: 'http://mlcommons.org/croissant/1.1',
    description: `Pages of a web crawl as text with measurements: ${String(amounts?.['documents'] ?? 0)} documents, about ${String(amounts?.['tokens'] ?? 0)} tokens. Selected and described by thresher ${thresher}; card.md has every number with its query.`,
    license: OPEN, url: OPEN, creator: { '@type': 'Organization', name: OPEN }, datePublished: date, version: '1.0.0', isLiveDataset: manifest === null,
    inLanguage: rows('languages').map((row) => String(row['language'])).filter((language) => language !== 'und'),
    distribution: [
      { '@type': 'cr:FileObject', '@id': 'card.json', name: 'card.json', contentUrl: 'card.json', contentSize: `${cardFile.bytes} B`, encodingFormat: 'application/json', sha256: cardFile.sha256 },
      ...(manifest === null ? [] : filesOf(manifest)),
    ],
    ...(manifest === null ? {} : { recordSet: [recordsOf(manifest, types)] }),
  };
};
