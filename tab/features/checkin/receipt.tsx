import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ReceiptView } from '#bot/features/checkin/wire';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import { useSkillChanges } from '../skills/changes';
import { useThanking } from '../thanks/thanking';
import styles from './receipt.module.css';

/** What was kept, and the next steps it opens: thank a helper, keep a wish, ask for help now. */
export function Receipt({ receipt, onClose }: { receipt: ReceiptView; onClose: () => void }) {
  const { t } = useWords();
  const toasts = useToasts();
  const thanking = useThanking();
  const asking = useAsking();
  const wishes = useSkillChanges('wish');
  const [wish, setWish] = useState(receipt.wish);
  const [thanked, setThanked] = useState<readonly string[]>([]);
  const self = useRef<HTMLDivElement>(null);
  const topic = receipt.wish;
  const waiting = receipt.thank.filter(({ id }) => !thanked.includes(id));

  // A step that is done goes, and the button that had the focus with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step that goes is a reason
  useEffect(() => self.current?.focus(), [wish, thanked]);

  async function addWish(name: string) {
    const answer = await wishes.add({ name, kind: 'skill' });
    if (!answer.ok) return toasts.say(troubleText(t, answer.trouble));
    setWish(null);
    toasts.say(t('checkin.wishAdded', { name }));
  }

  return (
    <div ref={self} tabIndex={-1} className={`${layout.stack} ${styles.receipt}`}>
      <div role="status">
        <Notice tone="done">{receipt.said}</Notice>
      </div>
      {(waiting.length > 0 || topic !== null) && (
        <>
          <h3 className={font.item}>{t('checkin.next')}</h3>
          <div className={layout.row}>
            {waiting.map((person) => (
              <Button
                key={person.id}
                appearance="primary"
                onClick={() =>
                  thanking.open({
                    to: [person],
                    skill: receipt.skill ?? '',
                    onGiven: () => setThanked((before) => [...before, person.id]),
                  })
                }
              >
                {t('checkin.thank', { name: person.name })}
              </Button>
            ))}
            {wish !== null && (
              <Button onClick={() => void addWish(wish)}>
                {t('checkin.addWish', { name: wish })}
              </Button>
            )}
            {topic !== null && (
              <Button onClick={() => asking.open({ skill: topic })}>
                {t('ask.with', { name: topic })}
              </Button>
            )}
          </div>
        </>
      )}
      <div>
        <Button appearance="subtle" onClick={onClose}>
          {t('checkin.done')}
        </Button>
      </div>
    </div>
  );
}
