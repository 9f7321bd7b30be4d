import { Observable } from 'rxjs';
import type { Credit } from './credit.js';

/**
 * A source as a stream that is read no faster than its items are finished: each one waits for credit before it is handed on. When nobody
 * listens any more, reading ends and what the source holds open is closed.
 * @param held gets what gives an item's credit back, in the order of the items
 */
export const pulled = <T>(items: () => AsyncIterable<T>, bytesOf: (item: T) => number, credit: Credit, held: (release: () => void) => void): Observable<T> =>
  new Observable<T>((subscriber) => {
    const ending = new AbortController();
    const pump = async (): Promise<void> => {
      for await (const item of items()) {
        const release = await credit.take(bytesOf(item), ending.signal);
        if (release === null) return;
        held(release);
        subscriber.next(item);
      }
      subscriber.complete();
    };
    pump().catch((error: unknown) => subscriber.error(error));
    return () => ending.abort();
  });
