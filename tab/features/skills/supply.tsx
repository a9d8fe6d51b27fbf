import { Button } from '@fluentui/react-components';
import { Lightbulb16Regular } from '@fluentui/react-icons';
import { type Offer, supplies } from '#bot/core/learning';
import type { SupplyView } from '#bot/features/skills/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { useResource } from '../../use-resource';
import { useWords } from '../../words';
import { useMe } from '../people/me';
import { already, useSkillChanges } from './changes';
import styles from './supply.module.css';

/** One dot for a few, two for five or more; the words always stand beside it. */
function Dots({ supply }: { supply: Offer }) {
  // Beside names no figure stands.
  if (supply === 'named') return null;
  const filled = supplies.indexOf(supply);
  return (
    <span aria-hidden="true" className={styles.dots}>
      {supplies.slice(1).map((step, index) => (
        <span key={step} className={cx(styles.dot, index < filled && styles.full)} />
      ))}
    </span>
  );
}

/** How many can help, as published or as just asked. */
export function SupplyLine({ supply }: { supply: Offer }) {
  const { t } = useWords();
  return (
    <span className={cx(font.body, font.quiet, styles.supply)}>
      <Dots supply={supply} />
      {t(`supply.help.${supply}`)}
    </span>
  );
}

/** How many can help at this moment, apart from me. */
export const useSupply = (name: string) =>
  useResource<SupplyView>(`/api/skills/supply?${new URLSearchParams({ name })}`);

export function SupplyNow({ name }: { name: string }) {
  const { t } = useWords();
  const { data, trouble } = useSupply(name);
  if (data !== undefined) return <SupplyLine supply={data.supply} />;
  if (trouble !== undefined) {
    return <span className={cx(font.body, font.quiet)}>{troubleText(t, trouble)}</span>;
  }
  return <span aria-busy="true" className={styles.wait} />;
}

interface WishForProps {
  readonly name: string;
  /** Whether it is what one would do next. */
  readonly first: boolean;
}

/** Keeps a topic as a wish of mine, or tells that it is mine already. */
export function WishFor({ name, first }: WishForProps) {
  const { t } = useWords();
  const me = useMe();
  const toasts = useToasts();
  const { add, remove } = useSkillChanges('wish');

  async function wish() {
    const answer = await add({ name, kind: 'skill' });
    if (!answer.ok) return toasts.say(troubleText(t, answer.trouble));
    const { id } = answer.value;
    toasts.offerUndo({
      text: t('checkin.wishAdded', { name }),
      undo: () => {
        void remove(id).then((gone) => {
          if (!gone.ok) toasts.say(troubleText(t, gone.trouble));
        });
      },
    });
  }

  if (already(me, 'share', name) !== undefined) {
    return <span className={cx(font.small, font.quiet)}>{t('find.mine')}</span>;
  }
  if (already(me, 'wish', name) !== undefined) {
    return (
      <span className={cx(font.small, styles.wished)}>
        <Lightbulb16Regular aria-hidden="true" />
        {t('find.wished')}
      </span>
    );
  }
  return (
    <Button appearance={first ? 'primary' : 'secondary'} onClick={() => void wish()}>
      {t('find.wish')}
    </Button>
  );
}
