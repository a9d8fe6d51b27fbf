import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useRef } from 'react';
import { useWords } from '../words';
import { Nav } from './nav';
import { focusRing, narrow, own, space, useType, wide } from './styles';

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplateColumns: '96px minmax(0, 1fr)',
    minHeight: '100dvh',
    backgroundColor: own('pioPage'),
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    [wide]: { gridTemplateColumns: '232px minmax(0, 1fr)' },
    [narrow]: { display: 'block' },
  },
  skip: {
    position: 'absolute',
    insetInlineStart: space.l,
    top: '-60px',
    zIndex: 30,
    padding: `${space.s} ${space.l}`,
    borderRadius: '8px',
    backgroundColor: own('pioCard'),
    color: tokens.colorBrandForegroundLink,
    ':focus': { top: space.s, ...focusRing },
  },
  main: {
    width: '100%',
    maxWidth: '1080px',
    padding: `36px ${space.xxl} 96px`,
    outline: 'none',
    [narrow]: { padding: `${space.xl} ${space.l} 112px` },
  },
  banners: { display: 'flex', flexDirection: 'column', gap: space.m, ':not(:empty)': { marginBottom: space.xl } },
});

interface FrameProps {
  /** Open items, told beside "For you". */
  readonly open: number;
  readonly banners: ReactNode;
  readonly children: ReactNode;
}

/** Navigation, what holds for every page, and the page. */
export function Frame({ open, banners, children }: FrameProps) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  return (
    <div className={styles.shell}>
      <a
        href="#content"
        className={mergeClasses(type.body, styles.skip)}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      <Nav open={open} />
      <main ref={main} id="content" tabIndex={-1} className={styles.main}>
        <div className={styles.banners}>{banners}</div>
        {children}
      </main>
    </div>
  );
}
