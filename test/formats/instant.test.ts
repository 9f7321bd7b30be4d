import { expect, it } from 'vitest';
import { instant } from '../../src/formats/instant.js';

// Expected values by hand: 1380499200 is 2013-09-30T00:00:00Z, plus the time of day.
const DAY = 1380499200_000;

it.each<[unknown, number | null]>([
  ['2013-09-30T11:41:50Z', DAY + 42110_000], ['2013-09-30T11:41:50.123456Z', DAY + 42110_123], ['2013-09-30 11:41:50', DAY + 42110_000], ['2013-09-30T11:41', DAY + 42060_000],
  ['2013-09-30T13:41:50+02:00', DAY + 42110_000], ['2013-09-30T06:11:50-0530', DAY + 42110_000], ['2013-09-30', DAY], ['2013-09', DAY - 29 * 86400_000], ['2013', 1356998400_000],
  ['20130930114150', DAY + 42110_000], [' 2013-09-30T11:41:50z ', DAY + 42110_000], [1380541310, DAY + 42110_000], [1380541310123, DAY + 42110_123],
  ['2013-02-30', null], ['2013-13-01', null], ['2013-00-10', null], ['2013-09-30T25:00:00Z', null], ['1969-12-31', null], ['2300-01-01', null], ['9999', null],
  ['yesterday', null], ['5', null], ['', null], [5, null], [NaN, null], [-1, null], [null, null], [undefined, null], [{}, null], [true, null],
])('%j', (value, time) => {
  expect(instant(value)).toBe(time);
});
