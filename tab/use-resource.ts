import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Api } from './api';
import type { Resources, Snapshot } from './resources';

interface Server {
  readonly api: Api;
  readonly resources: Resources;
}

const ServerContext = createContext<Server | undefined>(undefined);
export const ServerProvider = ServerContext;

export function useServer(): Server {
  const server = useContext(ServerContext);
  if (server === undefined) throw new Error('no server around this component');
  return server;
}

/** What is known of an address, read when first needed; `again` reads it once more. */
export function useResource<T>(path: string): Snapshot<T> & { again: () => void } {
  const { resources } = useServer();
  const subscribe = useCallback(
    (listener: () => void) => resources.subscribe(path, listener),
    [resources, path],
  );
  const snapshot = useSyncExternalStore(subscribe, () => resources.read<T>(path));
  const again = useCallback(() => void resources.load(path), [resources, path]);
  return { ...snapshot, again };
}
