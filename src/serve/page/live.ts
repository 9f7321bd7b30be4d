import type { Progress } from '../../explore/answers.js';
import type { Api } from './api.js';
import { ApiFault, isAbort } from './api-fault.js';
import { eventReader } from './event-stream.js';

const FIRST_WAIT_MS = 500, LONGEST_WAIT_MS = 15_000;

/** Follows the events of the server for as long as the page is open; a lost connection is opened again, ever more patiently. */
export const follow = async (api: Api, on: { readonly progress: (progress: Progress) => void; readonly link: (link: 'live' | 'lost', fault: ApiFault | null) => void }, signal: AbortSignal): Promise<void> => {
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    let fault: ApiFault | null = null;
    try {
      const reader = (await api.events(signal)).pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader(), events = eventReader();
      on.link('live', null);
      wait = FIRST_WAIT_MS;
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        for (const { data } of events(piece.value)) on.progress(JSON.parse(data) as Progress);
      }
    } catch (error) {
      if (isAbort(error)) return;
      fault = error instanceof ApiFault ? error : null;
    }
    on.link('lost', fault);
    await new Promise((resolve) => { setTimeout(resolve, wait); });
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
};
