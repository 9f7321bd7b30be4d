import { resolveConfig } from '../src/config.js';
import type { Store } from '../src/model/ports.js';
import { prepareStore } from '../src/store.js';

/*
 * A store of made-up pages, written by the engine itself from numbers: always the same rows for the same count. A page has a latent quality, and its signals follow
 * it with noise of their own, so that rules overlap as they do on real pages. Languages and a million hosts follow power laws; one value in a hundred is NULL.
 */

/** A number in [0, 1) that depends on the page and on `k` alone. */
const uniform = (k: number): string => `(intHash64(number * 64 + ${k}) / 18446744073709551616.)`;
/** The latent quality, with as much noise as signal. */
const mixed = (k: number): string => `((${uniform(0)} + ${uniform(k)}) / 2)`;

/** Signals of the presets gopher and fineweb and the two scores. Every k is another draw. */
const COUNTS: readonly string[] = ['rps_doc_word_count', 'rps_doc_num_sentences', 'gopher_stop_word_count'];
const SMALL: readonly string[] = [
  'rps_doc_symbol_to_word_ratio', 'gopher_bullet_line_ratio', 'rps_doc_frac_lines_end_with_ellipsis', 'rps_doc_frac_no_alph_words', 'gopher_dup_line_frac', 'gopher_dup_para_frac',
  'gopher_dup_line_char_frac', 'gopher_dup_para_char_frac', 'rps_doc_frac_chars_top_2gram', 'rps_doc_frac_chars_top_3gram', 'rps_doc_frac_chars_top_4gram',
  ...[5, 6, 7, 8, 9, 10].map((n) => `rps_doc_frac_chars_dupe_${n}grams`), 'fw_short_line_ratio', 'fw_char_dup_ratio', 'fw_list_ratio', 'toxicity_score',
];
const LARGE: readonly string[] = ['fw_line_punct_ratio', 'quality_score', 'lang_score'];

const orNull = (k: number, value: string): string => `if(${uniform(k)} < 0.01, NULL, ${value})`;
const SIGNALS: Readonly<Record<string, string>> = Object.fromEntries([
  ...COUNTS.map((name, i) => [name, orNull(50 + i, `toUInt32(exp(${mixed(i + 1)} * 12 - ${2 * i}))`)]),
  ...SMALL.map((name, i) => [name, orNull(20 + i, `round(pow(1 - ${mixed(i + 8)}, 3) * 0.9, 4)`)]),
  ...LARGE.map((name, i) => [name, orNull(60 + i, `round(sqrt(${mixed(i + 4)}), 4)`)]),
  ['rps_doc_mean_word_length', orNull(63, `round(2 + ${mixed(7)} * 9, 3)`)],
]);

const LANGUAGES = ['en', 'de', 'ru', 'es', 'fr', 'zh', 'ja', 'it', 'pt', 'nl', 'pl', 'tr', 'cs', 'vi', 'id', 'fa', 'ar', 'sv', 'ro', 'el', 'hu', 'uk', 'da', 'fi', 'ko', 'no', 'th', 'bg', 'sk', 'und'];
const SNAPSHOTS = ['CC-MAIN-2026-05', 'CC-MAIN-2026-14', 'CC-MAIN-2026-23', 'CC-MAIN-2026-32'];
const list = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`;
/** One of a list, the first ones far more often. */
const often = (names: readonly string[], k: number): string => `${list(names)}[1 + toUInt32(pow(${uniform(k)}, 4) * ${names.length})]`;
const host = `concat('site', toString(toUInt32(pow(${uniform(17)}, 5) * 1000000)), '.example')`;
const words = `toUInt32(exp(${mixed(1)} * 8) + 20)`;

const COLUMNS: Readonly<Record<string, string>> = {
  id: 'intHash64(number + 1)', record_id: 'toString(number)', snapshot: `${list(SNAPSHOTS)}[1 + toUInt32(number % ${SNAPSHOTS.length})]`, url: `concat('http://', host, '/', toString(number))`, host, domain: 'host',
  text_bytes: `${words} * 6`, text_chars: `${words} * 6`, tokens_est: words, lang: often(LANGUAGES, 18), ...SIGNALS,
  src_topic: "'files'", src_offset: 'toUInt64(4294967296) + number', run_version: "'bench'",
};

/** Rows of one INSERT. */
const PIECE = 1_000_000;

/** Fills an empty store. `told` hears how many rows are there. */
export const fillStore = async (store: Pick<Store, 'command'>, rows: number, told: (rows: number) => void): Promise<void> => {
  const names = Object.keys(COLUMNS);
  for (let from = 0; from < rows; from += PIECE) {
    const to = Math.min(rows, from + PIECE), piece = `FROM numbers(${from}, ${to - from})`;
    await store.command(`INSERT INTO samples (${names.join(', ')}) SELECT ${names.map((name) => `${COLUMNS[name]} AS ${name}`).join(', ')} ${piece} SETTINGS max_insert_threads = 2, max_memory_usage = 8000000000`);
    await store.command(`INSERT INTO texts (id, text, src_topic, src_offset) SELECT intHash64(number + 1), concat('Page ', toString(number), ': the quick brown fox of line ', toString(number % 7), ' jumps.\\nAnd again.'), 'files', toUInt64(4294967296) + number ${piece}`);
    await store.command(`INSERT INTO ingest_batches (src_topic, src_partition, src_from, src_to, records, rows, token_version) SELECT 'files', 0, toUInt64(4294967296) + ${from}, toUInt64(4294967296) + ${to}, ${to - from}, ${to - from}, 1`);
    told(to);
  }
};

/** A store in a folder with the columns of the default families and scorers. */
export const openSyntheticStore = async (folder: string) => (await prepareStore(resolveConfig({ store: folder }, {}), 'bench')).store;
