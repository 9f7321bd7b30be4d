import { MessageTooLarge, type Log, type LogProducer, type OutMessage } from '../model/log.js';

/** Most messages and bytes of one request. */
const MOST = 200, MOST_BYTES = 4 * 2 ** 20;

/**
 * Sends dead letters to a topic, which is made when it is missing. A letter that is larger than its topic allows goes without its value; header
 * `x-thresher-value-dropped` then has the length of that.
 * @returns sends letters, in order
 */
export const openDeadLetters = async (log: Log, producer: LogProducer, topic: string, like: { readonly partitions: number; readonly maxMessageBytes: number }): Promise<(letters: readonly OutMessage[]) => Promise<void>> => {
  await log.createTopic(topic, { partitions: like.partitions, maxMessageBytes: Math.max(like.maxMessageBytes, MOST_BYTES) });
  const { partitions } = (await log.topic(topic)) ?? like;
  const alone = async (letter: OutMessage): Promise<void> => {
    try {
      await producer.send(topic, [letter]);
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      await producer.send(topic, [{ ...letter, value: null, headers: { ...letter.headers, 'x-thresher-value-dropped': String(letter.value?.length ?? 0) } }]);
    }
  };
  return async (letters) => {
    const placed = letters.map((letter) => ({ ...letter, partition: letter.partition % partitions }));
    for (let from = 0, to = 0; from < placed.length; from = to) {
      for (let bytes = 0; to < placed.length && to - from < MOST && (to === from || bytes <= MOST_BYTES / 2); to++) bytes += placed[to]!.value?.length ?? 0;
      const some = placed.slice(from, to);
      try {
        await producer.send(topic, some);
      } catch (error) {
        if (!(error instanceof MessageTooLarge)) throw error;
        for (const letter of some) await alone(letter);
      }
    }
  };
};
