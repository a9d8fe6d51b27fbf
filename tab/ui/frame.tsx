import type { ReactNode } from 'react';
import { useWords } from '../words';
import { cx } from './cx';
import font from './font.module.css';
import styles from './frame.module.css';
import { Nav } from './nav';

interface FrameProps {
  /** Open items, told beside "For you". */
  readonly open: number;
  /** Shows what is only for who runs the product. */
  readonly operator: boolean;
  readonly banners: ReactNode;
  /** Above everything, in local mode. */
  readonly local?: ReactNode;
  readonly children: ReactNode;
}

/** Navigation, what holds for every page, and the page. */
export function Frame({ open, operator, banners, local, children }: FrameProps) {
  const { t } = useWords();
  return (
    <div className={styles.shell}>
      <a href="#content" className={cx(font.body, styles.skip)}>
        {t('skip')}
      </a>
      <Nav open={open} operator={operator} />
      <main id="content" tabIndex={-1} className={styles.main}>
        {local !== undefined && <div className={styles.local}>{local}</div>}
        <div className={styles.banners}>{banners}</div>
        {children}
      </main>
    </div>
  );
}
