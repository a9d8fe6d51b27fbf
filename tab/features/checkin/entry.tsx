import { Button } from '@fluentui/react-components';
import {
  ArrowForward20Regular,
  Chat20Regular,
  Delete20Regular,
  Handshake20Regular,
} from '@fluentui/react-icons';
import type { LearningEntry } from '#bot/features/checkin/wire';
import { Bubble } from '../../ui/bubble';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { BadgePicture, badgeOf } from '../thanks/badge-picture';
import { Quote } from '../thanks/quote';
import styles from './entry.module.css';

interface EntryProps {
  readonly entry: LearningEntry;
  /** Further skills that were shared on the same day. */
  readonly also: readonly string[];
  readonly onRemove: () => void;
}

/** One moment on the timeline. Only a check-in is mine to take away here. */
export function Entry({ entry, also, onRemove }: EntryProps) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const day = dates.day(entry.at);
  return (
    <li className={styles.entry}>
      <div className={styles.mark}>
        <Mark entry={entry} />
      </div>
      <div className={styles.words}>
        <div className={styles.head}>
          <p className={cx(font.small, font.quiet)}>{day}</p>
          {entry.kind === 'checkin' && (
            <Button
              appearance="subtle"
              size="small"
              icon={<Delete20Regular />}
              aria-label={t('learning.remove', { day })}
              onClick={onRemove}
            />
          )}
        </div>
        <Words entry={entry} also={also} />
      </div>
    </li>
  );
}

function Mark({ entry }: { entry: LearningEntry }) {
  if (entry.kind === 'badge') return <BadgePicture badge={badgeOf(entry.badge)} size={44} />;
  if (entry.kind === 'checkin') {
    return (
      <Bubble tone="warm">
        <Chat20Regular />
      </Bubble>
    );
  }
  return (
    <Bubble>{entry.kind === 'share' ? <ArrowForward20Regular /> : <Handshake20Regular />}</Bubble>
  );
}

/** Names that stand in one row; the others are counted. */
const named = 5;

function Words({ entry, also }: Pick<EntryProps, 'entry' | 'also'>) {
  const { t, language } = useWords();
  if (entry.kind === 'share') {
    const all = [entry.name, ...also];
    const more = all.length - named;
    const parts =
      more > 1 ? [...all.slice(0, named), t('learning.sharedMore', { count: more })] : all;
    const name = new Intl.ListFormat(language).format(parts);
    return <h3 className={font.item}>{t('learning.shared', { name })}</h3>;
  }
  if (entry.kind === 'badge') {
    const badge = badgeOf(entry.badge);
    return (
      <>
        <h3 className={font.item}>
          {t('learning.badge', { badge: t(`badge.${badge}`), name: entry.from })}
        </h3>
        <p className={cx(font.body, font.quiet)}>{entry.skill}</p>
        <Quote>{entry.text}</Quote>
      </>
    );
  }
  if (entry.kind === 'help') {
    const name = entry.with || t('learning.colleague');
    return (
      <>
        <h3 className={font.item}>
          {t(entry.gave ? 'learning.gave' : 'learning.got', { name, skill: entry.skill })}
        </h3>
        {entry.lesson !== '' && (
          <>
            <p className={cx(font.small, font.quiet)}>{t('learning.line')}</p>
            <Quote>{entry.lesson}</Quote>
          </>
        )}
      </>
    );
  }
  const helpers = new Intl.ListFormat(language).format(entry.helpers);
  return (
    <>
      <p className={cx(font.small, font.quiet)}>{entry.question}</p>
      <h3 className={cx(font.item, styles.text)}>
        {entry.learned === '' ? t('learning.checkin') : entry.learned}
      </h3>
      {entry.skill !== '' && (
        <p className={font.body}>{t('learning.skill', { skill: entry.skill })}</p>
      )}
      {helpers !== '' && <p className={font.body}>{t('learning.helpers', { names: helpers })}</p>}
    </>
  );
}
