import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { useRouter } from '../teams/router';
import { useWords } from '../words';
import { cx } from './cx';
import font from './font.module.css';
import type { Picture } from './heads';
import styles from './page.module.css';
import { PageTop } from './page-top';

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  /** None where an empty list already shows it. */
  readonly picture: Picture | null;
  /** Who sees this page, where one answer holds for all of it. */
  readonly sees?: ReactNode;
  /** The one thing most people come here to do. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** The frame every page stands in: one h1, one sentence, at most one action. */
export function Page({ title, lead, picture, sees, action, children }: PageProps) {
  const { t } = useWords();
  const { place, moved } = useRouter();
  const pointed = place.item !== null;
  const top = useContext(PageTop);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${t('app')}`;
  }, [title, t]);

  useEffect(() => {
    // Going to another page moves the reading position there; the first page keeps the browser's.
    // A link to an item takes the reader to the item instead.
    if (moved === 0 || pointed) return;
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [moved, pointed]);

  return (
    <>
      <header className={styles.head}>
        {picture !== null && (
          <img
            className={styles.picture}
            src={`/tab/${picture}.svg`}
            alt=""
            width={96}
            height={72}
          />
        )}
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={cx(font.title, styles.title)}>
            {title}
          </h1>
          {lead !== undefined && <p className={font.lead}>{lead}</p>}
          {sees}
        </div>
        {action}
      </header>
      <div className={styles.body}>
        {top}
        {children}
      </div>
    </>
  );
}
