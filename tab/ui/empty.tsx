import type { ReactNode } from 'react';
import styles from './empty.module.css';
import font from './font.module.css';

interface EmptyProps {
  readonly picture: 'skills' | 'foryou' | 'badges' | 'learning';
  readonly words: string;
  /** One thing that helps. */
  readonly action?: ReactNode;
}

export function Empty({ picture, words, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <img src={`/tab/empty-${picture}.svg`} alt="" width={160} height={120} loading="lazy" />
      <p className={`${font.body} ${styles.words}`}>{words}</p>
      {action}
    </div>
  );
}
