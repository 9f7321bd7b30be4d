import { HttpError } from './http-error.js';
import type { Statement } from './statement.js';

/*
 * What a read-only statement may not do, seen in its text. The engine itself refuses writes and the usual table functions once `readonly = 1` is set. What it lets
 * through all the same: the scalar function `file` (also under APPLY, or handed to arrayMap by name or as a parameter), DESCRIBE of a table function, KILL, several
 * statements, and settings changed in a subquery, by which `eval` runs a text that nobody has seen. Settings are allowed by name, not refused by name:
 * several hold paths or SQL of their own, and every release brings more.
 */

/** First words of statements that do more than read; anything else that is not SQL is left for the engine to say. */
const WRITING = new Set(['insert', 'create', 'attach', 'replace', 'drop', 'detach', 'undrop', 'truncate', 'alter', 'rename', 'exchange', 'optimize', 'delete', 'update', 'move', 'copy', 'backup', 'restore',
  'kill', 'system', 'set', 'use', 'grant', 'revoke', 'execute', 'begin', 'start', 'commit', 'rollback', 'watch', 'parallel', 'async']);

/** Functions and table functions that reach outside of the store, or that run a text as SQL. */
const OUTSIDE = new Set(['file', 'filesystem', 'url', 'remote', 'remotesecure', 's3', 'gcs', 'oss', 'cosn', 'executable', 'hdfs', 'azureblobstorage', 'mysql', 'postgresql', 'mongodb', 'sqlite', 'jdbc', 'odbc',
  'redis', 'ytsaurus', 'arrowstream', 'arrowflight', 'python', 'eval', 'cluster', 'clusterallreplicas', 'catboostevaluate', 'getclienthttpheader', 'zookeepersessionuptime', 'reversednsquery']);
/** Families of them: `icebergS3Cluster`, `deltaLakeAzure`, `aiGenerate`. */
const OUTSIDE_FAMILY = /^(iceberg|deltalake|hudi|paimon|azure|hdfs|ai(classify|extract|generate|translate|embed))|cluster$/;

const outside = (name: string): boolean => OUTSIDE.has(name) || OUTSIDE_FAMILY.test(name);

/** Settings that a read-only query may bring along: how its answer looks, and what bounds it. */
const FREE = /^(output_format_(?!schema$)\w+|format_csv_\w+|date_time_output_format|session_timezone|extremes|max_result_rows|max_rows_to_read|max_bytes_to_read|read_overflow_mode|limit|offset|max_block_size|enable_http_compression|http_zlib_compression_level|http_(make_head_request|response_buffer_size|write_exception_in_output_format)|send_progress_in_http_headers|http_headers_progress_interval_ms|cancel_http_readonly_queries_on_client_close|join_use_nulls|group_by_use_nulls|transform_null_in|cast_keep_nullable|prefer_column_name_to_alias|log_comment|max_execution_time|readonly)$/;

/** Most bytes of a read-only answer of an embedded store, which goes through a file. */
export const MOST_SPOOLED = 1 << 30;

/** May a read-only query set this? (`readonly` and `max_execution_time` go their own way: they can only become stricter.) */
export const isFreeSetting = (name: string): boolean => FREE.test(name);

const refused = (message: string): HttpError => new HttpError(164, 'READONLY', message);

/**
 * @param params values of the statement's parameters by name
 * @throws HttpError (READONLY) when a statement would do more than read the store
 */
export const checkReadOnly = ({ verb, calls, settings, names, several, path, writesFile }: Statement, params: Readonly<Record<string, unknown>> = {}): void => {
  if (writesFile) throw refused('INTO OUTFILE writes a file, which a read-only query may not');
  if (several) throw refused('Only one statement at a time is read-only');
  if (WRITING.has(verb)) throw refused(`${verb.toUpperCase()} is no read-only statement`);
  const reaching = [...calls].find(outside) ?? [...names].map((name) => String(params[name] ?? '').replace(/["`\s]/g, '').toLowerCase()).find(outside);
  if (reaching) throw refused(`Function ${reaching} reaches outside of the store, which a read-only query may not`);
  const set = [...settings].find((name) => !isFreeSetting(name) || name === 'readonly' || name === 'max_execution_time');
  if (set) throw refused(`Cannot modify '${set}' setting in readonly mode`);
  if (path && verb === 'exists') throw refused('A path is no table of the store');
};
