import { Button } from '@fluentui/react-components';
import { Lightbulb20Regular } from '@fluentui/react-icons';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import font from '../../ui/font.module.css';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { useAsking } from '../help/asking';
import { useMe } from '../people/me';
import { skillsInOrder } from './changes';
import styles from './find-page.module.css';
import { SupplyNow, useSupply } from './supply';

/** Wishes of which the supply is asked at once; the others are found by typing. */
const wishesShown = 8;

/** My wishes, and how many could help with each today. */
export function MyWishes() {
  const { t } = useWords();
  const wishes = skillsInOrder(useMe(), 'wish').filter(({ id }) => !id.startsWith('new~'));
  return (
    <Card
      title={t('skills.title.wish')}
      mark={
        <Bubble tone="warm">
          <Lightbulb20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('skills.sees.wish')}</WhoSees>}
    >
      {wishes.length === 0 ? (
        <Empty picture="skills" words={t('find.noWishes')} />
      ) : (
        <ul className={styles.wishes}>
          {wishes.slice(0, wishesShown).map(({ id, name }) => (
            <Wish key={id} name={name} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Wish({ name }: { name: string }) {
  const { t } = useWords();
  const asking = useAsking();
  const { data } = useSupply(name);
  return (
    <li className={styles.wish}>
      <div className={styles.said}>
        <span className={font.item} dir="auto">
          {name}
        </span>
        <SupplyNow name={name} />
      </div>
      {data !== undefined && data.supply !== 'nobody' && (
        <Button
          size="small"
          aria-label={t('ask.with', { name })}
          onClick={() => asking.open({ skill: name })}
        >
          {t('ask.short')}
        </Button>
      )}
    </li>
  );
}
