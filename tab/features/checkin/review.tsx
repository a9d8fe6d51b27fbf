import { Button } from '@fluentui/react-components';
import { Print20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { LearningEntry } from '#bot/features/checkin/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import font from '../../ui/font.module.css';
import { PickMany } from '../../ui/pills';
import { WhoSees } from '../../ui/who-sees';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { skillsInOrder } from '../skills/changes';
import { BadgePicture, badgeOf } from '../thanks/badge-picture';
import styles from './review.module.css';

const parts = ['badge', 'checkin', 'share'] as const;
type Part = (typeof parts)[number];

/** Chooses what to take to a review, and prints it. */
export function Review({ entries }: { entries: readonly LearningEntry[] }) {
  const { t } = useWords();
  // What somebody wrote down for themselves goes along only when they say so.
  const [taken, setTaken] = useState<readonly Part[]>(['badge', 'share']);
  return (
    <>
      <Card
        title={t('review.title')}
        mark={
          <Bubble>
            <Print20Regular />
          </Bubble>
        }
        lead={<WhoSees who="me">{t('review.sees')}</WhoSees>}
      >
        <PickMany
          label={t('review.what')}
          values={taken}
          pills={parts.map((part) => ({ value: part, label: t(`review.${part}`) }))}
          onChange={setTaken}
        />
        <div>
          <Button disabledFocusable={taken.length === 0} onClick={() => print()}>
            {t('review.print')}
          </Button>
        </div>
      </Card>
      <Paper entries={entries} taken={taken} />
    </>
  );
}

interface PaperProps {
  readonly entries: readonly LearningEntry[];
  readonly taken: readonly Part[];
}

/** What is printed instead of the page; on screen it has no room. */
function Paper({ entries, taken }: PaperProps) {
  const { t, language } = useWords();
  const me = useMe();
  const dates = useDates(me.settings.zone);
  const names = new Intl.ListFormat(language);
  const badges = entries.flatMap((entry) => (entry.kind === 'badge' ? [entry] : []));
  const lessons = entries.flatMap(lessonOf);
  const shares = skillsInOrder(me, 'share');
  return createPortal(
    <article className={styles.paper} data-paper="">
      <header>
        <h1 className={font.title}>{t('review.heading')}</h1>
        <p>
          {me.name} · {dates.day(new Date().toISOString())}
        </p>
      </header>
      {taken.includes('badge') && badges.length > 0 && (
        <section>
          <h2 className={font.section}>{t('review.badge')}</h2>
          {badges.map((entry) => {
            const badge = badgeOf(entry.badge);
            return (
              <div key={entry.id} className={styles.badge}>
                <BadgePicture badge={badge} size={56} />
                <div>
                  <h3 className={font.item}>
                    {t(`badge.${badge}`)}: {entry.skill}
                  </h3>
                  {entry.text !== '' && <p className={styles.text}>{entry.text}</p>}
                  <p className={font.small}>
                    {t('badges.from', { name: entry.from })}, {dates.day(entry.at)}
                  </p>
                </div>
              </div>
            );
          })}
        </section>
      )}
      {taken.includes('checkin') && lessons.length > 0 && (
        <section>
          <h2 className={font.section}>{t('review.checkin')}</h2>
          {lessons.map(({ id, text, skill, helpers, at }) => (
            <div key={id} className={styles.lesson}>
              <p className={styles.text}>{text}</p>
              <p className={font.small}>
                {[
                  skill,
                  helpers.length === 0
                    ? ''
                    : t('learning.helpers', { names: names.format(helpers) }),
                  dates.day(at),
                ]
                  .filter((words) => words !== '')
                  .join(' · ')}
              </p>
            </div>
          ))}
        </section>
      )}
      {taken.includes('share') && shares.length > 0 && (
        <section>
          <h2 className={font.section}>{t('review.share')}</h2>
          <ul className={styles.shares}>
            {shares.map((skill) => (
              <li key={skill.id}>
                {skill.name}
                {'level' in skill && ` (${t(`level.${skill.level}`)})`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>,
    document.body,
  );
}

interface Lesson {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly skill: string;
  readonly helpers: readonly string[];
}

/** What I wrote down for myself: in a check-in, or as a line for the next person after help. */
function lessonOf(entry: LearningEntry): Lesson[] {
  if (entry.kind === 'checkin') {
    const { id, at, learned, skill, helpers } = entry;
    return learned === '' ? [] : [{ id, at, text: learned, skill, helpers }];
  }
  if (entry.kind === 'help') {
    const { id, at, lesson, skill } = entry;
    const helpers = entry.with === '' ? [] : [entry.with];
    return lesson === '' ? [] : [{ id, at, text: lesson, skill, helpers }];
  }
  return [];
}
