import { useEffect, useState } from 'react';
import type { MeView } from '#bot/features/people/wire';
import { useTimings } from '../../ui/timings';
import { useServer } from '../../use-resource';
import { mePath } from './me';

const uses = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/**
 * Looks every few seconds while somebody uses the tab, now and then while it is only visible,
 * whether something of mine changed elsewhere (in chat, say), and reads again what is on screen if so.
 * @returns false while the server cannot be reached
 */
export function useLive(wanted: boolean): boolean {
  const { api, resources } = useServer();
  const { poll, quietPoll, quietAfter } = useTimings();
  const [online, setOnline] = useState(navigator.onLine);

  useEffect(() => {
    if (!wanted) return;
    let looking = false;
    let lookedAt = Date.now();
    let usedAt = Date.now();
    const isQuiet = () => Date.now() - usedAt > quietAfter;
    async function look() {
      if (looking || document.visibilityState === 'hidden') return;
      looking = true;
      lookedAt = Date.now();
      const answer = await api.call<{ rev: number }>('GET', '/api/me/rev');
      looking = false;
      setOnline(answer.ok || answer.trouble.kind !== 'offline');
      if (answer.ok && answer.value.rev !== resources.read<MeView>(mePath).data?.rev) {
        await resources.refresh();
      }
    }
    const gone = () => setOnline(false);
    const timer = setInterval(() => {
      if (!isQuiet() || Date.now() - lookedAt >= quietPoll) void look();
    }, poll);
    const now = () => void look();
    const used = () => {
      const wasQuiet = isQuiet();
      usedAt = Date.now();
      if (wasQuiet) void look();
    };
    for (const kind of uses) addEventListener(kind, used, { passive: true });
    document.addEventListener('visibilitychange', now);
    addEventListener('online', now);
    addEventListener('offline', gone);
    return () => {
      clearInterval(timer);
      for (const kind of uses) removeEventListener(kind, used);
      document.removeEventListener('visibilitychange', now);
      removeEventListener('online', now);
      removeEventListener('offline', gone);
    };
  }, [api, resources, poll, quietPoll, quietAfter, wanted]);

  return online;
}
