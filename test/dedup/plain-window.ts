import type { DuplicateKind, Fingerprint } from '../../src/model/ports.js';

/** One page as the window reads it. */
export interface Page { readonly position: number; readonly id: bigint; readonly content: bigint; readonly url: bigint; readonly bands: readonly bigint[] }
export interface PlainMark { readonly kind: DuplicateKind; readonly of: bigint; readonly urlOf: bigint; readonly entered: bigint; readonly bandHits: number }

/** The row of `fingerprints` that a page leaves. */
export const fingerprint = ({ position, id, content, url, bands }: Page, { kind, of, urlOf, entered }: PlainMark): Fingerprint =>
  ({ position, id, content, url, bands: new Uint8Array(BigUint64Array.from(bands).buffer), kind, dupOf: of, urlOf, entered });

/** The window by definition: a list of everything, searched from its start for each page. */
export const plainWindow = (size: number) => {
  const rows: { page: Page; mark: PlainMark; root: bigint; urlRoot: bigint }[] = [];
  return (page: Page): PlainMark => {
    const generation = Math.floor(page.position / size), of = (position: number) => Math.floor(position / size);
    const inWindow = rows.filter((row) => of(row.page.position) >= generation - 1);
    const replay = inWindow.find((row) => row.page.id === page.id);
    const exact = inWindow.find((row) => row.page.content === page.content);
    const url = page.url === 0n ? undefined : inWindow.find((row) => row.page.url === page.url);
    const holds = (row: (typeof rows)[number], band: number) => ((row.mark.entered >> BigInt(band)) & 1n) === 1n && row.page.bands[band] === page.bands[band];
    const found = page.bands.map((hash, band) => (hash === 0n ? undefined : inWindow.find((row) => holds(row, band))));
    const candidates = new Map<bigint, { hits: number; first: number }>();
    for (const row of found) {
      if (!row) continue;
      const seen = candidates.get(row.root) ?? { hits: 0, first: Infinity };
      candidates.set(row.root, { hits: seen.hits + 1, first: Math.min(seen.first, row.page.position) });
    }
    const best = [...candidates].sort(([, a], [, b]) => b.hits - a.hits || a.first - b.first)[0];

    let kind: DuplicateKind = replay ? 'replay' : exact ? 'exact' : url ? 'url' : best ? 'near' : '';
    const root = replay ? replay.root : exact ? exact.root : url ? url.urlRoot : best ? best[0] : 0n;
    if (kind !== '' && root === page.id) kind = 'replay';
    const copy = kind !== '' && kind !== 'url';
    const entered = page.bands.reduce((bits, hash, band) => {
      const old = found[band] && of(found[band].page.position) < generation && found[band].root === root;
      const known = inWindow.some((row) => of(row.page.position) === generation && holds(row, band));
      return hash !== 0n && (!copy || root === page.id || (old && !known)) ? bits | (1n << BigInt(band)) : bits;
    }, 0n);
    const mark = { kind, of: root, urlOf: url?.urlRoot ?? 0n, entered, bandHits: best?.[1].hits ?? 0 };
    rows.push({ page, mark, root: copy ? root : page.id, urlRoot: url?.urlRoot ?? page.id });
    return mark;
  };
};
