import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { DeliveryView, ParkedView, Replayed } from '#bot/features/admin/wire';
import type { Trouble } from '../../api';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { useServer } from '../../use-resource';
import { useBackstage, useDates } from '../../words';
import { useMe } from '../people/me';
import styles from './parked-list.module.css';
import { deliveryPath } from './path';

/** What got stuck and waits for an operator; each can be tried once more. */
export function ParkedList({ parked }: { parked: readonly ParkedView[] }) {
  const { t } = useBackstage();
  return (
    <Card title={t('delivery.parked')} lead={t('delivery.parkedLead')}>
      <ul>
        {parked.map((one) => (
          <Parked key={one.id} parked={one} />
        ))}
      </ul>
    </Card>
  );
}

function Parked({ parked }: { parked: ParkedView }) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const { api, resources } = useServer();
  const toasts = useToasts();
  const self = useRef<HTMLLIElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { id, name, why, at, attempts } = parked;

  async function replay() {
    setBusy(true);
    setTrouble(null);
    // The row leaves with its button: the keyboard goes on at the heading above it.
    const heading = self.current?.closest('section')?.querySelector('h2');
    const answer = await api.call<Replayed>(
      'POST',
      `${deliveryPath}/parked/${encodeURIComponent(id)}/replay`,
    );
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.trouble);
      return;
    }
    toasts.say(t(`delivery.replayed.${answer.value.outcome}`));
    heading?.focus();
    resources
      .lay<DeliveryView>(deliveryPath, (view) => view)
      .commit((view) => ({ ...view, parked: view.parked.filter((one) => one.id !== id) }));
  }

  return (
    <li ref={self} className={styles.row}>
      <div className={styles.words}>
        <p className={font.item}>{name}</p>
        <p className={cx(font.small, font.quiet)}>
          {t('delivery.parkedFacts', { why, attempts, at: dates.minute(at) })}
        </p>
      </div>
      <Button
        aria-label={t('delivery.replayOne', { kind: name, at: dates.minute(at) })}
        disabledFocusable={busy}
        onClick={() => void replay()}
      >
        {t('delivery.replay')}
      </Button>
      {trouble !== null && (
        <div className={styles.trouble}>
          <TroubleNotice trouble={trouble} />
        </div>
      )}
    </li>
  );
}
