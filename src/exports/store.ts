import type { Store } from '../model/ports.js';

/** What exports need of a store. Whatever holds a user's condition goes through `readOnly`; settings are given beside the statement, since a read-only one may not change any. */
export interface ExportStore extends Pick<Store, 'rows' | 'insert'> {
  readonly readOnly: Pick<Store, 'rows'> & {
    readonly stream: (sql: string, format: string, params?: Readonly<Record<string, unknown>>, settings?: Readonly<Record<string, string>>) => AsyncIterable<Uint8Array>;
  };
}
