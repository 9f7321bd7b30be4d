import avro from 'avsc';
import { describe, expect, test } from 'vitest';
import { isWhole, type AvroType } from '../../src/sources/avro-extent.js';
import { random, type Random } from '../dedup/random.js';

const typeOf = (schema: unknown): avro.Type & AvroType => avro.Type.forSchema(schema as avro.Schema) as avro.Type & AvroType;
const whole = (schema: unknown, ...bytes: number[]): boolean => isWhole(typeOf(schema), Uint8Array.from(bytes));

describe('one value to the last byte, by the Avro specification', () => {
  test('arrays: blocks, blocks with their size, the size being true', () => {
    const strings = { type: 'array', items: 'string' };
    expect(whole(strings, 0)).toBe(true);
    expect(whole(strings, 4, 2, 97, 0, 2, 2, 98, 0)).toBe(true);           // 2 items, then 1 item, then none
    expect(whole(strings, 3, 6, 2, 97, 0, 0)).toBe(true);                  // -2 items in 3 bytes
    expect(whole(strings, 3, 4, 2, 97, 0, 0)).toBe(false);
    expect(whole(strings, 1, 3, 0)).toBe(false);                           // -1 item in -2 bytes: back to the beginning, for ever
    expect(whole(strings, 4, 2, 97)).toBe(false);
    expect(whole(strings)).toBe(false);
  });

  test('counts beyond the bytes that are there', () => {
    expect(whole({ type: 'array', items: 'null' }, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0)).toBe(false);
    expect(whole({ type: 'map', values: { type: 'array', items: 'null' } }, 0x80, 0x80, 0x80, 0x80, 0x10, 0)).toBe(false);
    expect(whole({ type: 'array', items: 'null' }, 4, 0)).toBe(true);
  });

  test('numbers of ten bytes and no more, negative lengths, branches that are none', () => {
    expect(whole('long', ...Array.from({ length: 9 }, () => 0xff), 1)).toBe(true);
    expect(whole('long', ...Array.from({ length: 10 }, () => 0xff), 1)).toBe(false);
    expect(whole('string', 1)).toBe(false);
    expect(whole({ type: 'map', values: 'int' }, 2, 1, 0, 0)).toBe(false);
    expect(whole(['null', 'int'], 4)).toBe(false);
    expect(whole(['null', 'int'], 1)).toBe(false);
    expect(whole(['null', 'int'], 2, 8)).toBe(true);
  });

  test('a list that is nested deeper than the stack', () => {
    const list = typeOf({ type: 'record', name: 'List', fields: [{ name: 'next', type: ['null', 'List'] }] });
    expect(isWhole(list, Uint8Array.of(2, 2, 2, 0))).toBe(true);
    expect(isWhole(list, new Uint8Array(1_000_000).fill(2))).toBe(false);
  });
});

/** A schema and a value of it, of any depth up to 3. */
const drawn = (draw: Random, depth = 0, id = { next: 0 }): { readonly schema: unknown; readonly value: () => unknown } => {
  const text = (): string => 'aü𝄞 '.repeat(draw.below(40)).slice(0, draw.below(100)).replace(/[\ud800-\udbff]$/, '');
  const items = (): unknown[] => Array.from({ length: draw.below(4) });
  const simple = [
    { schema: 'null', value: () => null }, { schema: 'boolean', value: () => draw.chance(0.5) }, { schema: 'int', value: () => draw.u32() | 0 },
    { schema: 'long', value: () => (draw.u32() - 2 ** 31) * draw.below(2 ** 20) }, { schema: 'float', value: () => draw.below(100) }, { schema: 'double', value: () => draw.u32() / 7 },
    { schema: 'string', value: text }, { schema: 'bytes', value: () => Buffer.from(text()) }, { schema: { type: 'long', logicalType: 'timestamp-millis' }, value: () => draw.u32() },
  ];
  if (depth === 3 || draw.chance(0.4)) return draw.pick(simple);
  // Items of arrays take at least a byte here: those that take none are refused where they outnumber the bytes.
  const inner = () => drawn(draw, depth + 1, id), name = `T${id.next++}`;
  switch (draw.below(6)) {
    case 0: { const of = draw.pick(simple.slice(1)); return { schema: { type: 'array', items: of.schema }, value: () => items().map(() => of.value()) }; }
    case 1: { const of = inner(); return { schema: { type: 'map', values: of.schema }, value: () => Object.fromEntries(items().map((_, i) => [`${i}${text()}`, of.value()])) }; }
    case 2: return { schema: { type: 'fixed', name, size: 5 }, value: () => Buffer.alloc(5, draw.below(256)) };
    case 3: return { schema: { type: 'enum', name, symbols: ['A', 'B', 'C'] }, value: () => draw.pick(['A', 'B', 'C']) };
    case 4: { const of = draw.pick(simple.slice(1)); return { schema: ['null', of.schema], value: () => (draw.chance(0.5) ? null : of.value()) }; }
    default: {
      const fields = Array.from({ length: draw.below(5) }, (_, i) => ({ name: `f${i}`, of: inner() }));
      return { schema: { type: 'record', name, fields: fields.map((field) => ({ name: field.name, type: field.of.schema })) }, value: () => Object.fromEntries(fields.map((field) => [field.name, field.of.value()])) };
    }
  }
};

test('2,000 values that avsc wrote are whole; cut short or with a byte more they are not', () => {
  const draw = random(20_240_611);
  for (let i = 0; i < 2000; i++) {
    const { schema, value } = drawn(draw), type = typeOf(schema), bytes = type.toBuffer(value());
    expect(isWhole(type, bytes), JSON.stringify(schema)).toBe(true);
    expect(isWhole(type, Buffer.concat([bytes, Buffer.of(draw.below(256))])), JSON.stringify(schema)).toBe(false);
    if (bytes.length > 0) expect(isWhole(type, bytes.subarray(0, draw.below(bytes.length))), JSON.stringify(schema)).toBe(false);
  }
});
