import { Button } from '@fluentui/react-components';
import type { LessonView } from '#bot/features/help/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useResource } from '../../use-resource';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { Quote } from '../thanks/quote';
import { useAsking } from './asking';
import styles from './lessons.module.css';

/** Lines that others kept with a topic for whoever looks for it, named where they chose so. */
export function Lessons({ skill }: { skill: string }) {
  const { t } = useWords();
  const { data } = useResource<{ lessons: readonly LessonView[] }>(
    `/api/lessons?${new URLSearchParams({ skill })}`,
  );
  // Beside the answer they are a present: without them nothing is missed.
  if (data === undefined || data.lessons.length === 0) return null;
  return (
    <section className={layout.stack} aria-labelledby="lessons">
      <h3 id="lessons" className={font.item}>
        {t('lessons.title')}
      </h3>
      <Lines skill={skill} lines={data.lessons.slice(0, 1)} />
      {data.lessons.length > 1 && (
        <details>
          <summary className={cx(font.body, styles.more)}>
            {t('lessons.more', { count: data.lessons.length - 1 })}
          </summary>
          <Lines skill={skill} lines={data.lessons.slice(1)} />
        </details>
      )}
    </section>
  );
}

function Lines({ skill, lines }: { skill: string; lines: readonly LessonView[] }) {
  const { t } = useWords();
  const asking = useAsking();
  const dates = useDates(useMe().settings.zone);
  return (
    <ul className={styles.list}>
      {lines.map(({ id, text, mine, at, how, name }) => (
        <li key={id} className={layout.close}>
          <Quote>{text}</Quote>
          <div className={layout.row}>
            <span className={cx(font.small, font.quiet)}>
              {[how === 'wrong' ? t('lessons.wrong') : '', name, dates.month(`${at}-15T12:00:00Z`)]
                .filter((one) => one !== '')
                .join(' · ')}
            </span>
            {mine ? (
              <span className={cx(font.small, font.quiet)}>{t('lessons.mine')}</span>
            ) : (
              <Button
                size="small"
                appearance="subtle"
                onClick={() => asking.open({ skill, one: { as: 'author', line: id, text } })}
              >
                {t('lessons.ask')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
