import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { AskInput } from '#bot/features/help/wire';
import type { Trouble } from '../../api';
import { placeOfCard } from '../../teams/places';
import { useRouter } from '../../teams/router';
import { Dialog } from '../../ui/dialog';
import { useDraft } from '../../ui/drafts';
import { Notice } from '../../ui/notice';
import { SkeletonLines } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { type Say, useWords } from '../../words';
import { BeforeAsk, useBeforeAsk } from '../howto/before-ask';
import { useMe } from '../people/me';
import { AskForm } from './ask-form';
import { type AskDraft, daysAfter } from './ask-rules';
import { AskedSteps } from './asked-steps';
import type { Aim, Wanted } from './asking';
import { isFull, useAskChanges, useAsks } from './asks';

const blank: AskDraft = { op: '', what: '', minutes: 30, by: null };

/** The form; then, before the server has agreed, what happens next. A no brings the form back. */
export function AskDialog({ wanted, onClose }: { wanted: Wanted; onClose: () => void }) {
  const { t } = useWords();
  const { go } = useRouter();
  const { settings } = useMe();
  const asks = useAsks();
  const changes = useAskChanges();
  const toasts = useToasts();
  const { skill, what = '' } = wanted;
  const [one, setOne] = useState(wanted.one);
  // What was typed about a topic stays until it is asked.
  const [draft, change, clear] = useDraft<AskDraft>(draftOf(wanted), { ...blank, what });
  const [sent, setSent] = useState<{ readonly id: string | null } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const before = useBeforeAsk(skill);
  // Whoever wrote something already, or chose whom, wants to ask.
  const [anyway, setAnyway] = useState(draft.what !== '' || wanted.one !== undefined);

  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  async function send(input: AskInput) {
    setSent({ id: null });
    setTrouble(null);
    const answer = await changes.ask(input, t('ask.sending'));
    if (answer.ok) {
      clear();
      return setSent({ id: answer.value.id });
    }
    // Closed in the meantime: what was typed is there when the form is opened again.
    if (!here.current) return toasts.say(troubleText(t, answer.trouble));
    setSent(null);
    setTrouble(answer.trouble);
  }

  function see(id: string | null) {
    onClose();
    go(id === null ? placeOfCard('asks', undefined) : { page: 'find', item: id });
  }

  // What day it is, the server knows; without it the browser's clock has to do.
  const days = asks.data ?? (asks.trouble === undefined ? undefined : daysIn(settings.zone));
  return (
    <Dialog title={titleOf(t, skill, one, sent !== null)} onClose={onClose}>
      {sent !== null ? (
        <AskedSteps
          skill={skill}
          one={one}
          busy={sent.id === null}
          onSee={() => see(sent.id)}
          onDone={onClose}
        />
      ) : isFull(asks.data) ? (
        <Notice tone="warm" action={<Button onClick={() => see(null)}>{t('ask.see')}</Button>}>
          {t('ask.full')}
        </Notice>
      ) : !anyway && before.data !== undefined && before.data.found !== null ? (
        <BeforeAsk view={before.data} onAnyway={() => setAnyway(true)} onWorked={onClose} />
      ) : days === undefined || (before.data === undefined && before.trouble === undefined) ? (
        <SkeletonLines lines={5} />
      ) : (
        <AskForm
          skill={skill}
          one={one}
          onNameless={() => {
            setOne(undefined);
            setTrouble(null);
            change({ op: '' });
          }}
          draft={draft}
          onChange={change}
          days={days}
          trouble={trouble}
          onSend={(input) => void send(input)}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}

/** What is typed to one colleague is no draft of a question to another. */
function draftOf({ skill, one }: Wanted): string {
  if (one === undefined) return `ask~${skill}`;
  return `ask~${skill}~${one.as === 'named' ? one.to : one.line}`;
}

function titleOf(t: Say, skill: string, one: Aim | undefined, sent: boolean): string {
  if (one?.as === 'named') {
    return t(sent ? 'ask.namedSent' : 'ask.namedTitle', { skill, name: one.name });
  }
  if (sent) return t('ask.sent', { skill });
  return t(one === undefined ? 'ask.title' : 'ask.lineTitle', { skill });
}

function daysIn(timeZone: string) {
  const today = todayIn(timeZone);
  return { today, usual: daysAfter(today, 7) };
}

/** Sweden writes dates the ISO way. */
function todayIn(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());
  } catch {
    // A zone this browser has never heard of.
    return new Date().toISOString().slice(0, 10);
  }
}
