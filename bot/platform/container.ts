/** Files beside the tables: nightly backups, and who erased themselves since. Each is written whole. */
export interface Container {
  /** Replaces whatever is there. */
  put(name: string, content: Uint8Array, signal?: AbortSignal): Promise<void>;
  get(name: string): Promise<Uint8Array | undefined>;
  /** The names that start so, in order. */
  names(prefix: string): AsyncIterable<string>;
}
