/** One connection to an engine: settings and parameters set on it die with it. */
export interface Connection {
  /** Runs statements to their end; the whole result in memory. Rejects with the engine's error, whose message begins `Code: <n>.` */
  readonly run: (sql: string, format: string) => Promise<Uint8Array>;
  /** The result of one query as it is made. Only formats without head and foot: each piece is formatted on its own. */
  readonly stream: (sql: string, format: string) => AsyncIterable<Uint8Array>;
  readonly close: () => void;
}

/** A ClickHouse engine in this process. */
export interface Engine {
  readonly connect: () => Connection;
}
