/** Waited in vain: whoever wanted it has gone. */
export class Gone extends Error {
  constructor() { super('the request was given up before its turn'); }
}

/** Lets at most `width` calls run at once; the others wait in order. One that is no longer wanted when its turn comes is passed over: it rejects with Gone. */
export const gate = (width: number): (<T>(work: () => Promise<T>, wanted?: () => boolean) => Promise<T>) => {
  let free = width;
  const waiting: (() => void)[] = [];
  return async (work, wanted = () => true) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (!wanted()) throw new Gone();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
};
