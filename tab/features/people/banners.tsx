import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Answer, Trouble } from '../../api';
import { Notice } from '../../ui/notice';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { useDates, useWords } from '../../words';
import { useConsent, usePause } from './consent';
import { useMe } from './me';

/** What holds for every page: no connection, a pause, or no yes yet. */
export function Banners({ online }: { online: boolean }) {
  const { t } = useWords();
  const me = useMe();
  return (
    <>
      {!online && (
        <div role="status">
          <Notice tone="warm">{t('offline')}</Notice>
        </div>
      )}
      {me.undelivered !== null && <Undelivered why={me.undelivered} chat={me.chat} />}
      {me.pausedUntil !== null && <Paused from={me.pausedFrom} until={me.pausedUntil} />}
      {me.consent === 'not-now' && <NotNow />}
    </>
  );
}

/** Messages do not arrive: only in Teams itself can that be mended. */
function Undelivered({ why, chat }: { why: 'blocked' | 'noChat'; chat: string | null }) {
  const { t } = useWords();
  return (
    <div role="status">
      <Notice
        tone="warm"
        action={
          chat === null ? undefined : (
            <Button as="a" href={chat} target="_blank" rel="noreferrer">
              {t('undelivered.chat')}
            </Button>
          )
        }
      >
        {t(why === 'blocked' ? 'undelivered.blocked' : 'undelivered.noChat')}
      </Notice>
    </div>
  );
}

function Paused({ from, until }: { from: string | null; until: string }) {
  const { t } = useWords();
  const dates = useDates();
  const pause = usePause();
  return (
    <Step
      words={t('paused', {
        from: from === null ? 'none' : dates.calendarDay(from),
        day: dates.calendarDay(until),
      })}
      button={t('resume')}
      done={t('resumed')}
      act={() => pause(null)}
    />
  );
}

function NotNow() {
  const { t } = useWords();
  const consent = useConsent();
  return (
    <Step
      words={t('notNow')}
      button={t('countMeIn')}
      done={t('countedIn')}
      act={() => consent('in')}
    />
  );
}

interface StepProps {
  readonly words: string;
  readonly button: string;
  readonly done: string;
  readonly act: () => Promise<Answer<unknown>>;
}

function Step({ words, button, done, act }: StepProps) {
  const toasts = useToasts();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  async function press() {
    setTrouble(null);
    const answer = await act();
    if (answer.ok) toasts.say(done);
    else setTrouble(answer.trouble);
  }
  return (
    <>
      <Notice tone="warm" action={<Button onClick={() => void press()}>{button}</Button>}>
        {words}
      </Notice>
      {trouble !== null && <TroubleNotice trouble={trouble} retry={() => void press()} />}
    </>
  );
}
