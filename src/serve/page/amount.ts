const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/** `50 B`, `1.5m`, `20000` -> a number above 0; null when it is none. */
export const readAmount = (text: string): number | null => {
  const [, digits, unit] = /^\s*(\d+\.?\d*|\.\d+)\s*([kmbgt]?)\s*$/i.exec(text.replaceAll(',', '')) ?? [], amount = Number(digits) * UNITS[(unit ?? '').toLowerCase()]!;
  return amount > 0 ? amount : null;
};
