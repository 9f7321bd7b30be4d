import { count, length, split, strip } from './python.js';
import { countNgrams, mostCommon } from './split-ngrams.js';

const POLICIES = [
  'terms of use', 'privacy policy', 'cookie policy', 'uses cookies', 'privacy overview', 'use of cookies', 'use cookies', 'privacy & cookies policy', 'privacy and cookies policy',
  ...[
    'This website uses cookies to improve your experience while you navigate through the website. Out of these cookies, the cookies that are categorized as necessary are stored on your browser as they are essential for the working of basic functionalities of the website. We also use third-party cookies that help us analyze and understand how you use this website. These cookies will be stored in your browser only with your consent. You also have the option to opt-out of these cookies. But opting out of some of these cookies may have an effect on your browsing experience.',
    'Necessary cookies are absolutely essential for the website to function properly. This category only includes cookies that ensures basic functionalities and security features of the website. These cookies do not store any personal information.',
    'Any cookies that may not be particularly necessary for the website to function and is used specifically to collect user personal data via analytics, ads, other embedded contents are termed as non-necessary cookies. It is mandatory to procure user consent prior to running these cookies on your website.',
    'This site uses cookies, including for analytics, personalization, and advertising purposes. For more information or to change your cookie settings, click here.',
    'If you continue to browse this site without changing your cookie settings, you agree to this use. AcceptRead More',
  ].map((phrase) => phrase.toLowerCase()),
];
const BULLETS = ['•', '‣', '⁃', '⁌', '⁍', '∙', '○', '●', '◘', '◦', '⦾', '⦿'];
const ELLIPSES = ['...', '[...]', '…', '(...)', '[…]', '-»', 'read more..', 'read more'];
const found = (text: string, regex: RegExp): number => (text.match(regex) ?? []).length;
const letters = (items: readonly string[]): number => items.reduce((sum, item) => sum + length(item), 0);

/** The `nemo` family with strings, Maps and regexes. */
export const plainNemo = (text: string): Record<string, number | null> => {
  const chars = length(text), words = split(text), lines = text.split('\n').filter((line) => strip(line) !== ''), paragraphs = text.split('\n\n');
  const ofText = (part: number): number => (chars > 0 ? part / chars : 1), share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const folded = paragraphs.map((paragraph) => strip(paragraph).toLowerCase());
  const values: Record<string, number | null> = {
    alpha_numeric: ofText(chars - found(text, /[a-zA-Z0-9\n?!,.]/g)),
    symbol_to_word: share(words.filter((word) => ELLIPSES.includes(word) || found(word, /#+/g) / length(word) > 0.5).length, words.length),
    numbers_ratio: ofText(found(text, /[0-9]/g)),
    urls_ratio: ofText(letters(text.match(/https?:\/\/(?:[A-Za-z0-9$\-_@.&+/:=?#~]|[!*(),]|(?:%[0-9A-Fa-f]{2}))+/g) ?? [])),
    white_space: ofText(found(text, /[\t\n\r\x08 ]/g)),
    parentheses_ratio: ofText(found(text, /\{|\}|⟨|⟩|\[|\]|\(|\)/g)),
    boilerplate_string_ratio: folded.some((paragraph) => paragraph.includes('lorem ipsum')) ? 1
      : folded.filter((paragraph) => POLICIES.some((phrase) => paragraph.includes(phrase))).length / paragraphs.length,
    repeated_lines: share(new Set(lines).size, lines.length),
    repeated_paragraphs: new Set(paragraphs).size / paragraphs.length,
    repeated_lines_char: share(letters([...new Set(lines)]), letters(lines)),
    repeated_paragraphs_char: share(letters([...new Set(paragraphs)]), letters(paragraphs)),
    word_count: words.length,
    punctuation: share(lines.filter((line) => !/[.?!"']$/.test(strip(line))).length, lines.length),
    words_without_alphabets: share(words.filter((word) => /\p{Alphabetic}/u.test(word)).length, words.length),
    common_english_words: words.filter((word) => ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'].includes(word)).length,
    mean_word_length: share(letters(words), words.length),
    max_word_length: words.length === 0 ? null : Math.max(...words.map(length)),
    ellipsis: share(lines.filter((line) => ELLIPSES.some((mark) => strip(line).toLowerCase().endsWith(mark))).length, lines.length),
    bullet_ratio: share(lines.filter((line) => BULLETS.some((bullet) => strip(line).startsWith(bullet))).length, lines.length),
  };
  for (const n of [2, 3, 4]) {
    const gram = mostCommon(countNgrams(words, n))[0].replaceAll('\0', ' ');
    values[`repeating_top_${n}grams`] = words.length < n ? 1 : (count(text, gram) * length(gram)) / chars;
  }
  for (const n of [5, 6, 7, 8, 9, 10]) {
    const counts = new Map<string, number>();
    let duplicated = 0, overlapping = 0;
    for (let i = 0; i + n <= words.length; i++) {
      const gram = words.slice(i, i + n), key = gram.join('\0');
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (counts.get(key)! > 1) {
        duplicated += letters(gram.slice(overlapping)) + Math.min(n - overlapping, n - 1);
        overlapping = n;
      }
      overlapping = Math.max(overlapping - 1, 0);
    }
    values[`repeating_dup_${n}gram`] = words.length < n ? 1 : duplicated / chars;
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`nemo_${name}`, value]));
};
