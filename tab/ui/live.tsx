import type { ReactNode } from 'react';
import styles from './live.module.css';

/** Where an answer will appear: always there, so that it is spoken, and without room while silent. */
export function Live({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={styles.live}>
      {children}
    </div>
  );
}
