import { describe, expect, it } from 'vitest';
import { checkReadOnly, isFreeSetting } from '../../src/sinks/read-only.js';
import { readStatement } from '../../src/sinks/statement.js';

const verdict = (sql: string, params: Record<string, string> = {}): string => {
  try {
    checkReadOnly(readStatement(sql), params);
    return '';
  } catch (error) {
    return (error as Error).message.replace(/^Code: 164\. DB::Exception: (.*)\. \(READONLY\)$/, '$1');
  }
};

describe('a read-only statement', () => {
  it.each([
    'SELECT 1', '(SELECT 1)', 'WITH 1 AS x SELECT x', 'FROM numbers(3) SELECT number', 'SHOW TABLES', 'DESCRIBE TABLE documents', 'EXPLAIN SELECT 1', 'EXISTS TABLE samples', 'SELECT 1;', 'SELECT 1 ; -- file(1)',
    'SELECT file, url, domain FROM documents', "SELECT concat(file, ':', url), count(file), if(url = '', 1, 2), map(file, url), arrayMap(x -> x + 1, [1]), arrayConcat([url], ['x']) FROM documents", "SELECT 'file(x)', 'SETTINGS readonly = 0'",
    'SELECT toString(remote) FROM x', 'SELECT readonly FROM system.settings WHERE readonly = 1', 'SELECT 1 SETTINGS output_format_json_quote_64bit_integers = 1, max_result_rows = 10', 'SELEC 1', '/* nothing */ nothing',
  ])('may be %s', (sql) => { expect(verdict(sql)).toBe(''); });

  it.each([
    ["SELECT file('/etc/hostname')", 'Function file reaches outside of the store, which a read-only query may not'],
    ["SELECT `file` ('/etc/hostname')", 'Function file'], ["SELECT FILE/**/('x')", 'Function file'], ["SELECT * APPLY file FROM (SELECT '/etc/hostname')", 'Function file'], ["SELECT * APPLY(file) FROM x", 'Function file'], ['SELECT * apply ("file") FROM x', 'Function file'],
    ["SELECT arrayMap(file, ['/etc/hostname'])", 'Function file'], ["SELECT arrayMap ( `file` , ['x'])", 'Function file'], ["SELECT mapApply(url, map())", 'Function url'], ["SELECT arrayMap(x -> file(x), ['x'])", 'Function file'],
    ["SELECT * FROM url('http://x', TSV)", 'Function url'], ["SELECT * FROM remote('x', a, b)", 'Function remote'], ["SELECT * FROM view(SELECT * FROM s3('x'))", 'Function s3'], ["SELECT * FROM executable('ls', TSV, 'a String')", 'Function executable'],
    ["SELECT * FROM icebergS3Cluster('x')", 'Function icebergs3cluster'], ["SELECT * FROM urlCluster('x')", 'Function urlcluster'], ["SELECT aiGenerate('x')", 'Function aigenerate'], ["SELECT * FROM eval('SELECT 1')", 'Function eval'], ["DESCRIBE TABLE file('/etc/hostname')", 'Function file'],
    ["DESC url('http://x')", 'Function url'], ["EXPLAIN SELECT * FROM mysql('x')", 'Function mysql'], ["SELECT getClientHTTPHeader('authorization')", 'Function getclienthttpheader'], ['EXISTS TABLE `/etc/hostname`', 'A path is no table'],
    ['SELECT 1 SETTINGS readonly = 0', "Cannot modify 'readonly' setting in readonly mode"], ['SELECT * FROM (SELECT 1 SETTINGS readonly=0)', "Cannot modify 'readonly'"], ["SELECT 1 SETTINGS max_result_rows = 5, `readonly` = 0", "Cannot modify 'readonly'"], ['SELECT 1 settings max_execution_time = 0', "Cannot modify 'max_execution_time'"],
    ["SELECT 1 FORMAT Template SETTINGS format_template_resultset = '/etc/passwd'", "Cannot modify 'format_template_resultset'"], ["SELECT * FROM (SELECT 1 SETTINGS max_result_rows = toUInt8(3), allow_experimental_eval_table_function = 1)", "Cannot modify 'allow_experimental_eval_table_function'"],
    ['INSERT INTO x VALUES (1)', 'INSERT is no read-only statement'], ['/* */ drop TABLE x', 'DROP is no'], ['KILL QUERY WHERE 1', 'KILL is no'], ['SET readonly = 0', 'SET is no'], ['SYSTEM SHUTDOWN', 'SYSTEM is no'], ['USE system', 'USE is no'],
    ['SELECT 1; DROP TABLE x', 'Only one statement at a time'], ['SELECT 1;;SELECT 2', 'Only one'], ["SELECT 1 INTO OUTFILE '/tmp/x'", 'INTO OUTFILE writes a file'], ["EXPLAIN SELECT 1 INTO/**/OUTFILE 'x'", 'INTO OUTFILE'],
  ])('may not be %s', (sql, why) => { expect(verdict(sql)).toContain(why); });

  it('cannot be given the name of a function as a parameter', () => {
    const sql = "SELECT arrayMap({f:Identifier}, ['/etc/hostname'])";
    expect(['file', '`file`', ' URL ', 'length'].map((f) => verdict(sql, { f }).slice(0, 13))).toEqual(['Function file', 'Function file', 'Function url ', '']);
    expect(verdict('SELECT {f:String}', { f: 'file' })).toBe('');
  });

  it('brings settings of its answer along, and none that hold paths, SQL or more room', () => {
    const free = ['output_format_json_quote_64bit_integers', 'session_timezone', 'max_result_rows', 'enable_http_compression', 'limit', 'join_use_nulls', 'log_comment'];
    const bound = ['output_format_schema', 'format_template_resultset', 'format_schema', 'additional_result_filter', 'additional_table_filters', 'dialect', 'allow_experimental_eval_table_function', 'max_memory_usage', 'max_threads', 'max_result_bytes', 'result_overflow_mode', 'timeout_overflow_mode', 'http_response_headers',
      'allow_get_client_http_header', 'implicit_select', 'user', 'insert_deduplication_token', 'profile', ''];
    expect([...free, ...bound].filter(isFreeSetting)).toEqual(free);
  });
});
