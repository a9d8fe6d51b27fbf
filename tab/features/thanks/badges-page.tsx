import { Button } from '@fluentui/react-components';
import { HeartRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import { skillKey } from '#bot/core/text';
import type { BadgesView } from '#bot/features/thanks/wire';
import { useRouter } from '../../teams/router';
import { cx } from '../../ui/cx';
import { Empty } from '../../ui/empty';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { QuietSelect } from '../../ui/quiet-select';
import { SkeletonPage } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { badgesPath } from './badges';
import styles from './badges-page.module.css';
import { GivenBadge } from './given-badge';
import { ReceivedBadge } from './received-badge';
import { Shelf } from './shelf';
import { useThanking } from './thanking';

/** The shelf of what I received, with the story behind each; then what I gave. */
export function BadgesPage() {
  const { t } = useWords();
  const { place } = useRouter();
  const thanking = useThanking();
  const { data, trouble, again } = useResource<BadgesView>(badgesPath);

  useEffect(() => {
    if (place.item === 'new') thanking.open({});
  }, [place, thanking]);

  const skills = useMemo(() => skillsIn(data), [data]);
  const [skill, setSkill] = useState('');

  if (data === undefined && trouble === undefined) return <SkeletonPage />;
  const received = data?.received ?? [];
  const given = data?.given ?? [];
  // A badge pointed at is shown, whatever was filtered before.
  const about = skills.some(({ value }) => value === skill) ? skill : '';
  const matching = <T extends { readonly id: string; readonly skill: string }>(
    badges: readonly T[],
  ) =>
    about === ''
      ? badges
      : badges.filter((badge) => skillKey(badge.skill) === about || badge.id === place.item);
  const shown = matching(received.filter(({ hidden }) => !hidden));
  const hidden = matching(received.filter((badge) => badge.hidden));
  const shownGiven = matching(given);
  const thank = (
    <Button appearance="primary" icon={<HeartRegular />} onClick={() => thanking.open({})}>
      {t('thank.title')}
    </Button>
  );

  return (
    <Page
      picture={received.length === 0 ? null : 'empty-badges'}
      title={t('nav.badges')}
      lead={t('badges.lead')}
      action={thank}
    >
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data !== undefined && (
        <>
          {skills.length > 1 && (
            <div className={cx(font.body, layout.row)}>
              <span aria-hidden="true">{t('badges.about')}</span>
              <QuietSelect
                label={t('badges.about')}
                value={about}
                options={[{ value: '', label: t('badges.everySkill') }, ...skills]}
                onChange={setSkill}
              />
            </div>
          )}
          {(about === '' || shown.length + hidden.length > 0) && (
            <section className={layout.stack} aria-labelledby="badges-received">
              <h2 id="badges-received" className={font.section}>
                {t('badges.received')}
              </h2>
              {received.length === 0 ? (
                <Empty picture="badges" words={t('badges.noneReceived')} />
              ) : (
                <>
                  {shown.length > 1 && <Shelf badges={shown} />}
                  <ul className={styles.stories}>
                    {shown.map((badge) => (
                      <ReceivedBadge
                        key={badge.id}
                        badge={badge}
                        pointedAt={badge.id === place.item}
                      />
                    ))}
                  </ul>
                </>
              )}
              {hidden.length > 0 && (
                <details open={hidden.some(({ id }) => id === place.item)}>
                  <summary className={cx(font.body, styles.summary)}>
                    {t('badges.hidden', { count: hidden.length })}
                  </summary>
                  <ul className={cx(styles.stories, styles.hidden)}>
                    {hidden.map((badge) => (
                      <ReceivedBadge
                        key={badge.id}
                        badge={badge}
                        pointedAt={badge.id === place.item}
                      />
                    ))}
                  </ul>
                </details>
              )}
            </section>
          )}
          {(about === '' || shownGiven.length > 0) && (
            <section className={layout.stack} aria-labelledby="badges-given">
              <h2 id="badges-given" className={font.section}>
                {t('badges.given')}
              </h2>
              {given.length === 0 ? (
                <p className={cx(font.body, font.quiet)}>{t('badges.noneGiven')}</p>
              ) : (
                <ul className={styles.stories}>
                  {shownGiven.map((badge) => (
                    <GivenBadge key={badge.id} badge={badge} pointedAt={badge.id === place.item} />
                  ))}
                </ul>
              )}
            </section>
          )}
        </>
      )}
    </Page>
  );
}

/** The skills that badges are about, each once, in order of the alphabet. */
function skillsIn(data: BadgesView | undefined): { value: string; label: string }[] {
  const named = new Map<string, string>();
  for (const { skill } of [...(data?.received ?? []), ...(data?.given ?? [])]) {
    if (!named.has(skillKey(skill))) named.set(skillKey(skill), skill);
  }
  return [...named]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label));
}
