import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { space, useType } from './styles';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: space.m,
    padding: `${space.l} 0`,
    textAlign: 'center',
  },
  words: { maxWidth: '44ch' },
});

interface EmptyProps {
  readonly picture: 'skills' | 'foryou' | 'badges' | 'learning';
  readonly words: string;
  /** One thing that helps. */
  readonly action?: ReactNode;
}

export function Empty({ picture, words, action }: EmptyProps) {
  const styles = useStyles();
  const type = useType();
  return (
    <div className={styles.empty}>
      <img src={`/tab/empty-${picture}.svg`} alt="" width={160} height={120} loading="lazy" />
      <p className={`${type.body} ${styles.words}`}>{words}</p>
      {action}
    </div>
  );
}
