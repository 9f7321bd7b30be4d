import { Fault } from '../model/fault.js';

/** A ClickHouse column type, as far as the store's tables use them. */
export type NativeType =
  | { readonly kind: 'string'; readonly lowCardinality: boolean }
  | { readonly kind: 'float'; readonly bits: 32 | 64 }
  | { readonly kind: 'integer'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly kind: 'time'; readonly precision: number }
  | { readonly kind: 'fixed'; readonly width: number }
  | { readonly kind: 'map'; readonly value: 'string' | 'integer' }
  | { readonly kind: 'array'; readonly item: ColumnType };

/** `Nullable(...)` is taken off and told beside the type. */
export interface ColumnType { readonly type: NativeType; readonly nullable: boolean; readonly name: string }

const plain = (name: string): NativeType | null => {
  if (name === 'String') return { kind: 'string', lowCardinality: false };
  if (name === 'LowCardinality(String)') return { kind: 'string', lowCardinality: true };
  const integer = /^(U?)Int(8|16|32|64)$/.exec(name);
  if (integer) return { kind: 'integer', bits: Number(integer[2]) as 8, signed: integer[1] === '' };
  const float = /^Float(32|64)$/.exec(name);
  if (float) return { kind: 'float', bits: Number(float[1]) as 32 };
  const time = /^DateTime64\((\d)(?:, *'[^']*')?\)$/.exec(name);
  if (time) return { kind: 'time', precision: Number(time[1]) };
  const fixed = /^FixedString\((\d+)\)$/.exec(name);
  if (fixed) return { kind: 'fixed', width: Number(fixed[1]) };
  const map = /^Map\((?:String|LowCardinality\(String\)), *(String|LowCardinality\(String\)|UInt64)\)$/.exec(name);
  return map ? { kind: 'map', value: map[1] === 'UInt64' ? 'integer' : 'string' } : null;
};

/**
 * Reads a type's name, as `system.columns` gives it.
 * @throws Fault for a type that no table of the store has
 */
export const readType = (name: string, column: string): ColumnType => {
  const item = /^Array\((.*)\)$/.exec(name)?.[1];
  if (item !== undefined) return { type: { kind: 'array', item: readType(item, column) }, nullable: false, name };
  const inner = /^Nullable\((.*)\)$/.exec(name)?.[1];
  const type = plain(inner ?? name);
  if (!type) throw new Fault(`column ${column}: its type ${name} is none that thresher writes`);
  return { type, nullable: inner !== undefined, name };
};
