import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { own, space, useType } from './styles';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    placeItems: 'center',
    minHeight: '100dvh',
    padding: `${space.xxl} ${space.l}`,
    backgroundColor: own('pioPage'),
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
  },
  inner: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: space.l,
    width: '100%',
    maxWidth: '560px',
    textAlign: 'center',
  },
});

interface PlainProps {
  readonly title: string;
  readonly words: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** A page with one message and nothing around it. */
export function Plain({ title, words, action, children }: PlainProps) {
  const styles = useStyles();
  const type = useType();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <img src="/tab/mark.svg" alt="" width={72} height={72} />
        <h1 className={type.title}>{title}</h1>
        <p className={type.lead}>{words}</p>
        {action}
        {children}
      </div>
    </main>
  );
}
