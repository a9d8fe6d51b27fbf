import { type ReactNode, useState } from 'react';
import type { Answer, Trouble } from '../../api';
import { SaveState } from '../../ui/save-state';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';

type Act = () => Promise<Answer<{ said: string }>>;

interface Run {
  readonly busy: boolean;
  readonly run: (act: Act) => void;
  /** What went wrong, with a way to try again where that helps. */
  readonly failure: ReactNode;
  readonly state: ReactNode;
}

/** Carries out one act at a time, and says what came of it. */
export function useRun(): Run {
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ act: Act; trouble: Trouble } | null>(null);

  async function start(act: Act) {
    setBusy(true);
    setFailed(null);
    const answer = await act();
    setBusy(false);
    if (!answer.ok) return setFailed({ act, trouble: answer.trouble });
    if (answer.value.said !== '') toasts.say(answer.value.said);
  }
  const run = (act: Act) => void start(act);

  return {
    busy,
    run,
    failure: failed !== null && (
      <TroubleNotice
        trouble={failed.trouble}
        {...(failed.trouble.kind === 'refused' ? {} : { retry: () => run(failed.act) })}
      />
    ),
    state: <SaveState state={busy ? 'saving' : 'idle'} />,
  };
}
