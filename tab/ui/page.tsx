import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { useRouter } from '../teams/router';
import { useWords } from '../words';
import { narrow, space, useType } from './styles';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    columnGap: space.xl,
    rowGap: space.l,
    marginBottom: space.xl,
    [narrow]: { marginBottom: space.l },
  },
  words: { display: 'flex', flexDirection: 'column', gap: space.xs, minWidth: 0, flex: '1 1 280px' },
  title: { outline: 'none' },
  body: { display: 'flex', flexDirection: 'column', gap: space.xl, [narrow]: { gap: space.l } },
});

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  /** The one thing most people come here to do. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

let shownBefore: string | undefined;

/** The frame every page stands in: one h1, one sentence, at most one action. */
export function Page({ title, lead, action, children }: PageProps) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const { place } = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${t('app')}`;
  }, [title, t]);

  useEffect(() => {
    // Going to another page moves the reading position there; the first page keeps the browser's.
    if (shownBefore !== undefined && shownBefore !== place.page && place.item === null) {
      heading.current?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
    shownBefore = place.page;
  }, [place]);

  return (
    <>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={mergeClasses(type.title, styles.title)}>
            {title}
          </h1>
          {lead !== undefined && <p className={type.lead}>{lead}</p>}
        </div>
        {action}
      </header>
      <div className={styles.body}>{children}</div>
    </>
  );
}
