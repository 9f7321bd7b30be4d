import { formatOf, read } from '../formats/read.js';
import { usage } from '../model/fault.js';
import { expandInputs } from '../sources/inputs.js';
import { pieces, type Piece, type PieceOptions } from '../sources/pieces.js';

/**
 * Files, folders and globs -> the files among them that can be read.
 * @param note hears a sentence about each file that cannot
 * @throws Fault (usage): an input that matches nothing, or no readable file among all of them
 */
export const readableFiles = async (args: readonly string[], note: (sentence: string) => void): Promise<string[]> => {
  const files: string[] = [], refused: string[] = [];
  for (const { path } of await expandInputs(args)) {
    const format = await formatOf(path);
    if (format.kind === 'unsupported') refused.push(`${path}: ${format.why}`); else files.push(path);
  }
  if (files.length === 0) throw usage(...refused);
  refused.forEach(note);
  return files;
};

/** Records [from, ...) of a file in pieces; no log position is kept, nothing is declared before. */
export const filePieces = (path: string, { maxTextBytes, ...cuts }: { readonly maxTextBytes: number } & Omit<PieceOptions, 'declared'>): AsyncGenerator<Piece> =>
  pieces(read(path, { maxTextBytes }), { ...cuts, declared: 0 });
