import { useEffect, useState } from 'react';
import type { SuggestionsView } from '#bot/features/skills/wire';
import { useServer } from '../../use-resource';

/** So long nothing was typed before the server is asked. */
const pauseMs = 120;

interface Suggestions extends SuggestionsView {
  /** What they go with; something else while they are on their way. */
  readonly text: string;
}
const none: Suggestions = { text: '', suggestions: [], known: false, esco: false };

/** Skills that go with what is typed; an answer that comes too late is let go. */
export function useSuggestions(typed: string): Suggestions {
  const { api } = useServer();
  const [found, setFound] = useState(none);
  const text = typed.trim().slice(0, 200);
  useEffect(() => {
    if (text === '') {
      setFound(none);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await api.call<SuggestionsView>(
        'GET',
        `/api/skills/search?text=${encodeURIComponent(text)}`,
      );
      // Without an answer what is typed can still be added.
      if (current) setFound({ ...(answer.ok ? answer.value : none), text });
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, text]);
  return found;
}
