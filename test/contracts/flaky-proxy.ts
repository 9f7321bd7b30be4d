import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy in front of an HTTP server that breaks connections on demand. */
export interface FlakyProxy {
  readonly port: number;
  /**
   * The next request that carries an INSERT loses its connection: `body`: after so many bytes of it were passed on; `answer`: the server has
   * answered and the answer is thrown away. `times` requests in a row.
   */
  readonly breakInsert: (where: 'body' | 'answer', times: number, bytes?: number) => void;
  /** How many connections were broken. */
  readonly broken: () => number;
  readonly close: () => Promise<void>;
}

export const flakyProxy = async (host: string, port: number): Promise<FlakyProxy> => {
  let where: 'body' | 'answer' = 'body', left = 0, after = 0, broken = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    let inserting = false, passed = 0;
    const cut = (): void => { left--; broken++; client.destroy(); upstream.destroy(); };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => { sockets.delete(socket); client.destroy(); upstream.destroy(); });
    }
    client.on('data', (data) => {
      if (left > 0 && !inserting && /^POST \S*INSERT/.test(data.toString('latin1'))) { inserting = true; passed = 0; }
      passed += data.length;
      if (inserting && left > 0 && where === 'body' && passed > after) return cut();
      if (!upstream.write(data)) { client.pause(); upstream.once('drain', () => client.resume()); }
    });
    upstream.on('data', (data) => {
      if (inserting && left > 0 && where === 'answer') return cut();
      inserting = false;
      client.write(data);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    breakInsert: (at, times, bytes = 0) => { where = at; left = times; after = bytes; },
    broken: () => broken,
    close: async () => { for (const socket of sockets) socket.destroy(); await new Promise((resolve) => { server.close(resolve); }); },
  };
};
