import { MemoryStore } from 'express-rate-limit';

/** Calls of the API, and presses in Teams, that a person may make in a minute: each apart. */
export const callsAMinute = 300;
export const minute = 60_000;

/** Counts presses; who signed them is known by then, so nobody can use up another one's. */
export function pressLimit(): (person: string) => Promise<'go on' | 'too often'> {
  const store = new MemoryStore();
  store.init({ windowMs: minute } as Parameters<MemoryStore['init']>[0]);
  return async (person) => {
    const { totalHits } = await store.increment(person);
    return totalHits > callsAMinute ? 'too often' : 'go on';
  };
}

/** App Service writes the port behind an address: it changes each time, and names nobody. */
export const withoutPort = (address: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ??
  /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ??
  address;
