import { describe, expect, it } from 'vitest';
import { readStatement, splitStatements } from '../../src/sinks/statement.js';

describe('readStatement', () => {
  it.each([
    ['SELECT 1 FORMAT JSON', 'JSON', 'SELECT 1 '],
    ['SELECT 1 format\nCSV ; -- FORMAT TSV', 'CSV', 'SELECT 1 '],
    ["SELECT 'FORMAT JSON'", null, "SELECT 'FORMAT JSON'"],
    ['SELECT (SELECT 1 FORMAT JSON)', null, 'SELECT (SELECT 1 FORMAT JSON)'],
    ['SELECT `FORMAT` a', null, 'SELECT `FORMAT` a'],
    ['SELECT 1 SETTINGS max_threads = 1 FORMAT TSV SETTINGS a = 1', 'TSV', 'SELECT 1 SETTINGS max_threads = 1 '],
    ['SELECT 1 /* FORMAT /* JSON */ */ # FORMAT CSV', null, 'SELECT 1'],
    ['SELECT $x$ FORMAT JSON $x$', null, 'SELECT $x$ FORMAT JSON $x$'],
    ['SELECT \u2018FORMAT JSON\u2019 // FORMAT CSV', null, 'SELECT \u2018FORMAT JSON\u2019'],
  ])('finds the format of %s', (sql, format, before) => {
    const { format: found, output } = readStatement(sql);
    expect([found, sql.slice(0, output)]).toEqual([format, before]);
  });

  it.each([
    ["SELECT 1 INTO OUTFILE 'x'", true], ["SELECT 1 into/* */\noutfile'x'", true], ["SELECT 'INTO OUTFILE'", false], ["SELECT 1 -- '\n INTO OUTFILE 'x'", true], ["SELECT 1 // '\n INTO OUTFILE 'x'", true],
    ["SELECT 'a\\'' INTO OUTFILE 'x'", true], ["SELECT 'a''' INTO OUTFILE 'x'", true], ["SELECT \u2018'\u2019 INTO OUTFILE 'x'", true], ["SELECT $a$'$a$ INTO OUTFILE 'x'", true],
  ])('sees whether %s writes a file', (sql, writes) => {
    expect(readStatement(sql).writesFile).toBe(writes);
  });

  it('lists calls under their names, quoted or not, and not what stands in strings', () => {
    expect([...readStatement("SELECT `file`('x'), \"URL\" ('y'), max (a), 'remote(' FROM s3(1) -- executable()").calls].sort()).toEqual(['file', 'max', 's3', 'url']);
  });

  it.each([
    ['INSERT INTO t FORMAT CSV\n1,2\n', 'INSERT INTO t ', '1,2\n'],
    ['insert into table db.t (a, b) SETTINGS x = 1 FORMAT TSV\n\n', 'insert into table db.t (a, b) ', '\n'],
    ['INSERT INTO `values` (`format`) VALUES (1)', 'INSERT INTO `values` (`format`) ', '(1)'],
    ['INSERT INTO FUNCTION file(\'x\') FORMAT Native', "INSERT INTO FUNCTION file('x') ", ''],
  ])('finds place and data of %s', (sql, before, data) => {
    const { insert } = readStatement(sql);
    expect([sql.slice(0, insert!.infile), sql.slice(insert!.data)]).toEqual([before, data]);
  });

  it.each(['INSERT INTO t SELECT 1 FORMAT CSV', 'INSERT INTO t SETTINGS a = 1 SELECT 1', "INSERT INTO t FROM INFILE 'x' FORMAT CSV", 'SELECT 1', 'INSERT INTO t', ''])('sees no data in %s', (sql) => {
    expect(readStatement(sql).insert).toBeNull();
  });
});

it('splits a script at its semicolons', () => {
  expect(splitStatements("-- one; two\nCREATE TABLE a (b String DEFAULT ';'); /* ; */ ;\n\nSELECT 1 -- end;\n;SELECT 2")).toEqual(["CREATE TABLE a (b String DEFAULT ';')", 'SELECT 1', 'SELECT 2']);
});
