const known = new Map<string, string>();
const MOST = 1000;

/**
 * The language of a tag without script and region, in the shortest code that it has: `zh-Hant` -> zh, `eng` -> en, `cmn` -> zh, `pt_BR` -> pt. What is
 * no language tag is ''.
 */
export const baseLanguage = (tag: string): string => {
  let language = known.get(tag);
  if (language === undefined) {
    try {
      language = new Intl.Locale(tag.replaceAll('_', '-')).language;
    } catch {
      language = '';
    }
    // Tags come from documents: whatever they say, the table stays small.
    if (known.size >= MOST) known.clear();
    known.set(tag, language);
  }
  return language;
};
