const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const UNITS = ['', ' k', ' M', ' B', ' T'];

/** 38,211,004 */
export const count = (value: number): string => whole.format(value);

/** 38.2 M; below 10,000 in full. */
export const short = (value: number): string => {
  if (Math.abs(value) < 10_000) return whole.format(value);
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.abs(value)) / 3)), scaled = value / 1000 ** power;
  return `${scaled.toFixed(Math.abs(scaled) < 100 ? 1 : 0)}${UNITS[power]}`;
};

const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** 61.0 GB, powers of 1000. */
export const bytes = (value: number): string => {
  const power = value < 1000 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log10(value) / 3));
  return `${(value / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${BYTES[power]}`;
};

/** 41.3 %; a dash when there is nothing to be a share of. */
export const percent = (part: number, of: number, digits = 1): string => (of > 0 ? `${(100 * part / of).toFixed(digits)} %` : '–');

/** +1.2 pp */
export const points = (difference: number): string => `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(1)} pp`;

/** A signal's value, at most six digits. */
export const value = (number: number | string | null | undefined): string =>
  number === null || number === undefined || (typeof number === 'number' && Number.isNaN(number)) ? 'no value'
  : typeof number === 'string' ? number
  : Number.isInteger(number) && Math.abs(number) < 1e9 ? whole.format(number)
  : String(Number(number.toPrecision(6)));

/** 14:02:31 in the reader's time zone; with the day when it is not today. */
export const clock = (instant: Date): string =>
  (instant.toDateString() === new Date().toDateString() ? instant.toLocaleTimeString('en-GB') : `${instant.toLocaleDateString('en-CA')} ${instant.toLocaleTimeString('en-GB', { timeStyle: 'short' })}`);
