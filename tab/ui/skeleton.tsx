import { useWords } from '../words';
import { cx } from './cx';
import layout from './layout.module.css';
import styles from './skeleton.module.css';

/** The shape of lines to come. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return (
    <Loading className={cx(layout.stack)}>
      {Array.from({ length: lines }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
          key={line}
          className={cx(styles.block, styles.line)}
          style={{ width: `${90 - ((line * 23) % 50)}%` }}
        />
      ))}
    </Loading>
  );
}

/** The shape of a page to come. */
export function SkeletonPage() {
  return (
    <Loading className={cx(layout.stack)}>
      <div className={cx(styles.block, styles.title)} />
      <div className={layout.columns}>
        <div className={cx(styles.block, styles.card)} />
        <div className={cx(styles.block, styles.card)} />
      </div>
    </Loading>
  );
}

function Loading({ className, children }: { className: string; children: React.ReactNode }) {
  const { t } = useWords();
  return (
    <div className={className} aria-busy="true">
      <span className={layout.unseen}>{t('loading')}</span>
      {children}
    </div>
  );
}
