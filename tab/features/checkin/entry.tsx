import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { ArrowForward20Regular, Chat20Regular, Delete20Regular } from '@fluentui/react-icons';
import type { LearningEntry } from '#bot/features/checkin/wire';
import { Bubble } from '../../ui/bubble';
import { own, space, useType } from '../../ui/styles';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { BadgePicture, badgeOf } from '../thanks/badge-picture';
import { Quote } from '../thanks/quote';

const useStyles = makeStyles({
  entry: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr) auto',
    columnGap: space.l,
    paddingBottom: space.xl,
    // The line that joins one moment to the next.
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '21px',
      top: '48px',
      bottom: '4px',
      width: '2px',
      borderRadius: '1px',
      backgroundColor: own('pioLine'),
    },
    ':last-child::before': { display: 'none' },
  },
  mark: { display: 'flex', justifyContent: 'center', alignItems: 'flex-start' },
  words: { display: 'flex', flexDirection: 'column', gap: space.xs, minWidth: 0, paddingTop: '2px' },
  text: { whiteSpace: 'pre-line' },
});

/** One moment on the timeline. Only a check-in is mine to take away here. */
export function Entry({ entry, onRemove }: { entry: LearningEntry; onRemove: () => void }) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const day = dates.day(entry.at);
  return (
    <li className={styles.entry}>
      <div className={styles.mark}>
        <Mark entry={entry} />
      </div>
      <div className={styles.words}>
        <p className={mergeClasses(type.small, type.quiet)}>{day}</p>
        <Words entry={entry} />
      </div>
      {entry.kind === 'checkin' && (
        <Button
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={t('learning.remove', { day })}
          onClick={onRemove}
        />
      )}
    </li>
  );
}

function Mark({ entry }: { entry: LearningEntry }) {
  if (entry.kind === 'badge') return <BadgePicture badge={badgeOf(entry.badge)} size={44} />;
  return entry.kind === 'share' ? (
    <Bubble>
      <ArrowForward20Regular />
    </Bubble>
  ) : (
    <Bubble tone="warm">
      <Chat20Regular />
    </Bubble>
  );
}

function Words({ entry }: { entry: LearningEntry }) {
  const styles = useStyles();
  const type = useType();
  const { t, language } = useWords();
  if (entry.kind === 'share') {
    return <h3 className={type.item}>{t('learning.shared', { name: entry.name })}</h3>;
  }
  if (entry.kind === 'badge') {
    const badge = badgeOf(entry.badge);
    return (
      <>
        <h3 className={type.item}>
          {t('learning.badge', { badge: t(`badge.${badge}`), name: entry.from })}
        </h3>
        <p className={mergeClasses(type.body, type.quiet)}>{entry.skill}</p>
        <Quote>{entry.text}</Quote>
      </>
    );
  }
  const helpers = new Intl.ListFormat(language).format(entry.helpers);
  return (
    <>
      <p className={mergeClasses(type.small, type.quiet)}>{entry.question}</p>
      <h3 className={mergeClasses(type.item, styles.text)}>
        {entry.learned === '' ? t('learning.checkin') : entry.learned}
      </h3>
      {entry.skill !== '' && (
        <p className={type.body}>{t('learning.skill', { skill: entry.skill })}</p>
      )}
      {helpers !== '' && <p className={type.body}>{t('learning.helpers', { names: helpers })}</p>}
    </>
  );
}
