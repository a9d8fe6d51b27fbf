import { useRouter } from '../teams/router';
import { useWords } from '../words';
import { cx } from './cx';
import font from './font.module.css';
import { heads } from './heads';
import layout from './layout.module.css';
import head from './page.module.css';
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

/** The shape of the page to come, which begins as that page will. */
export function SkeletonPage() {
  const { t } = useWords();
  const { page } = useRouter().place;
  const { picture, lead } = heads[page];
  return (
    <Loading>
      <div className={head.head} aria-hidden="true">
        <img className={head.picture} src={`/tab/${picture}.svg`} alt="" width={96} height={72} />
        <div className={head.words}>
          <div className={font.title}>{t(`nav.${page}`)}</div>
          {lead !== null && <div className={font.lead}>{t(lead)}</div>}
        </div>
      </div>
      <div className={layout.columns}>
        <div className={cx(styles.block, styles.card)} />
        <div className={cx(styles.block, styles.card)} />
      </div>
    </Loading>
  );
}

function Loading({ className, children }: { className?: string; children: React.ReactNode }) {
  const { t } = useWords();
  return (
    <div className={className} aria-busy="true">
      <span className={layout.unseen}>{t('loading')}</span>
      {children}
    </div>
  );
}
