import { createRequire } from 'node:module';

/** Cuts a Chinese text into words that together are the text. */
export type Cut = (text: string) => readonly string[];

/** Optional: Chinese words by a dictionary of 350,000 (MIT). Its name is a constant, so that nothing asks for it where it is not installed. */
const JIEBA = '@node-rs/jieba';

interface JiebaModule {
  readonly Jieba: { readonly withDict: (dict: Uint8Array) => { readonly cut: (text: string, hmm: boolean) => string[] } };
}

/**
 * The cutter of @node-rs/jieba 2 with its own dictionary and with unknown words guessed (`hmm`), null when the package is not installed or does not load on this machine.
 * @param load `require` of the place from where the package is looked for
 */
export const loadJieba = (load: (name: string) => unknown): Cut | null => {
  try {
    const { Jieba } = load(JIEBA) as JiebaModule, { dict } = load(`${JIEBA}/dict`) as { readonly dict: Uint8Array };
    const jieba = Jieba.withDict(dict);
    return (text) => jieba.cut(text, true);
  } catch {
    return null;
  }
};

let found: Cut | null | undefined;

/** The cutter, loaded when first asked for (about 0.2 s). */
export const jieba = (): Cut | null => {
  if (found === undefined) found = loadJieba(createRequire(import.meta.url));
  return found;
};
