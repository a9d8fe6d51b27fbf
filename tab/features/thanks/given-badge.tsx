import { Button } from '@fluentui/react-components';
import type { BadgesView, GivenView } from '#bot/features/thanks/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { BadgeCard } from './badge-card';
import { badgesPath } from './badges';
import styles from './given-badge.module.css';

const takenBack =
  (id: string) =>
  (known: BadgesView): BadgesView => ({
    ...known,
    given: known.given.map((badge) =>
      badge.id === id ? { ...badge, state: 'withdrawn' as const } : badge,
    ),
  });

export function GivenBadge({ badge, pointedAt }: { badge: GivenView; pointedAt: boolean }) {
  const { t, language } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const { id } = badge;
  const names = new Intl.ListFormat(language).format(badge.to.map(({ name }) => name));

  /** What is taken back is gone for the receiver, so it only happens once no undo can come. */
  function takeBack() {
    const layer = resources.lay<BadgesView>(badgesPath, takenBack(id));
    toasts.offerUndo({
      text: t('badges.takenBack'),
      undo: () => layer.drop(),
      async gone(last) {
        const address = `/api/badges/given/${encodeURIComponent(id)}/take-back`;
        const answer = await api.call<{ said: string }>('POST', address, {}, last);
        if (answer.ok) layer.commit(takenBack(id));
        else {
          layer.drop();
          toasts.say(troubleText(t, answer.trouble));
        }
      },
    });
  }

  return (
    <BadgeCard
      id={id}
      badge={badge.badge}
      skill={badge.skill}
      text={badge.text}
      people={t('badges.to', { names })}
      at={badge.at}
      pointedAt={pointedAt}
      sees={
        <WhoSees who="others">
          {badge.visibility === 'team' ? t('badges.sees.team') : t('sees.youAnd', { name: names })}
        </WhoSees>
      }
      action={
        badge.state === 'withdrawn' ? (
          <span className={cx(font.small, font.quiet, styles.withdrawn)}>{t('withdrawn')}</span>
        ) : (
          <Button
            size="small"
            appearance="subtle"
            aria-label={t('badges.takeBackOne', { names, skill: badge.skill })}
            onClick={takeBack}
          >
            {t('badges.takeBack')}
          </Button>
        )
      }
    />
  );
}
