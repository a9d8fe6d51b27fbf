import { type ReactNode, useId } from 'react';
import styles from './card.module.css';
import { cx } from './cx';
import font from './font.module.css';

interface CardProps {
  readonly title: string;
  readonly mark?: ReactNode;
  readonly lead?: ReactNode;
  /** Stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly id?: string;
  readonly children: ReactNode;
}

/** A titled part of a page, and a landmark under its title. */
export function Card({ title, mark, lead, aside, id, children }: CardProps) {
  const heading = useId();
  return (
    <section className={styles.card} aria-labelledby={heading} id={id}>
      <div className={styles.head}>
        {mark}
        <div className={styles.words}>
          <h2 id={heading} className={cx(font.section, styles.title)} tabIndex={-1}>
            {title}
          </h2>
          {lead !== undefined && <div className={cx(font.body, styles.lead)}>{lead}</div>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
