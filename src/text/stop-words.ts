/** Gopher's eight stop words (Rae et al. 2021, table A1), each with its bit. */
const STOP_WORDS = ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'];
/** All of them. */
export const ALL_STOP_WORDS = (1 << STOP_WORDS.length) - 1;
const [THE, BE, TO, OF, AND, THAT, HAVE, WITH] = STOP_WORDS.map((word) => Array.from(word).reduce((code, char) => (code << 7) | char.charCodeAt(0), 0));

/** Its letters at 7 bits each, the first one highest -> the bit of a stop word, 0 = none. A negative code is no word. */
export const stopWordBit = (code: number): number => {
  switch (code) {
    case THE: return 1;
    case BE: return 2;
    case TO: return 4;
    case OF: return 8;
    case AND: return 16;
    case THAT: return 32;
    case HAVE: return 64;
    case WITH: return 128;
    default: return 0;
  }
};
