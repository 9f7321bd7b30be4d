import type { Shared } from '../../text/shared.js';
import { TreebankWords } from '../../text/treebank-words.js';
import { WordSet } from '../../text/word-set.js';

/** The personal, possessive, reflexive, demonstrative and relative pronouns of English, less `what`, `which` and `yourselves`, with `one`. */
const PRONOUNS = new WordSet([
  'i', 'me', 'my', 'mine', 'myself', 'you', 'your', 'yours', 'yourself', 'he', 'him', 'his', 'himself', 'she', 'her', 'hers', 'herself', 'it', 'its', 'itself',
  'we', 'us', 'our', 'ours', 'ourselves', 'they', 'them', 'their', 'theirs', 'themselves', 'one', 'ones', 'this', 'that', 'these', 'those', 'who', 'whom', 'whose',
], true);

/** Pronouns / words of an English text, NaN without a word. Each spelling is looked up once. */
export const pronounRate = (shared: Shared): number => {
  const { count, distinct, spelling } = shared.of(TreebankWords);
  let pronouns = 0;
  for (let id = 0; id < distinct.distinct; id++) if (PRONOUNS.has(spelling, distinct.starts[id]!, distinct.ends[id]!)) pronouns += distinct.counts[id]!;
  return count === 0 ? NaN : pronouns / count;
};
