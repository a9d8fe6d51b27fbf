import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { bubbleCorner, narrow, own, space, useType } from './styles';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: space.l,
    minWidth: 0,
    padding: space.xl,
    backgroundColor: own('pioCard'),
    border: `1px solid ${own('pioLine')}`,
    borderRadius: bubbleCorner('16px'),
    boxShadow: own('pioLift'),
    [narrow]: { padding: space.l },
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: space.m },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, flexGrow: 1 },
  lead: { color: tokens.colorNeutralForeground2 },
});

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
  const styles = useStyles();
  const type = useType();
  const heading = useId();
  return (
    <section className={styles.card} aria-labelledby={heading} id={id}>
      <div className={styles.head}>
        {mark}
        <div className={styles.words}>
          <h2 id={heading} className={type.section} tabIndex={-1} style={{ outline: 'none' }}>
            {title}
          </h2>
          {lead !== undefined && <div className={mergeClasses(type.body, styles.lead)}>{lead}</div>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
