import { describe, expect, it } from 'vitest';
import { EXIT, Fault } from '../../src/model/fault.js';
import { readEngineError } from '../../src/sinks/ask.js';
import { asFault, backoff, isLost, isTransient } from '../../src/sinks/retry.js';

const told = (text: string, status = 500) => { const { code, type, message } = readEngineError(text, status); return { code, type, message }; };

describe('readEngineError', () => {
  it('keeps the words and takes the frame off', () => {
    expect(told('Code: 62. DB::Exception: Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: SELECT, WITH. (SYNTAX_ERROR)\n')).toEqual(
      { code: 62, type: 'SYNTAX_ERROR', message: 'Syntax error: failed at position 1 (SELEC): SELEC 1. Expected one of: SELECT, WITH' });
    expect(told('Code: 60. DB::Exception: Unknown table x. (UNKNOWN_TABLE) (version 26.7.2.1 (official build))\n')).toEqual({ code: 60, type: 'UNKNOWN_TABLE', message: 'Unknown table x' });
    expect(told('Code: 33. DB::Exception: Code: 33. DB::Exception: Cannot read all data. (CANNOT_READ_ALL_DATA) (version 26.7.2.1). (CANNOT_READ_ALL_DATA)')).toEqual({ code: 33, type: 'CANNOT_READ_ALL_DATA', message: 'Cannot read all data' });
  });

  it('knows an answer that is not ClickHouse\'s', () => {
    expect(told('<html>\n<h1>502 Bad Gateway</h1>', 502)).toEqual({ code: 0, type: 'HTTP_502', message: '<html>' });
  });
});

describe('what is tried again', () => {
  const engine = (code: number) => readEngineError(`Code: ${code}. DB::Exception: x. (XXXX)`, 500);
  const socket = (code: string) => Object.assign(new Error('x'), { code });

  it('is what ClickHouse\'s own sink tries again, and lost connections', () => {
    expect([3, 107, 159, 164, 202, 203, 209, 210, 241, 242, 252, 285, 319, 425, 999].filter((code) => !isTransient(engine(code)))).toEqual([]);
    expect([27, 33, 47, 53, 60, 62, 117, 131, 243, 349].filter((code) => isTransient(engine(code)))).toEqual([]);
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'ERR_STREAM_PREMATURE_CLOSE']) expect([code, isLost(socket(code)), isTransient(socket(code))]).toEqual([code, true, true]);
    expect(isLost(engine(516))).toBe(true);
    expect([isTransient(new TypeError('x')), isTransient(new Fault('x')), isTransient(new RangeError('x')), isTransient(socket('ERR_INVALID_ARG_TYPE'))]).toEqual([false, false, false, false]);
  });

  it('waits at most base x 2^n, never beyond the cap', () => {
    expect([0, 1, 5, 60].map((tried) => backoff(tried, 500, 30_000, () => 1))).toEqual([500, 1000, 16_000, 30_000]);
    expect(backoff(3, 500, 30_000, () => 0)).toBe(0);
  });

  it('becomes a Fault in the engine\'s words; a defect of ours stays one', () => {
    expect(asFault(engine(62), 'query')).toMatchObject({ name: 'Fault', code: EXIT.trouble, message: 'query: x (code 62, XXXX)' });
    expect(asFault(socket('ECONNREFUSED'), 'query')).toMatchObject({ name: 'Fault', message: 'query: the store does not answer (ECONNREFUSED)' });
    const defect = new TypeError('x');
    expect(asFault(defect, 'query')).toBe(defect);
  });
});
