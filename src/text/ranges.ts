/** `88f 1acf-1add` -> [[0x88f, 0x88f], [0x1acf, 0x1add]]: inclusive ranges of code points, ascending. */
export const parseRanges = (text: string): [number, number][] =>
  text.trim().split(/\s+/).map((item) => {
    const [from, to] = item.split('-').map((hex) => Number.parseInt(hex, 16));
    return [from!, to ?? from!];
  });
