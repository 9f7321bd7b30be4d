import { LETTER, LOWER, ICON, QUOTE, UPPER, classes } from '../../../src/text/spacy-classes.js';
import { EXCEPTIONS } from '../../../src/text/spacy-exceptions.js';

/*
 * spaCy's English tokenizer and sentencizer as they are written there: a Map of exceptions, three regexes over strings, one for URLs, every exception looked
 * for at every token. The character classes are those of the code under test, which the reference words check; the rules are written again.
 */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** The inside of a regex class with the code points that have a flag. */
const inside = (flag: number): string => {
  let text = '';
  for (let from = 0; from < 0x110000; from++) {
    if ((classes[from]! & flag) === 0) continue;
    let to = from;
    while (to + 1 < 0x110000 && (classes[to + 1]! & flag) !== 0) to++;
    text += `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;
    from = to;
  }
  return text;
};
const a = inside(LETTER), al = inside(LOWER), au = inside(UPPER), q = inside(QUOTE), icon = `[${inside(ICON)}]`;
const punct = '…|……|,|:|;|!|\\?|¿|؟|¡|\\(|\\)|\\[|\\]|\\{|\\}|<|>|_|#|\\*|&|。|？|！|，|、|；|：|～|·|।|،|۔|؛|٪';
const currency = '\\$|£|€|¥|฿|US\\$|C\\$|A\\$|[\\u20a0-\\u20bf]|﷼';
const units = `km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h kmh mph hPa Pa mbar mb MB kb KB gb GB tb TB T G M K % км км²
  км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с км/ч кПа Па мбар Кб КБ кб Мб МБ мб Гб ГБ гб Тб ТБ тбكم كم² كم³ م م² م³ سم سم² سم³ مم مم² مم³ كم غرام جرام جم كغ
  ملغ كوب اكواب`.split(/\s+/).join('|');
const before = `0-9${al}%²\\-+${q}` + '…,:;!?¿؟¡()\\[\\]\\{\\}<>_#*&。？！，、；：～·।،۔؛٪\\|';

const PREFIX = new RegExp(`^(?:§|%|=|—|–|\\+(?![0-9])|${punct}|\\.\\.+|…|[${q}]|${currency}|${icon})`, 'u');
const SUFFIX = new RegExp(`(?:${[...punct.split('|').filter((mark) => mark !== ''), '\\.\\.+', '…', `[${q}]`, icon, "'s", "'S", '’s', '’S', '—', '–', '(?<=[0-9])\\+', '(?<=°[FfCcKk])\\.',
  `(?<=[0-9])(?:${currency})`, `(?<=[0-9])(?:${units})`, `(?<=[${before}])\\.`, `(?<=[${au}][${au}])\\.`].map((piece) => `${piece}$`).join('|')})`, 'u');
const INFIX = new RegExp(`\\.\\.+|…|${icon}|(?<=[0-9])[+\\-*^](?=[0-9\\-])|(?<=[${al}${q}])\\.(?=[${au}${q}])|(?<=[${a}]),(?=[${a}])|(?<=[${a}0-9])(?:-|–|—|--|---|——|~)(?=[${a}])`
  + `|(?<=[${a}0-9])[:<>=/](?=[${a}])`, 'gu');
const N = '\\p{Nd}', W = 'A-Za-z0-9\\u00a1-\\uffff';
const URL = new RegExp(`^(?:(?:[\\p{L}\\p{N}_+\\-.]{2,})://)?(?:[^${SPACE}]+(?::[^${SPACE}]*)?@)?(?:(?!(?:10|127)(?:\\.${N}{1,3}){3})(?!(?:169\\.254|192\\.168)(?:\\.${N}{1,3}){2})`
  + `(?!172\\.(?:1[6-9]|2${N}|3[0-1])(?:\\.${N}{1,3}){2})(?:[1-9]${N}?|1${N}${N}|2[01]${N}|22[0-3])(?:\\.(?:1?${N}{1,2}|2[0-4]${N}|25[0-5])){2}`
  + `(?:\\.(?:[1-9]${N}?|1${N}${N}|2[0-4]${N}|25[0-4]))|(?:(?:[${W}][${W}_-]{0,62})?[${W}]\\.)+(?:[${al}]{2,63}))(?::${N}{2,5})?(?:[/?#][^${SPACE}]*)?$`, 'u');

const exceptions = new Map(EXCEPTIONS.map((pieces) => [pieces.join(''), pieces]));
const found = (regex: RegExp, text: string): string => regex.exec(text)?.[0] ?? '';

/** Tokens of a string without white space. */
const cut = (string: string, withExceptions: boolean): readonly string[] => {
  const key = `${withExceptions} ${string}`, known = cuts.get(key);
  if (known) return known;
  const pieces = cutAfresh(string, withExceptions);
  cuts.set(key, pieces);
  return pieces;
};
const cuts = new Map<string, readonly string[]>();

const cutAfresh = (string: string, withExceptions: boolean): string[] => {
  const isException = (text: string): boolean => withExceptions && exceptions.has(text), prefixes: string[] = [], suffixes: string[] = [];
  for (let rest = '\0'; string !== '' && string !== rest && !isException(string);) {
    rest = string;
    const prefix = found(PREFIX, string), withoutPrefix = string.slice(prefix.length);
    if (prefix !== '' && isException(withoutPrefix)) { prefixes.push(prefix); string = withoutPrefix; break; }
    const suffix = found(SUFFIX, withoutPrefix), withoutSuffix = string.slice(0, string.length - suffix.length);
    if (suffix !== '' && isException(withoutSuffix)) { suffixes.unshift(suffix); string = withoutSuffix; break; }
    if (prefix !== '') prefixes.push(prefix);
    if (suffix !== '') suffixes.unshift(suffix);
    string = string.slice(prefix.length, string.length - suffix.length);
  }
  const middle: string[] = [];
  if (isException(string)) middle.push(...exceptions.get(string)!);
  else if (URL.test(string)) middle.push(string);
  else {
    let from = 0;
    for (const { index, 0: infix } of string.matchAll(INFIX)) {
      if (index === 0) continue;
      middle.push(string.slice(from, index), infix);
      from = index + infix.length;
    }
    middle.push(string.slice(from));
  }
  return [...prefixes, ...middle.filter((piece) => piece !== ''), ...suffixes];
};

interface Token {
  readonly text: string;
  /** UTF-16 units. */
  readonly start: number;
}

interface Apart {
  readonly exception: string;
  readonly parts: readonly string[];
  readonly pieces: readonly string[];
}
/** Exceptions that the rules take apart, by their first part. */
const apart = new Map<string, Apart[]>();
for (const pieces of EXCEPTIONS) {
  const exception = pieces.join(''), parts = cut(exception, false);
  if (parts.length > 1) apart.set(parts[0]!, [...(apart.get(parts[0]!) ?? []), { exception, parts, pieces }]);
}
const placed = (pieces: readonly string[], start: number): Token[] => pieces.map((text) => { start += text.length; return { text, start: start - text.length }; });

/** spaCy's tokens, those of white space too. */
const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (const { index, 0: run } of text.matchAll(new RegExp(`[${SPACE}]+|[^${SPACE}]+`, 'g'))) {
    if (new RegExp(`^[^${SPACE}]`).test(run)) tokens.push(...placed(cut(run, true), index));
    else if (index === 0 || run[0] !== ' ') tokens.push({ text: run, start: index });
    else if (run.length > 1) tokens.push({ text: run.slice(1), start: index + 1 });
  }
  const spans = tokens.flatMap((token, start) => (apart.get(token.text) ?? []).filter(({ parts }) => parts.every((part, k) => tokens[start + k]?.text === part))
    .map((match) => ({ start, end: start + match.parts.length, ...match })));
  const seen = new Set<number>(), at = new Map<number, (typeof spans)[number]>();
  for (const span of spans.sort((x, y) => (y.end - y.start) - (x.end - x.start) || x.start - y.start)) {
    if (!seen.has(span.start) && !seen.has(span.end - 1)) at.set(span.start, span);
    for (let i = span.start; i < span.end; i++) seen.add(i);
  }
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length;) {
    const span = at.get(i), last = span && tokens[span.end - 1]!;
    if (span && text.slice(tokens[i]!.start, last!.start + last!.text.length) === span.exception) { joined.push(...placed(span.pieces, tokens[i]!.start)); i = span.end; }
    else joined.push(tokens[i++]!);
  }
  return joined;
};

const isBlank = (text: string): boolean => new RegExp(`^[${SPACE}]*$`).test(text);

/** What datatrove takes for the words of an English text. */
export const spacyWords = (text: string): string[] => tokenize(text).map((token) => token.text).filter((token) => !isBlank(token));

const ENDS = new Set('!.?։؟۔܀܁܂߹।॥၊။።፧፨᙮᜵᜶᠃᠉᥄᥅᪨᪩᪪᪫᭚᭛᭞᭟᰻᰼᱾᱿‼‽⁇⁈⁉⸮⸼。꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫﹒﹖'
  + '﹗！．？｡𐩖𐩗𑁇𑁈𑂾𑂿𑃀𑃁𑅁𑅂𑅃𑇅𑇆𑇍𑇞𑇟𑈸𑈹𑈻𑈼𑊩𑑋𑑌𑗂𑗃𑗉𑗊𑗋𑗌𑗍𑗎𑗏𑗐𑗑𑗒𑗓𑗔𑗕𑗖𑗗𑙁𑙂𑜼𑜽𑜾𑩂𑩃𑪛𑪜𑱁𑱂𖩮𖩯𖫵𖬷𖬸𖭄𛲟𝪈');

/** The sentences, unstripped, each from its first token to the end of its last one; nothing for a text without tokens. */
export const spacySentences = (text: string): string[] => {
  const tokens = tokenize(text), starts: number[] = [];
  let seen = false;
  tokens.forEach(({ text: token }, i) => {
    const ends = ENDS.has(token), punctuation = /^\p{P}+$/u.test(token);
    if (i === 0) starts.push(0);
    if (seen && !punctuation && !ends) { starts.push(i); seen = false; }
    else if (ends) seen = true;
  });
  return starts.map((start, k) => {
    const last = tokens[(starts[k + 1] ?? tokens.length) - 1]!;
    return text.slice(tokens[start]!.start, last.start + last.text.length);
  });
};
