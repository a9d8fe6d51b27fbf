import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { BadgesView, ReceivedView } from '#bot/features/thanks/wire';
import type { Trouble } from '../../api';
import { Notice } from '../../ui/notice';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { BadgeCard } from './badge-card';
import { badgesPath } from './badges';

const withReceived =
  (id: string, change: Partial<ReceivedView>) =>
  (known: BadgesView): BadgesView => ({
    ...known,
    received: known.received.map((badge) => (badge.id === id ? { ...badge, ...change } : badge)),
  });

export function ReceivedBadge({ badge, pointedAt }: { badge: ReceivedView; pointedAt: boolean }) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const { id, hidden, skill, from } = badge;
  const address = `/api/badges/received/${encodeURIComponent(id)}`;

  async function hide(hide: boolean) {
    const answer = await resources.change<BadgesView, unknown>(
      badgesPath,
      withReceived(id, { hidden: hide }),
      () => api.call('PUT', `${address}/hidden`, { hidden: hide }),
    );
    if (!answer.ok) toasts.say(troubleText(t, answer.trouble));
  }

  function hideWithUndo() {
    void hide(true);
    toasts.offerUndo({ text: t('badges.nowHidden'), undo: () => void hide(false) });
  }

  return (
    <BadgeCard
      id={id}
      badge={badge.badge}
      skill={skill}
      text={badge.text}
      people={t('badges.from', { name: from })}
      at={badge.at}
      pointedAt={pointedAt}
      sees={
        badge.visibility === 'team' ? (
          <WhoSees who="others">{t('badges.sees.team')}</WhoSees>
        ) : (
          <WhoSees who="me">{t('sees.youAnd', { name: from })}</WhoSees>
        )
      }
      action={
        <Button
          size="small"
          appearance="subtle"
          aria-label={t(hidden ? 'badges.showOne' : 'badges.hideOne', { name: from, skill })}
          onClick={hidden ? () => void hide(false) : hideWithUndo}
        >
          {t(hidden ? 'badges.show' : 'badges.hide')}
        </Button>
      }
    >
      {badge.offer === 'open' && !hidden && <Offer id={id} skill={skill} />}
    </BadgeCard>
  );
}

/** Asked once: should what I was thanked for join my skills to share? */
function Offer({ id, skill }: { id: string; skill: string }) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function answer(accept: boolean) {
    setBusy(true);
    setTrouble(null);
    const answered = await resources.change<BadgesView, { said: string }>(
      badgesPath,
      (known) => known,
      () => api.call('POST', `/api/badges/received/${encodeURIComponent(id)}/offer`, { accept }),
      withReceived(id, { offer: accept ? 'taken' : 'declined' }),
    );
    setBusy(false);
    if (!answered.ok) return setTrouble(answered.trouble);
    toasts.say(answered.value.said);
    if (accept) void resources.refresh();
  }

  return (
    <>
      <Notice
        tone="ask"
        action={
          <>
            <Button size="small" disabledFocusable={busy} onClick={() => void answer(true)}>
              {t('badges.offerYes')}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              disabledFocusable={busy}
              onClick={() => void answer(false)}
            >
              {t('badges.offerNo')}
            </Button>
          </>
        }
      >
        {t('badges.offer', { skill })}
      </Notice>
      {trouble !== null && <TroubleNotice trouble={trouble} />}
    </>
  );
}
