import { Button } from '@fluentui/react-components';
import { HeartRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { BadgesView } from '#bot/features/thanks/wire';
import { useRouter } from '../../teams/router';
import { cx } from '../../ui/cx';
import { Empty } from '../../ui/empty';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { SkeletonPage } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { badgesPath } from './badges';
import styles from './badges-page.module.css';
import { GivenBadge } from './given-badge';
import { ReceivedBadge } from './received-badge';
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
    <Page
      picture={received.length === 0 ? null : 'empty-badges'}
      title={t('nav.badges')}
      lead={t('badges.lead')}
      action={thank}
    >
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data !== undefined && (
        <>
          <section className={layout.stack} aria-labelledby="badges-received">
            <h2 id="badges-received" className={font.section}>
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
                <summary className={cx(font.body, styles.summary)}>
                  {t('badges.hidden', { count: hidden.length })}
                </summary>
                <ul className={cx(styles.shelf, styles.hidden)}>
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
            <h2 id="badges-given" className={font.section}>
              {t('badges.given')}
            </h2>
            {given.length === 0 ? (
              <p className={cx(font.body, font.quiet)}>{t('badges.noneGiven')}</p>
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
