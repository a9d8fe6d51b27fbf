import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { HeartRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { BadgesView } from '#bot/features/thanks/wire';
import { useRouter } from '../../teams/router';
import { Empty } from '../../ui/empty';
import { Page } from '../../ui/page';
import { SkeletonPage } from '../../ui/skeleton';
import { focusRing, space, useLayout, useType } from '../../ui/styles';
import { TroubleNotice } from '../../ui/trouble';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { badgesPath } from './badges';
import { GivenBadge } from './given-badge';
import { ReceivedBadge } from './received-badge';
import { useThanking } from './thanking';

const useStyles = makeStyles({
  shelf: {
    display: 'grid',
    gap: space.l,
    alignItems: 'stretch',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
  },
  summary: {
    width: 'fit-content',
    padding: `${space.s} ${space.xs}`,
    borderRadius: '6px',
    cursor: 'pointer',
    ':focus-visible': focusRing,
  },
  hidden: { paddingTop: space.m },
});

/** The shelf of what I received, with the story behind each; then what I gave. */
export function BadgesPage() {
  const styles = useStyles();
  const type = useType();
  const layout = useLayout();
  const { t } = useWords();
  const { place } = useRouter();
  const thanking = useThanking();
  const { data, trouble, again } = useResource<BadgesView>(badgesPath);

  useEffect(() => {
    if (place.item === 'new') thanking.open({});
  }, [place, thanking]);

  if (data === undefined && trouble === undefined) return <SkeletonPage />;
  const received = data?.received ?? [];
  const shown = received.filter(({ hidden }) => !hidden);
  const hidden = received.filter((badge) => badge.hidden);
  const given = data?.given ?? [];
  const thank = (
    <Button appearance="primary" icon={<HeartRegular />} onClick={() => thanking.open({})}>
      {t('thank.title')}
    </Button>
  );

  return (
    <Page title={t('nav.badges')} lead={t('badges.lead')} action={thank}>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data !== undefined && (
        <>
          <section className={layout.stack} aria-labelledby="badges-received">
            <h2 id="badges-received" className={type.section}>
              {t('badges.received')}
            </h2>
            {received.length === 0 ? (
              <Empty picture="badges" words={t('badges.noneReceived')} />
            ) : (
              <ul className={styles.shelf}>
                {shown.map((badge) => (
                  <ReceivedBadge key={badge.id} badge={badge} pointedAt={badge.id === place.item} />
                ))}
              </ul>
            )}
            {hidden.length > 0 && (
              <details open={hidden.some(({ id }) => id === place.item)}>
                <summary className={mergeClasses(type.body, styles.summary)}>
                  {t('badges.hidden', { count: hidden.length })}
                </summary>
                <ul className={mergeClasses(styles.shelf, styles.hidden)}>
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
          <section className={layout.stack} aria-labelledby="badges-given">
            <h2 id="badges-given" className={type.section}>
              {t('badges.given')}
            </h2>
            {given.length === 0 ? (
              <p className={mergeClasses(type.body, type.quiet)}>{t('badges.noneGiven')}</p>
            ) : (
              <ul className={styles.shelf}>
                {given.map((badge) => (
                  <GivenBadge key={badge.id} badge={badge} pointedAt={badge.id === place.item} />
                ))}
              </ul>
            )}
          </section>
        </>
      )}
    </Page>
  );
}
