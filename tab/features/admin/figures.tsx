import type { ReactNode } from 'react';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import styles from './figures.module.css';

/** Names and what they come to, one under the other on a narrow screen. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}

interface FigureProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Figure({ name, hint, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt className={cx(font.small, font.quiet)}>{name}</dt>
      <dd className={font.section}>{children}</dd>
      {hint !== undefined && <dd className={cx(font.small, font.quiet)}>{hint}</dd>}
    </div>
  );
}
