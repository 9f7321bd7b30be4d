/** What the rules of Punkt and of the Treebank tokenizer ask for, and what stands in their way. */
const ATOMS = [...'"\'`.,:;?!()[]{}<>*@#$%&-—«»“”‘’„_/ \n\t\u00a0', '  ', '...', '..', '--', '---', "''", '``', '. . .', "'s", "n't", "'ll", "'tis", "'twas", 'cannot', 'gonna', 'wanna', "d'ye",
  "more'n", 'gimme', 'lemme', 'gotta', 'Inc.', 'Mr.', 'A.', 'b.', '5.', '1,000', '3.14', 'The', 'the', 'Business', 'x', 'I', 't', 'é', 'e\u0301', '中文', 'हिन्दी', 'U.S.', 'e.g.', '\r\n', '\u2028', '\x1f', "'S", "'M",
  "N'T", "'VE", ' ', ' ', ' ', 'foo', 'bar.', 'Baz', 'CANNOT', 'gımme', '\u017foon', '9', '٣'];

/** A text of up to 24 of them. */
export const sentenceMaker = (next: () => number): string =>
  Array.from({ length: 1 + Math.floor(next() * 24) }, () => ATOMS[Math.floor(next() * ATOMS.length)]!).join('');
