/*
 * The strings that spaCy's English tokenizer cuts (or leaves whole) as a list says and not by rules: contractions, abbreviations, emoticons, times.
 *
 * Source of the list: explosion/spaCy v3.8.18 (MIT), spacy/lang/tokenizer_exceptions.py and spacy/lang/en/tokenizer_exceptions.py. Its entries are families,
 * so they are written as such here: a stem, in lower case or capitalised, with one of its endings, whose apostrophe may be missing (`they'll`, `theyll`);
 * `|` is where an entry is cut. Whatever holds `'` is there with U+2019 as well.
 */
const capitalised = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
const words = (text: string): string[] => text.trim().split(/\s+/);

/** Stems and the endings that each of them takes, with and without apostrophe. */
const CONTRACTIONS: readonly (readonly [string, string])[] = [
  ['i', "|'m |'m|a"],
  ['i you he she it we they who what when where why how there that this these those', "|'ll |'ll|'ve |'d |'d|'ve"],
  ['i you we they who what when where why how there these those', "|'ve"],
  ['you we they who what when where why how there these those', "|'re"],
  ['he she it who what when where why how there that this', "|'s"],
  ['ca could do does did had may might must need ought sha should wo would', "|n't |n't|'ve"],
  ['could might must should would not', "|'ve"],
  ['ai are is was were have has dare', "|n't"],
];
/** Words themselves, not contractions. */
const NO_CONTRACTIONS = new Set(words('ill its hell shell shed were well whore').flatMap((word) => [word, capitalised(word)]));

const EITHER_CASE = words("|doin |doin' |goin |goin' |nothin |nothin' |nuthin |nuthin' |ol |ol' |somethin |somethin' |lovin |lovin' |havin |havin' ma'am o'clock "
  + "can|not gon|na got|ta let|'s c'm|on how|'d|'y").map((entry) => entry.replace(/^\|/, ''));

const AS_THEY_ARE = words(`
  em 'em ll 'll nuff 'nuff y'|all y|all 'S 's \u2018S \u2018s 're 'd 'Cause 'cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz 'bout and/or w/o
  Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. Ia. Id. Ill. Ind. Jan. Jul. Jun. Kan. Kans. Ky. La. Mar. Mass. Mich. Minn.
  Miss. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. Ore. Pa. S.C. Sep. Sept. Tenn. Va. Wash. Wis. a.m. Adm. Bros. co. Co. Corp. D.C. Dr.
  e.g. E.g. E.G. Gen. Gov. i.e. I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s.
  ' '' \\t \\n \\") <space> C++ \u00e4. \u00f6. \u00fc. \u2014 ${Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `${letter}.`).join(' ')}
  ${Array.from('cfkCFK', (unit) => `\u00b0|${unit}|.`).join(' ')}
  ${Array.from({ length: 12 }, (_, h) => `${h + 1}|a.m. ${h + 1}|am ${h + 1}|p.m. ${h + 1}|pm`).join(' ')}`);

/** Of emoticons `|` is a part. */
const EMOTICONS = words(String.raw`
  :) :-) :)) :-)) :))) :-))) (: (-: =) (= :] :-] [: [-: [= =] :o) (o: :} :-} 8) 8-) (-8 ;) ;-) (; (-; :( :-( :(( :-(( :((( :-((( ): )-: =( >:( :') :'-) :'(
  :'-( :/ :-/ =/ =| :| :-| ]= =[ :1 :P :-P :p :-p :O :-O :o :-o :0 :-0 :() >:o :* :-* :3 :-3 =3 :> :-> :X :-X :x :-x :D :-D ;D ;-D =D xD XD xDD XDD 8D 8-D
  ^_^ ^__^ ^___^ >.< >.> <.< ._. ;_; -_- -__- v.v V.V v_v V_V o_o o_O O_o O_O 0_o o_0 0_0 o.O O.o O.O o.o 0.0 o.0 0.o @_@ <3 <33 <333 </3 (^_^) (-_-) (._.)
  (>_<) (*_*) (¬_¬) ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\(ツ)/¯ (╯°□°）╯︵┻━┻ ><(((*>`);

const cut = (entry: string): string[] => entry.split('|');

const contractions = CONTRACTIONS.flatMap(([stems, endings]) => words(stems).flatMap((stem) => [stem, capitalised(stem)]).flatMap((stem) =>
  words(endings).flatMap((ending) => [stem + ending, stem + ending.replaceAll("'", '')])));
const listed = [...contractions, ...EITHER_CASE, ...EITHER_CASE.map(capitalised), ...AS_THEY_ARE].map(cut)
  .filter((pieces) => pieces.length === 1 || !NO_CONTRACTIONS.has(pieces.join('')));
const curly = (pieces: readonly string[]): string[] => pieces.map((piece) => piece.replaceAll("'", '\u2019'));

/** Each exception as its pieces; joined they are the string. */
export const EXCEPTIONS: readonly (readonly string[])[] =
  [...new Map([...listed, ...EMOTICONS.map((emoticon) => [emoticon])].flatMap((pieces) => [pieces, curly(pieces)]).map((pieces) => [pieces.join(''), pieces])).values()];
