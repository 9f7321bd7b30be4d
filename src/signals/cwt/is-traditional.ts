import { TRADITIONAL } from './traditional.js';

/** What zhconv was seen to change in texts that have no other character of these: older forms, and words of Taiwan. A few of each; its tables are under the GPL. */
export const ALSO_CHANGED = '牠麽砲矽钜妳繙簷羗枱锺衞甯剋於馀夥昇甦徵';
export const CHANGED_PAIRS: readonly string[] = ['公尺', '公厘', '帛琉', '英吋', '部份', '身分', '么子', '么女', '薰陶', '瞭解',
  '有著', '穿著', '附著', '本著', '跟著', '沿著', '戴著', '看著', '接著', '味著'];

/** One byte a code point of the planes that have ideographs: 1 is changed, 2 is the last of a pair. */
const known = new Uint8Array(0x30000);
for (const char of TRADITIONAL + ALSO_CHANGED) known[char.codePointAt(0)!] = 1;
// Corner brackets, the quotation marks of traditional text.
known.fill(1, 0x300c, 0x3010);
/** What may stand before the last of a pair. */
const before = new Map<number, number[]>();
for (const pair of CHANGED_PAIRS) {
  const last = pair.charCodeAt(1);
  known[last] = 2;
  before.set(last, [...(before.get(last) ?? []), pair.charCodeAt(0)]);
}

/** 1 when a text with this code point is not in simplified Chinese, 2 when it may not be (ask `hasChangedPair`), otherwise 0. */
export const isTraditional = (cp: number): 0 | 1 | 2 => (cp < 0x30000 ? known[cp] as 0 | 1 | 2 : 0);

/** Does one of the pairs stand in a text? */
export const hasChangedPair = (cps: Int32Array, length: number): boolean => {
  for (let i = 1; i < length; i++) {
    const cp = cps[i]!;
    if (cp >= 0x4e00 && cp < 0x30000 && known[cp] === 2 && before.get(cp)!.includes(cps[i - 1]!)) return true;
  }
  return false;
};
