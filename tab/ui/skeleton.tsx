import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useWords } from '../words';
import { bubbleCorner, own, space, useLayout } from './styles';

const useStyles = makeStyles({
  block: {
    backgroundColor: own('pioSkeleton'),
    borderRadius: '8px',
    animationName: { '0%': { opacity: 1 }, '50%': { opacity: 0.55 }, '100%': { opacity: 1 } },
    animationDuration: '1.8s',
    animationIterationCount: 'infinite',
  },
  line: { height: '16px', maxWidth: '100%' },
  card: { height: '180px', borderRadius: bubbleCorner('16px') },
  title: { height: '34px', width: 'min(240px, 60%)', marginBottom: space.s },
});

/** The shape of lines to come. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  const styles = useStyles();
  const layout = useLayout();
  return (
    <Loading className={layout.stack}>
      {Array.from({ length: lines }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
          key={line}
          className={mergeClasses(styles.block, styles.line)}
          style={{ width: `${90 - ((line * 23) % 50)}%` }}
        />
      ))}
    </Loading>
  );
}

/** The shape of a page to come. */
export function SkeletonPage() {
  const styles = useStyles();
  const layout = useLayout();
  return (
    <Loading className={layout.stack}>
      <div className={mergeClasses(styles.block, styles.title)} />
      <div className={layout.columns}>
        <div className={mergeClasses(styles.block, styles.card)} />
        <div className={mergeClasses(styles.block, styles.card)} />
      </div>
    </Loading>
  );
}

function Loading({ className, children }: { className: string; children: React.ReactNode }) {
  const { t } = useWords();
  const layout = useLayout();
  return (
    <div className={className} aria-busy="true">
      <span className={layout.unseen}>{t('loading')}</span>
      {children}
    </div>
  );
}
