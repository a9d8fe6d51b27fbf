import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { OpenView } from '#bot/features/people/wire';
import { useRouter } from '../../teams/router';
import { Empty } from '../../ui/empty';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { space, useLayout } from '../../ui/styles';
import { useWords } from '../../words';
import { CheckinPanel } from '../checkin/checkin-panel';
import { useMe } from './me';
import { OpenItem } from './open-item';

const useStyles = makeStyles({
  list: { display: 'grid', gap: space.l, minWidth: 0 },
});

interface Done {
  readonly item: OpenView;
  readonly said: string;
}

/** Everything that waits for me, before and after a card about it was sent; and my check-in. */
export function ForYouPage() {
  const styles = useStyles();
  const layout = useLayout();
  const { t } = useWords();
  const { place } = useRouter();
  const { open } = useMe();
  const [done, setDone] = useState<readonly Done[]>([]);

  return (
    <Page
      title={t('nav.for-you')}
      lead={open.length === 0 ? t('forYou.lead') : t('forYou.count', { count: open.length })}
    >
      <div role="status" className={layout.stack}>
        {done.map(({ item, said }) => (
          <Notice key={item.id} tone="done">
            {said}
          </Notice>
        ))}
      </div>
      <div className={layout.columns}>
        {open.length === 0 ? (
          <Empty picture="foryou" words={t('forYou.none')} />
        ) : (
          <ul className={styles.list} aria-label={t('nav.for-you')}>
            {open.map((item) => (
              <OpenItem
                key={item.id}
                item={item}
                pointedAt={item.id === place.item}
                onDone={(said) => setDone((before) => [{ item, said }, ...before])}
              />
            ))}
          </ul>
        )}
        <CheckinPanel startOpen={place.item === 'checkin'} />
      </div>
    </Page>
  );
}
