/**
 * When a page was crawled, from what archives and data sets write: ISO 8601 of any precision (`2013`, `2013-04-09T00:03:47.123456Z`, with a
 * blank for the T, with or without an offset; without one it is UTC), the 14 digits of CDX files, or a Unix time in seconds or milliseconds.
 * @returns ms since 1970 within the years 1970 to 2299, the range of the store's DateTime64; null for anything else
 */
export const instant = (value: unknown): number | null => {
  if (typeof value === 'number') return within(value < 1e11 ? value * 1000 : value, value >= 1e8);
  if (typeof value !== 'string' || value.length > 40) return null;
  const match = ISO.exec(value.trim()) ?? DIGITS.exec(value.trim());
  if (!match) return null;
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = match;
  const time = Date.UTC(+year!, +month - 1, +day, +hour, +minute, +second, Math.trunc(Number(fraction) * 1000));
  const real = +month >= 1 && +month <= 12 && +day >= 1 && new Date(Date.UTC(+year!, +month - 1, +day)).getUTCDate() === +day && +hour < 24 && +minute < 60 && +second < 61;
  return within(time - offset(zone), real);
};

const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?)?)?$/i;
const DIGITS = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;
const LAST = Date.UTC(2299, 11, 31);

const within = (time: number, real: boolean): number | null => (real && time >= 0 && time <= LAST ? Math.trunc(time) : null);

/** `+05:30` -> ms. */
const offset = (zone: string): number => {
  if (zone.length < 5) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone[0] === '-' ? -1 : 1) * minutes * 60_000;
};
