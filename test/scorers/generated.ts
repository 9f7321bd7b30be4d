import { uniform } from '../../src/scorers/linear.js';

const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJÄÖÜ', 'äöüßéèçñ', 'абвгдеёжзийклмн', 'ΑΒΓΔαβγδς', '0123456789', '的一是不了人我在有他', 'ひらがなカタカナ', 'कखगघङच़ि', 'عبيسلام', '😀👍🏽🇩🇪𝒜𝒷', 'İıſǅﬁ'];
const BETWEEN = [' ', ' ', ' ', ' ', '\n', '\n\n', ', ', '. ', '!!! ', ' - ', '\t', ' ', '　', '、', '。', '***', '@', '\u0000', '\ufffd', '…', ' “', '”'];

/** Texts of all kinds from a seed: scripts mixed and alone, marks, digits, odd spaces, NUL, U+FFFD, lengths from 0 to a few KB. */
export const generatedTexts = (count: number, seed: number): string[] => {
  const random = uniform(seed), below = (n: number): number => Math.floor(random() * n), pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  return Array.from({ length: count }, () => {
    const own = [pick(ALPHABETS), pick(ALPHABETS), ALPHABETS[0]!].map((letters) => [...letters]);
    const words = below(10) === 0 ? below(1200) : below(60);
    return Array.from({ length: words }, () => Array.from({ length: 1 + below(below(20) === 0 ? 120 : 9) }, () => pick(own[below(20) === 0 ? 1 : below(3)]!)).join('') + pick(BETWEEN)).join('');
  });
};
