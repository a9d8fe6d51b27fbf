import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { DeliveryView } from '#bot/features/admin/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import { Empty } from '../../ui/empty';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { SkeletonLines } from '../../ui/skeleton';
import { useTimings } from '../../ui/timings';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useBackstage, useDates } from '../../words';
import { useMe } from '../people/me';
import styles from './delivery.module.css';
import { Figure, Figures } from './figures';
import { ParkedList } from './parked-list';
import { deliveryPath } from './path';
import { Recalls } from './recalls';

/** How messages get through, for who runs the product: figures and codes, never a person. */
export function Delivery() {
  const { data, trouble, again } = useResource<DeliveryView>(deliveryPath);
  useFollowing(again);

  return (
    <>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data === undefined && trouble === undefined && <SkeletonLines lines={6} />}
      {data !== undefined && (
        <>
          {data.blocked !== null && <Blocked blocked={data.blocked} />}
          <div className={layout.columns}>
            <Now view={data} />
            <Outcomes view={data} />
          </div>
          {data.parked.length > 0 && <ParkedList parked={data.parked} />}
          <Recalls recalls={data.recalls} kinds={data.kinds} />
        </>
      )}
    </>
  );
}

/** Looks again every few seconds, and at once when the tab comes back into view. */
function useFollowing(again: () => void): void {
  const { poll } = useTimings();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'hidden') again();
    };
    const timer = setInterval(look, poll);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [again, poll]);
}

function Blocked({ blocked }: { blocked: NonNullable<DeliveryView['blocked']> }) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const { api, resources } = useServer();
  const toasts = useToasts();

  async function resume() {
    const answer = await resources.change<DeliveryView, DeliveryView>(
      deliveryPath,
      (known) => known,
      () => api.call('POST', `${deliveryPath}/resume`),
      (_, now) => now,
    );
    toasts.say(answer.ok ? t('delivery.resumed') : troubleText(t, answer.trouble));
  }

  return (
    <div role="alert">
      <Notice
        tone="wrong"
        action={<Button onClick={() => void resume()}>{t('delivery.resume')}</Button>}
      >
        {t('delivery.blocked', { why: blocked.why, at: dates.minute(blocked.since) })}
      </Notice>
    </div>
  );
}

/** Of the rows that are due no more are counted than these. */
const countedTo = 1_000;

function Now({ view }: { view: DeliveryView }) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const quiet =
    view.waiting + view.unreadable === 0 && view.parked.length === 0 && view.blocked === null;
  return (
    <Card title={t('delivery.now')}>
      {quiet && <Empty picture="foryou" words={t('delivery.allDelivered')} />}
      <Figures>
        <Figure name={t('delivery.waiting')}>
          {view.waiting >= countedTo
            ? t('delivery.orMore', { count: view.waiting })
            : t('delivery.count', { count: view.waiting })}
        </Figure>
        <Figure name={t('delivery.oldestDue')}>
          {view.oldestDue === null ? t('delivery.nothing') : dates.minute(view.oldestDue)}
        </Figure>
        <Figure name={t('delivery.rate')}>
          {t('delivery.ofRate', { rate: view.ratePerSecond, setting: view.rateSetting })}
        </Figure>
        <Figure name={t('delivery.unreadable')} hint={t('delivery.unreadableHint')}>
          {t('delivery.count', { count: view.unreadable })}
        </Figure>
        <Figure name={t('delivery.lease')}>
          {t(view.leaseHolder === null ? 'delivery.noLease' : 'delivery.oneSends')}
        </Figure>
      </Figures>
    </Card>
  );
}

function Outcomes({ view }: { view: DeliveryView }) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const refused = view.refusedByReason.reduce((sum, { count }) => sum + count, 0);
  const count = (number: number) => t('delivery.count', { count: number });
  return (
    <Card
      title={t('delivery.soFar')}
      lead={
        view.since === null
          ? t('delivery.notYet')
          : t('delivery.since', { at: dates.minute(view.since) })
      }
    >
      <Figures>
        <Figure name={t('delivery.sent')}>{count(view.sent)}</Figure>
        <Figure name={t('delivery.missed')} hint={t('delivery.missedHint')}>
          {count(view.missed)}
        </Figure>
        <Figure name={t('delivery.refused')}>{count(refused)}</Figure>
        <Figure name={t('delivery.parkedCount')}>{count(view.parked.length)}</Figure>
      </Figures>
      {view.refusedByReason.length > 0 && (
        <section className={styles.reasons} aria-label={t('delivery.reasons')}>
          <h3 className={font.item}>{t('delivery.reasons')}</h3>
          <ul>
            {view.refusedByReason.map(({ why, count: times }) => (
              <li key={why} className={cx(font.body, styles.reason)}>
                <code className={styles.code}>{why}</code>
                <span>{count(times)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}
