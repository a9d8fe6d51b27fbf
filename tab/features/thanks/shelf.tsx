import type { ReceivedView } from '#bot/features/thanks/wire';
import { useWords } from '../../words';
import { cardId } from './badge-card';
import { BadgePicture } from './badge-picture';
import styles from './shelf.module.css';

/** Received badges side by side on a shelf; each leads to its story below. */
export function Shelf({ badges }: { badges: readonly ReceivedView[] }) {
  const { t } = useWords();

  function show(id: string) {
    const card = document.getElementById(cardId(id));
    card?.scrollIntoView({ block: 'center' });
    card?.focus({ preventScroll: true });
  }

  return (
    <ul className={styles.shelf} aria-label={t('badges.shelf')}>
      {badges.map(({ id, badge, from, skill }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.badge}
            aria-label={t('badges.onShelf', {
              badge: t(`badge.${badge}`),
              people: t('badges.from', { name: from }),
              skill,
            })}
            onClick={() => show(id)}
          >
            <BadgePicture badge={badge} size={56} />
          </button>
        </li>
      ))}
    </ul>
  );
}
