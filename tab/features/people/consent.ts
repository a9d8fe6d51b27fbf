import { useCallback } from 'react';
import type { MeView } from '#bot/features/people/wire';
import type { Answer } from '../../api';
import { useServer } from '../../use-resource';
import { mePath } from './me';

/** "Count me in" and "Not now". */
export function useConsent() {
  const { api, resources } = useServer();
  return useCallback(
    (answer: 'in' | 'not-now'): Promise<Answer<unknown>> =>
      resources.change<MeView, unknown>(
        mePath,
        // Shown only once it is so: a yes is not something to take back silently.
        (me) => me,
        () => api.call('PUT', '/api/me/consent', { answer }),
        (me) => ({ ...me, consent: answer }),
      ),
    [api, resources],
  );
}

/** Pauses until a day (its last), or goes on with null. */
export function usePause() {
  const { api, resources } = useServer();
  return useCallback(
    (until: string | null): Promise<Answer<unknown>> =>
      resources.change<MeView, unknown>(
        mePath,
        (me) => me,
        () => api.call('PUT', '/api/me/pause', { until }),
        (me) => ({ ...me, pausedFrom: null, pausedUntil: until }),
      ),
    [api, resources],
  );
}
