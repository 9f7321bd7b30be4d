import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatOf, read } from '../../src/formats/read.js';
import { needsData } from '../needs.js';

const data = needsData('formats/catalogue');

/** Files that are not read, and why that is right. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  'warc/warcio/bad.arc': 'ARC', 'warc/warcio/example-space-in-url.arc': 'ARC', 'warc/ia-web-commons/IAH-20080430204825-00000-blackbook-truncated.arc': 'ARC',
  'warc/aut/badexample.arc.gz': 'ARC', 'warc/webarchive-discovery/IAH-20080430204825-00000-blackbook-truncated.arc.gz': 'ARC',
  'warc/chatnoir-resiliparse/block-sized-records.warc.lz4': 'lz4', 'warc/chatnoir-resiliparse/warcfile.warc.lz4': 'lz4', 'warc/warc/test.warc.bz2': 'bzip2',
  'warc/ungoliant-garbage.txt.gz': 'neither WARC records nor JSON lines',
};
/** Files where records and skips are not what the catalogue counts: all are damaged, all lose bytes. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'warc/gowarc/corrupted-mid-record.warc.gz.open': '12 records, and 34 bytes of garbage behind the last member',
  'warc/WarcProtocol/Invalid_multiline_header_values.warc': 'version line in lower case: no record, only garbage',
  'warc/web_data_vu/predefined.warc.gz': 'an HTML page without any WARC record',
  'warc/webarchive/invalid-warcheaderversion-16.warc': 'no version line', 'warc/webarchive/invalid-warcheaderversion-17.warc': 'no version line',
  'warc/webarchive/invalid-warcheaderversion-18.warc': 'no version line', 'warc/webarchive/invalid-warcheaderversion-19.warc': 'no version line',
  'warc/webarchive/invalid-warcreader-diagnosis-1.warc': 'prose',
};

describe.skipIf(!data)('every file of the collection', () => {
  const entries = data ? readFileSync(join(data, 'catalog.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { file: string; records: number }) : [];
  const crawls = entries.filter(({ file }) => /^(?:warc|html|webtext|quality)\//.test(file));

  it('is read to its end, with as many records and skips as the catalogue counts, or a loss', async () => {
    expect(crawls.length).toBeGreaterThan(190);
    const unsupported: string[] = [], different: string[] = [];
    for (const { file, records } of crawls) {
      const format = await formatOf(join(data!, file));
      if (format.kind === 'unsupported') {
        expect(format.why, file).toContain(UNSUPPORTED[file] ?? `(not expected: ${file})`);
        unsupported.push(file);
      }
      let count = 0, lost = 0;
      for await (const burst of read(join(data!, file), { maxTextBytes: 4 << 20 })) for (const item of burst) {
        if (item.kind === 'lost') lost += item.bytes;
        else count++;
      }
      if (count === records) continue;
      expect(lost, `${file}: ${count} of ${records} records, nothing lost`).toBeGreaterThan(0);
      if (format.kind !== 'unsupported') different.push(file);
    }
    expect(unsupported.sort()).toEqual(Object.keys(UNSUPPORTED).sort());
    expect(different.sort()).toEqual(Object.keys(DIFFERENT).sort());
  });
});
