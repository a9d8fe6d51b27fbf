import { Button } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import type { DeliveryView, RecallView } from '#bot/features/admin/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useBackstage, useDates } from '../../words';
import { useMe } from '../people/me';
import { deliveryPath } from './path';
import styles from './recalls.module.css';
import { StartRecall } from './start-recall';

interface RecallsProps {
  readonly recalls: readonly RecallView[];
  readonly kinds: DeliveryView['kinds'];
}

/** Taking back what was sent by mistake, and how far that is. */
export function Recalls({ recalls, kinds }: RecallsProps) {
  const { t } = useBackstage();
  return (
    <Card title={t('recall.title')} lead={t('recall.lead')}>
      {recalls.length > 0 && (
        <ul className={styles.list}>
          {recalls.map((recall) => (
            <Recall key={recall.id} recall={recall} />
          ))}
        </ul>
      )}
      <StartRecall kinds={kinds} />
    </Card>
  );
}

function Recall({ recall }: { recall: RecallView }) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const { api, resources } = useServer();
  const toasts = useToasts();
  const self = useRef<HTMLLIElement>(null);
  const [busy, setBusy] = useState(false);
  const name = useId();
  const what = nameOf(t, recall);

  async function cancel() {
    setBusy(true);
    const heading = self.current?.closest('section')?.querySelector('h2');
    const answer = await api.call<RecallView>(
      'POST',
      `${deliveryPath}/recall/${encodeURIComponent(recall.id)}/cancel`,
    );
    setBusy(false);
    toasts.say(answer.ok ? t('recall.cancelled') : troubleText(t, answer.trouble));
    if (!answer.ok) return;
    heading?.focus();
    resources
      .lay<DeliveryView>(deliveryPath, (view) => view)
      .commit((view) => ({ ...view, recalls: view.recalls.filter(({ id }) => id !== recall.id) }));
  }

  return (
    <li ref={self} className={styles.recall}>
      <div className={styles.words}>
        <p id={name} className={font.item}>
          {what}
        </p>
        <p className={cx(font.small, font.quiet)}>
          {t(`recall.${recall.state}`, { at: dates.minute(recall.since) })}
        </p>
        {recall.state === 'running' && (
          <progress
            className={styles.bar}
            aria-labelledby={name}
            {...(recall.total === null
              ? {}
              : { max: recall.total, value: Math.min(recall.people, recall.total) })}
          />
        )}
        <p className={font.body}>
          {t('recall.progress', {
            people: recall.people,
            items: recall.items,
            cards: recall.cards,
          })}
        </p>
        {recall.failed > 0 && (
          <p className={font.body}>{t('recall.failed', { count: recall.failed })}</p>
        )}
      </div>
      <Button
        aria-label={t('recall.cancelOne', { what })}
        disabledFocusable={busy}
        onClick={() => void cancel()}
      >
        {t('cancel')}
      </Button>
    </li>
  );
}

const nameOf = (
  t: ReturnType<typeof useBackstage>['t'],
  { kind, name, item }: RecallView,
): string =>
  kind === undefined
    ? t('recall.ofItem', { item: item ?? '' })
    : t('recall.ofKind', { kind: name ?? kind });
