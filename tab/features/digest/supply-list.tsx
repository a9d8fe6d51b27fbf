import type { TeamView } from '#bot/features/digest/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useWords } from '../../words';
import { Band } from './band';
import styles from './supply-list.module.css';

/** Topics that stand open; a longer list is folded. */
const open = 8;

/** What this team can share: nobody, a few, five or more; never who. */
export function SupplyList({ supply }: { supply: TeamView['supply'] }) {
  const { t } = useWords();
  const rest = supply.slice(open);
  return (
    <Card title={t('team.supply')}>
      {supply.length === 0 ? (
        <p className={cx(font.body, font.quiet)}>{t('team.noSupply')}</p>
      ) : (
        <div>
          <Topics supply={supply.slice(0, open)} />
          {rest.length > 0 && (
            <details>
              <summary className={cx(font.body, styles.more)}>
                {t('team.moreSupply', { count: rest.length })}
              </summary>
              <Topics supply={rest} />
            </details>
          )}
        </div>
      )}
    </Card>
  );
}

function Topics({ supply }: { supply: TeamView['supply'] }) {
  const { t } = useWords();
  return (
    <ul className={styles.list}>
      {supply.map(({ topic, supply: much }) => (
        <li key={topic} className={cx(font.body, styles.topic)}>
          <span className={styles.name} dir="auto">
            {topic}
          </span>
          <span className={cx(font.quiet, styles.supply)}>
            {much !== 'named' && <Band amount={much} tone="can" />}
            {t(much === 'named' ? 'team.byName' : `supply.${much}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
