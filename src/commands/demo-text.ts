import type { DemoCrawl } from '../demo/crawl.js';
import type { Summary } from '../demo/summary.js';
import type { RunReport } from '../report.js';
import { printReport } from './report-text.js';
import { figure, grouped, share, table } from './table.js';

const indented = (body: string): string => body.trimEnd().split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
const section = (title: string, body: string): string => `${title}\n\n${indented(body)}\n`;

const made = ({ madeNear, mirrored }: DemoCrawl): string => {
  const parts = [...(madeNear ? [`${madeNear} copies of our licence with one line changed`] : []), ...(mirrored ? [`${mirrored} pages served again by a mirror`] : [])];
  return parts.length ? `, of which ${parts.join(' and ')} were made up because too few duplicates are installed here` : '';
};

const cutText = (cut: Summary['examples'][number]['cut']): string => (Array.isArray(cut) ? cut.join(', ') : figure(cut as number | string));

/** What the demo says to people. @param store where it lies, as a flag takes it */
export const demoText = (crawl: DemoCrawl, report: RunReport, summary: Summary, store: string): string => {
  const { documents, tokens, presets, signals, scores, examples, sql } = summary;
  return [
    section('What came in', [
      `${grouped(crawl.pages)} pages in ${crawl.files.length} WET files (${(crawl.bytes / 1e6).toFixed(1)} MB in ${crawl.folder}): documentation, licences and declarations of the`,
      `packages installed here, at made-up addresses${made(crawl)}; and a handful of broken records.`, '', printReport(report),
    ].join('\n')),
    section('What each preset keeps', table([
      ['preset', 'documents', '', 'tokens', '', 'most pages fail by'],
      ...presets.map((preset) => [preset.name, grouped(preset.documents), share(preset.documents, documents), grouped(preset.tokens), share(preset.tokens, tokens),
        Object.entries(preset.reasons).slice(0, 3).map(([signal, n]) => `${signal} ${grouped(n)}`).join(', ')]),
      ['all pages', grouped(documents), '', grouped(tokens), '', ''],
    ], [1, 2, 3, 4])),
    section('Scores of the models', table([
      ['score', 'mean', 'p10', 'p50', 'p90', 'above 0.5', 'null'],
      ...scores.map(({ name, mean, p10, p50, p90, above_half: above, nulls }) =>
        [name, figure(mean), figure(p10), figure(p50), figure(p90), above === null ? '-' : share(above, 1), grouped(nulls)]),
    ], [1, 2, 3, 4, 5, 6])),
    section('Signals', table([['signal', 'p10', 'p50', 'p90', 'null'],
      ...signals.map(({ name, p10, p50, p90, nulls }) => [name, figure(p10), figure(p50), figure(p90), grouped(nulls)])], [1, 2, 3, 4])),
    section('Three pages that are not kept', table([
      ['preset', 'signal', 'value', 'kept if', 'page'],
      ...examples.map(({ preset, signal, value, op, cut, url }) => [preset, signal, figure(value), `${op} ${cutText(cut)}`, url]),
    ], [2])),
    section('What each preset keeps, by SQL', `npx thresher sql "${sql}" --store ${store}`),
    section('The store stays; go on with', [
      `npx thresher select gopher --limit 3 --store ${store}`,
      `npx thresher sql "SELECT lang, stream_dup_kind, count() FROM documents GROUP BY ALL ORDER BY 3 DESC" --store ${store}`,
    ].join('\n')),
  ].join('\n');
};
