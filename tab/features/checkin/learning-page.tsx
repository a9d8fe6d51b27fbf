import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { LearningEntry } from '#bot/features/checkin/wire';
import { useRouter } from '../../teams/router';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import { Page } from '../../ui/page';
import { SkeletonPage } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { Entry } from './entry';
import styles from './learning-page.module.css';
import { Review } from './review';
import { Year } from './year';
import { yearOf } from './year-rules';

const path = '/api/learning';
interface Learning {
  readonly entries: readonly LearningEntry[];
}

/** My timeline: check-ins, badges and skills offered, newest first; nobody else sees it. */
export function LearningPage() {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const { link } = useRouter();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const { data, trouble, again } = useResource<Learning>(path);
  const months = useMemo(
    () =>
      [...groupBy(data?.entries ?? [], ({ at }) => dates.month(at))].map(
        ([month, entries]) => [month, byDay(entries, ({ at }) => dates.day(at))] as const,
      ),
    [data, dates],
  );
  const year = useMemo(() => {
    const entries = data?.entries ?? [];
    const now = new Date().toISOString();
    const last = entries.reduce((latest, { at }) => (at > latest ? at : latest), now);
    return yearOf(entries, last, {
      monthKey: dates.monthKey,
      short: dates.monthShort,
      long: dates.month,
    });
  }, [data, dates]);

  if (data === undefined && trouble === undefined) return <SkeletonPage />;

  /** A check-in cannot be made again as it was, so it is only taken away once no undo can come. */
  function remove(entry: LearningEntry) {
    const layer = resources.lay<Learning>(path, without(entry.id));
    toasts.offerUndo({
      text: t('learning.removed'),
      undo: () => layer.drop(),
      async gone(last) {
        const address = `/api/learning/${encodeURIComponent(entry.id)}`;
        const answer = await api.call('DELETE', address, undefined, last);
        if (answer.ok) layer.commit(without(entry.id));
        else {
          layer.drop();
          toasts.say(troubleText(t, answer.trouble));
        }
      },
    });
  }

  return (
    <Page
      picture={months.length === 0 ? null : 'empty-learning'}
      title={t('nav.learning')}
      lead={t('learning.lead')}
      sees={<WhoSees who="me">{t('learning.sees')}</WhoSees>}
    >
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data !== undefined && data.entries.length === 0 && (
        <Empty
          picture="learning"
          words={t('learning.none')}
          action={
            <Button as="a" appearance="primary" {...link({ page: 'for-you', item: 'checkin' })}>
              {t('checkin.start')}
            </Button>
          }
        />
      )}
      {data !== undefined && data.entries.length > 0 && <Year months={year} />}
      <div className={styles.beside}>
        <div className={styles.timeline}>
          {months.map(([month, entries]) => (
            <Card key={month} title={month}>
              <ol className={styles.list}>
                {entries.map(({ entry, also }) => (
                  <Entry key={entry.id} entry={entry} also={also} onRemove={() => remove(entry)} />
                ))}
              </ol>
            </Card>
          ))}
        </div>
        {data !== undefined && data.entries.length > 0 && <Review entries={data.entries} />}
      </div>
    </Page>
  );
}

const without = (id: string) => (known: Learning) => ({
  entries: known.entries.filter((entry) => entry.id !== id),
});

interface Row {
  readonly entry: LearningEntry;
  /** What else was shared that day: one row says it all. */
  readonly also: readonly string[];
}

function byDay(entries: readonly LearningEntry[], day: (entry: LearningEntry) => string): Row[] {
  const shares = groupBy(
    entries.filter(({ kind }) => kind === 'share'),
    day,
  );
  return entries.flatMap((entry): Row[] => {
    const [first, ...others] = entry.kind === 'share' ? (shares.get(day(entry)) ?? []) : [];
    if (first === undefined) return [{ entry, also: [] }];
    const also = others.flatMap((other) => (other.kind === 'share' ? [other.name] : []));
    return first === entry ? [{ entry, also }] : [];
  });
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
