import { useEffect, useState } from 'react';
import type { MeView } from '#bot/features/people/wire';
import { useTimings } from '../../ui/timings';
import { useServer } from '../../use-resource';
import { mePath } from './me';

/**
 * Looks every few seconds, only while the tab is visible, whether something of mine changed
 * elsewhere (in chat, say), and reads again what is on screen if so.
 * @returns false while the server cannot be reached
 */
export function useLive(wanted: boolean): boolean {
  const { api, resources } = useServer();
  const { poll } = useTimings();
  const [online, setOnline] = useState(navigator.onLine);

  useEffect(() => {
    if (!wanted) return;
    let looking = false;
    async function look() {
      if (looking || document.visibilityState === 'hidden') return;
      looking = true;
      const answer = await api.call<{ rev: number }>('GET', '/api/me/rev');
      looking = false;
      setOnline(answer.ok || answer.trouble.kind !== 'offline');
      if (answer.ok && answer.value.rev !== resources.read<MeView>(mePath).data?.rev) {
        await resources.refresh();
      }
    }
    const gone = () => setOnline(false);
    const timer = setInterval(() => void look(), poll);
    const now = () => void look();
    document.addEventListener('visibilitychange', now);
    addEventListener('online', now);
    addEventListener('offline', gone);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', now);
      removeEventListener('online', now);
      removeEventListener('offline', gone);
    };
  }, [api, resources, poll, wanted]);

  return online;
}
