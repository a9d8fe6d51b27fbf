import { type Supply, supplies } from '#bot/core/learning';
import type { TeamView } from '#bot/features/digest/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useWords } from '../../words';
import styles from './supply-list.module.css';

/** What this team can pass on: nobody, a few, five or more; never who. */
export function SupplyList({ supply }: { supply: TeamView['supply'] }) {
  const { t } = useWords();
  return (
    <Card title={t('team.supply')}>
      {supply.length === 0 ? (
        <p className={cx(font.body, font.quiet)}>{t('team.noSupply')}</p>
      ) : (
        <ul className={styles.list}>
          {supply.map(({ topic, supply: much }) => (
            <li key={topic} className={cx(font.body, styles.topic)}>
              <span className={styles.name} dir="auto">
                {topic}
              </span>
              <span className={cx(font.quiet, styles.supply)}>
                {t(`supply.${much}`)}
                <Dots supply={much} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Dots({ supply }: { supply: Supply }) {
  const filled = supplies.indexOf(supply);
  return (
    <span aria-hidden="true" className={styles.dots}>
      {supplies.slice(1).map((step, index) => (
        <span key={step} className={cx(styles.dot, index < filled && styles.full)} />
      ))}
    </span>
  );
}
