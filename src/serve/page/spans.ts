/** A piece of a text; `isMarked`: a line that stood above already. */
export interface Span { readonly text: string; readonly isMarked: boolean }

const SHORTEST = 4;

/** A text cut into pieces, lines that repeat an earlier one marked: what most repetition signals count. */
export const spansOf = (text: string): Span[] => {
  const seen = new Set<string>(), spans: Span[] = [];
  text.split(/(?<=\n)/).forEach((line) => {
    const word = line.trim(), isMarked = word.length >= SHORTEST && seen.has(word), last = spans.at(-1);
    seen.add(word);
    if (last !== undefined && last.isMarked === isMarked) spans[spans.length - 1] = { text: last.text + line, isMarked };
    else spans.push({ text: line, isMarked });
  });
  return spans;
};
