import { asUnicode14, length } from './python.js';

/** The `owm` family as OpenWebMath writes it. */
export const plainOwm = (text: string): Record<string, number | null> => {
  const cleaned = text.replace(/\$\$\\PageIndex\{[^}]*\}\$\$/g, '').replace(/\$\\PageIndex\{[^}]*\}\$/g, '');
  const accents = [...asUnicode14(text).toLowerCase()].filter((char) => 'üïöêäâêîûôèéà'.includes(char)).length;
  return {
    owm_latex_formulas: (cleaned.match(/\$\$[^$]*\$\$|\$[^$]*\$/g) ?? []).length,
    owm_accent_ratio: text === '' ? null : accents / length(text),
    owm_length: length(text.split('\n').filter((line) => line.split('newcommand').length - 1 <= 1).join('\n')),
  };
};
