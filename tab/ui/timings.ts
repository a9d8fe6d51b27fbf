import { createContext, useContext, useEffect, useState } from 'react';

/** Every wait of the tab, in milliseconds; tests make them short through `<App timings>`. */
export const defaultTimings = {
  /** From the last change of a setting to its saving. */
  autosave: 600,
  /** How long an undo is offered. */
  undo: 8_000,
  /** Between two looks at the profile's revision, while somebody uses the tab. */
  poll: 4_000,
  /** … while the tab is visible only, after so long without a pointer or a key. */
  quietPoll: 30_000,
  quietAfter: 60_000,
  /** So long the page waits for its first answer before its navigation stands without it. */
  late: 600,
};
export type Timings = typeof defaultTimings;

export const TimingsContext = createContext<Timings>(defaultTimings);
export const useTimings = () => useContext(TimingsContext);

/** True once so many milliseconds have passed. */
export function useLater(after: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return late;
}
