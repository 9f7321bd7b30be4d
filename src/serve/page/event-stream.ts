/** One event of a server-sent stream. */
export interface ServerEvent { readonly event: string; readonly data: string }

/**
 * Cuts a stream of server-sent events into events; comments and unknown fields are passed over.
 * @returns a function that takes the next piece of text and gives the events that it completes
 */
export const eventReader = (): ((piece: string) => ServerEvent[]) => {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop()!;
    return blocks.flatMap((block) => {
      let event = 'message';
      const data: string[] = [];
      for (const line of block.split('\n')) {
        if (line.startsWith('event:')) event = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
      return data.length === 0 ? [] : [{ event, data: data.join('\n') }];
    });
  };
};
