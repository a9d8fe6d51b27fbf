import { ChatHelp20Regular, Handshake20Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { AsksView } from '#bot/features/help/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { AskItem } from './ask-item';
import { isOver, useAsks } from './asks';
import { HelpItem } from './help-item';
import styles from './my-asks.module.css';

/** Where a link to all of them leads. */
const allAsks = '~asks';

/** Whether a place on this page is an ask, not a topic. */
export const isAskPlace = (item: string | null): item is string =>
  item !== null && (item === allAsks || /^[0-9a-f]{24}$/.test(item));

/** My asks and whom I help, each with where it stands and what can be done about it. */
export function MyAsks({ pointedAt }: { pointedAt: string | null }) {
  const { data, trouble, again } = useAsks();
  const known = data !== undefined;

  useEffect(() => {
    if (pointedAt !== allAsks || !known) return;
    const heading = document.querySelector<HTMLElement>('#asks h2');
    heading?.focus();
    heading?.scrollIntoView({ block: 'start' });
  }, [pointedAt, known]);

  if (trouble !== undefined && !known) return <TroubleNotice trouble={trouble} retry={again} />;
  // Nothing moves when they come: most people ask nothing most of the time.
  if (!known) return null;
  return (
    <>
      {data.helping.length > 0 && <Helping helping={data.helping} pointedAt={pointedAt} />}
      <Mine mine={data.mine} pointedAt={pointedAt} />
    </>
  );
}

interface MineProps {
  readonly mine: AsksView['mine'];
  readonly pointedAt: string | null;
}

function Mine({ mine, pointedAt }: MineProps) {
  const { t } = useWords();
  const open = mine.filter((ask) => !isOver(ask));
  const over = mine.filter(isOver);
  return (
    <Card
      id="asks"
      title={t('asks.title')}
      mark={
        <Bubble tone="warm">
          <ChatHelp20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('asks.sees')}</WhoSees>}
    >
      {open.length === 0 ? (
        <p className={cx(font.body, font.quiet)}>{t('asks.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={t('asks.title')}>
          {open.map((ask) => (
            <AskItem key={ask.id} ask={ask} pointedAt={ask.id === pointedAt} />
          ))}
        </ul>
      )}
      {over.length > 0 && (
        <details open={over.some(({ id }) => id === pointedAt)}>
          <summary className={cx(font.body, styles.summary)}>
            {t('asks.over', { count: over.length })}
          </summary>
          <ul className={cx(styles.list, styles.past)}>
            {over.map((ask) => (
              <AskItem key={ask.id} ask={ask} pointedAt={ask.id === pointedAt} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

interface HelpingProps {
  readonly helping: AsksView['helping'];
  readonly pointedAt: string | null;
}

function Helping({ helping, pointedAt }: HelpingProps) {
  const { t } = useWords();
  return (
    <Card
      title={t('asks.helping')}
      mark={
        <Bubble>
          <Handshake20Regular />
        </Bubble>
      }
      lead={<WhoSees who="others">{t('asks.helpingSees')}</WhoSees>}
    >
      <ul className={styles.list} aria-label={t('asks.helping')}>
        {helping.map((help) => (
          <HelpItem key={help.id} help={help} pointedAt={help.id === pointedAt} />
        ))}
      </ul>
    </Card>
  );
}
