import { generateText, seeded } from './generate.js';

const CONTACTS = [
  'me@example.org', 'ME.TOO@mail.example.co.uk', '(me@example.org)', '(@example.org', '.@a.b', 'a@b', 'a@b.', 'a@b.c.', 'a@@b.c', '@@a@b.c', 'x@y@z.com', 'x.@y@z.com', '(.@.@.@q.r', '(@.', '!@a.b', 'a@.b', 'a@..', '@', '@a.b', 'a@b.c,d', 'é@ü.de', 'a@b.c@', '..@y@z.com', '(@a.b@',
  '555 123 4567', '(555) 123-4567', '555-123.4567', '5551234567', '(555)1234567', '+1 555 123 4567', '(555', '123', '4567', '٥٥٥ ١٢٣ ٤٥٦٧', '555 -. 123 4567', '555  123', '12345678901', '555)123-4567', '((555) 123 4567',
  '127.0.0.1', '256.1.1.1', '1.2.3.256', '255.255.255.255', '1.2.3', '1.2.3.4.5.6.7.8', '01.002.03.4', '.1.2.3.4', '1234.1.1.1', '1..2.3.4', '1.2.3.4567', 'v10.0.0.1-x', '٤.1.1.1.1', '249.250.199.299',
  'http://example.org/a%20b?c=d', 'https://a', 'https://', 'http://é', 'xhttp://a//http://b', 'http://a:http://b', 'https://x%2', '<http://e.org>', 'HTTP://x', 'http://a.b)(', 'http:/a', '⟨x⟩', '[...]', '-»', 'Read more', 'read more..', '(...)', '\b', '* a', '- b', '● c', '⁃', '§', '##', '#a#', '# #',
  'javascript', 'xJavaScripty', 'Terms of Use', 'privacy & cookies policy', 'privacy overview', 'Accept cookies', 'hotsex two girls one cup', '2 girls 1 cupcake', 'sex',
];

/** A generated text with mail addresses, telephone numbers, IP addresses, URLs and marks strewn in. Same seed, same text. */
export const generateContacts = (seed: number): string => {
  const next = seeded(seed), below = (n: number): number => Math.floor(next() * n), text = generateText(seed);
  if (next() < 0.3) return text;
  const chars = Array.from(text), spaces = [' ', ' ', ' ', '\n', '', '\t ', '\u00a0', '. ', ', ', '? '], dense = next() < 0.3;
  for (let k = 1 + below(dense ? 40 : 8), at = below(chars.length + 1); k > 0; k--) {
    if (!dense || next() < 0.2) at = below(chars.length + 1);
    chars.splice(at, 0, spaces[below(spaces.length)]! + CONTACTS[below(CONTACTS.length)]! + spaces[below(spaces.length)]!);
  }
  return chars.join('');
};
