import { useState } from 'react';
import type { OpenView } from '#bot/features/people/wire';
import { useRouter } from '../../teams/router';
import { Empty } from '../../ui/empty';
import layout from '../../ui/layout.module.css';
import { Live } from '../../ui/live';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { useWords } from '../../words';
import { CheckinPanel } from '../checkin/checkin-panel';
import styles from './for-you-page.module.css';
import { useMe } from './me';
import { OpenItem } from './open-item';

interface Done {
  readonly item: OpenView;
  readonly said: string;
}

/** Everything that waits for me, before and after a card about it was sent; and my check-in. */
export function ForYouPage() {
  const { t } = useWords();
  const { place } = useRouter();
  const { open } = useMe();
  // It has a panel of its own.
  const checkin = open.find(({ kind }) => kind === 'checkin');
  const others = open.filter((item) => item !== checkin);
  const asked = place.item === 'checkin' || (checkin !== undefined && place.item === checkin.id);
  const [done, setDone] = useState<readonly Done[]>([]);

  return (
    <Page
      picture={open.length === 0 ? null : 'empty-foryou'}
      title={t('nav.for-you')}
      lead={open.length === 0 ? t('forYou.lead') : t('forYou.count', { count: open.length })}
    >
      <div className={layout.columns}>
        <div className={layout.stack}>
          <Live>
            {done.map(({ item, said }) => (
              <Notice key={item.id} tone="done">
                {said}
              </Notice>
            ))}
          </Live>
          {open.length === 0 && <Empty picture="foryou" words={t('forYou.none')} />}
          {others.length > 0 && (
            <ul className={styles.list} aria-label={t('nav.for-you')}>
              {others.map((item) => (
                <OpenItem
                  key={item.id}
                  item={item}
                  pointedAt={item.id === place.item}
                  onDone={(said) => setDone((before) => [{ item, said }, ...before])}
                />
              ))}
            </ul>
          )}
        </div>
        <CheckinPanel key={place.item} startOpen={asked} waits={checkin?.expires ?? null} />
      </div>
    </Page>
  );
}
