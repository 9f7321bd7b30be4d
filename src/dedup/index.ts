// Near and exact duplicates without a store: texts to sketches, sketches to marks. A sketcher says what texts are compared by; a window
// remembers two generations of one stream of pages. Texts go in packed: `pack` and `textColumn` make what `sketch` reads.
export type { Packed, TextColumn } from '../model/columns.js';
export { pack, textColumn } from '../model/columns.js';
export type { DedupWindow, DuplicateKind, Marks, Sketcher, Sketches } from '../model/ports.js';
export { DUPLICATE_KINDS } from '../model/ports.js';
export { makeSketcher } from './sketcher.js';
export { Window } from './window.js';
