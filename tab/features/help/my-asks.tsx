import { ChatHelp20Regular, Handshake20Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { isRecordId } from '#bot/core/record-id';
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
  item !== null && (item === allAsks || isRecordId(item));

/**
 * Whether my asks come before what could be asked: something is under way, or was since the
 * page was opened. Else they stand at its foot: what is over, or how it works.
 */
export function useAsksFirst(pointedAt: string | null): boolean {
  const { data } = useAsks();
  const first = useRef(false);
  first.current ||= pointedAt !== null || (data?.mine.some((ask) => !isOver(ask)) ?? false);
  return first.current;
}

/** My asks, each with where it stands and what can be done about it. */
export function MyAsks({ pointedAt }: { pointedAt: string | null }) {
  const { t } = useWords();
  const { data, trouble, again } = useAsks();
  const known = data !== undefined;

  useEffect(() => {
    if (pointedAt !== allAsks || !known) return;
    const heading = document.querySelector<HTMLElement>('#asks h2');
    heading?.focus();
    heading?.scrollIntoView({ block: 'start' });
  }, [pointedAt, known]);

  if (data === undefined) {
    return trouble === undefined ? null : <TroubleNotice trouble={trouble} retry={again} />;
  }
  const open = data.mine.filter((ask) => !isOver(ask));
  const over = data.mine.filter(isOver);
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
      {data.mine.length === 0 && <p className={cx(font.body, font.quiet)}>{t('asks.none')}</p>}
      {open.length > 0 && (
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

/** Those I said yes to. */
export function WhomIHelp({ pointedAt }: { pointedAt: string | null }) {
  const { t } = useWords();
  const helping = useAsks().data?.helping ?? [];
  if (helping.length === 0) return null;
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
