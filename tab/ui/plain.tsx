import { type ReactNode, useEffect } from 'react';
import font from './font.module.css';
import styles from './plain.module.css';

interface PlainProps {
  readonly title: string;
  readonly words: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** A page with one message and nothing around it. */
export function Plain({ title, words, action, children }: PlainProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <img src="/tab/mark.svg" alt="" width={72} height={72} />
        <h1 className={font.title}>{title}</h1>
        <p className={font.lead}>{words}</p>
        {action}
        {children}
      </div>
    </main>
  );
}
