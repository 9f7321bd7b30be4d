/** `1234567` -> `1,234,567`. */
export const grouped = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** Whole numbers in full, others with three significant digits; null is `-`, text stays as it is. */
export const figure = (value: number | string | null): string =>
  value === null ? '-' : typeof value === 'string' ? value : Number.isInteger(value) ? grouped(value) : String(Number(value.toPrecision(3)));

/** `share(1, 3)` -> `33.3 %`; of nothing there is no share. */
export const share = (part: number, of: number): string => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

/**
 * Rows of cells -> lines with aligned columns, two spaces apart. The last column is not padded.
 * @param right columns that are aligned to the right: numbers
 */
export const table = (rows: readonly (readonly string[])[], right: readonly number[] = []): string => {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => { widths[i] = Math.max(widths[i] ?? 0, cell.length); });
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (right.includes(i) ? cell.padStart(widths[i]!) : i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  ').trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
};
