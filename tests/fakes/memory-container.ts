import type { Container } from '#bot/platform/container';

/** A container in memory, held to the same suite as Azurite's. */
export interface MemoryContainer extends Container {
  readonly files: Map<string, Uint8Array>;
  /** Nobody reaches it while this is true. */
  away: boolean;
}

export function memoryContainer(): MemoryContainer {
  const files = new Map<string, Uint8Array>();
  const container: MemoryContainer = {
    files,
    away: false,
    async put(name, content) {
      if (container.away) throw new Error('away');
      files.set(name, content);
    },
    async get(name) {
      if (container.away) throw new Error('away');
      return files.get(name);
    },
    async *names(prefix) {
      yield* [...files.keys()].filter((name) => name.startsWith(prefix)).sort();
    },
  };
  return container;
}
