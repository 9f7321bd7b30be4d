import type { Step } from '../model/batch.js';
import { bytesAt, count, numberColumn, textColumn } from '../model/columns.js';
import type { Language } from '../model/ports.js';
import { estimateTokens } from '../text/tokens-per-language.js';

/**
 * Documents -> `lang` (text), `lang_score` (number in [0, 1] or null) and `tokens_est` (number: round(text bytes / bytes per token of
 * the language), see `text/tokens-per-language.ts`).
 */
export const identify = (language: Language): Step => (batch) => {
  const rows = count(batch.payloads), langs: string[] = [], scores: (number | null)[] = [], tokens: number[] = [];
  for (let i = 0; i < rows; i++) {
    const text = bytesAt(batch.payloads, i), { lang, score } = language.identify(text);
    langs.push(lang);
    scores.push(score);
    tokens.push(estimateTokens(text.length, lang));
  }
  return { ...batch, columns: { ...batch.columns, lang: textColumn(langs), lang_score: numberColumn(scores), tokens_est: numberColumn(tokens) } };
};
