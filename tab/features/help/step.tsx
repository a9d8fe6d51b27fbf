import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useDates, useWords } from '../../words';
import styles from './step.module.css';

interface StepProps {
  readonly skill: string;
  /** Where it stands, in a sentence. */
  readonly said: string;
  readonly text: string;
  readonly what: string;
  readonly minutes: number;
  readonly by: string;
  /** A link leads here. */
  readonly pointedAt: boolean;
  readonly quiet?: boolean;
  readonly children: ReactNode;
}

/** One ask, mine or a colleague's: the topic, where it stands, the question, what can be done. */
export function Step(props: StepProps) {
  const { t } = useWords();
  const dates = useDates();
  const self = useRef<HTMLLIElement>(null);
  const { pointedAt } = props;

  useEffect(() => {
    if (!pointedAt) return;
    self.current?.focus();
    self.current?.scrollIntoView({ block: 'center' });
  }, [pointedAt]);

  const before = useRef(props.said);
  useEffect(() => {
    if (before.current === props.said) return;
    before.current = props.said;
    // What was pressed may be gone with the step it belonged to: reading goes on here.
    if (document.activeElement === document.body) self.current?.focus({ preventScroll: true });
  }, [props.said]);

  return (
    <li
      ref={self}
      tabIndex={-1}
      className={cx(styles.step, props.quiet && styles.quiet, pointedAt && styles.pointed)}
    >
      <div className={styles.words}>
        <h3 className={font.item} dir="auto">
          {props.skill}
        </h3>
        {/* Always there, so that what changes is spoken. */}
        <p role="status" className={font.body}>
          {props.said}
        </p>
      </div>
      {props.text !== '' && <p className={cx(font.body, font.quiet)}>{props.text}</p>}
      {/* After a match of a round there was no question. */}
      {props.what !== '' && (
        <>
          <blockquote dir="auto" className={cx(font.body, font.quiet, styles.what)}>
            {props.what}
          </blockquote>
          <p className={cx(font.small, font.quiet)}>
            {t('asks.facts', { minutes: props.minutes, day: dates.calendarDay(props.by) })}
          </p>
        </>
      )}
      {props.children}
    </li>
  );
}
