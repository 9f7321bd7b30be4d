/**
 * Tells the user a sentence, once for each thing that it is about, whichever thread says it.
 * @param sentence never with text of a page in it
 */
export type Note = (sentence: string, about: string) => void;
