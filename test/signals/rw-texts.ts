import { generateText, seeded } from './generate.js';

const URLS = ['www.example.com', 'https://example.org/a?b=c', 'http://1.2.3.4/x', 'ftp://a.net', '10.0.0.255', '300.1.1.1', '1.2.3', '1.2.3.4.5', '٣.1.2.3.4', 'x1.2.3.4', 'xhttp://1.2.3.4', 'me@mail.co.uk', 'foo.bar', 'a.भारत', 'b.قطر', 'b.קום\u200ex',
  'x.com_y', 'x.com.', '.com', '..com', '/a.com', 'end.The', 'node.js', 'http://x.com:https://y.org', 'a.com(b)', 'é.com', 'a\u3000.com', `${'a'.repeat(300)}.com`, `${'a.com'.repeat(60)}`, 'e.g.', 'U.S.', '3.14', 'https://', 'a.comé', 'a.net中'];
const LINES = ['3 likes', '~1.2K Views >>', '1,000 followers', '5k  shares!', '5\u212a Shares', '12 Like', '3 likes 4', 'x 3 likes', '٣ comments', '3.5kk views', 'SHOUT', 'NO No no', '123', '１２３', '①②③', '12 3', ' 42 ', '\u300012', 'one', 'items in cart', '3 items in cart now', 'ITEMS IN CART items in cart',
  'İtemſ in cart', 'a b c d e f g h items in cart', 'a b c d e f g h i items in cart', 'Read more...', 'Read moreabc', 'go on: read more >>', 'READ MORE…', 'Sign-in', 'sign-in here please', 'ſıgn-in', 'Sign-in Sign-in', '\u3000word', '\u00a0x y', ' ', 'x\uff9ey', '(\uff9e', '. . .', '. . . . .', '● a', '• b', '...'];
const STARTS = ['The', 'We', 'In', 'ſay', 'İt', 'ıt', '\u212ae', 'ΜΟΝ', 'мон', 'ВЕЛ', '中文网', ' the', 'Ä', 'va', ''];

/** A text for the family `rw`: URLs in all shapes, lines that the edits ask about, in between a text of `generateText`. */
export const generateRwText = (seed: number): string => {
  const next = seeded(seed + 77_777), below = (n: number): number => Math.floor(next() * n), pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  let text = pick(STARTS);
  const spaces = next() < 0.5 ? [' '] : [' ', '', '\u3000', '\t', ' '.repeat(9), ' '.repeat(12), '\n', '(', '"'];
  for (let i = below(14); i >= 0; i--) {
    const chance = next();
    if (chance < 0.35) text += pick(spaces) + pick(URLS);
    else if (chance < 0.8) text += `${pick(['\n', '\n', '\n\n', '\n\n\n', '\n\n\n\n'])}${pick(LINES)}`;
    else text += [...generateText(seed * 31 + i)].slice(0, 120).join('');
  }
  return text;
};
