import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import styles from './quote.module.css';

/** What somebody said to somebody, in the product's speech bubble. */
export function Quote({ children }: { children: string }) {
  return (
    <blockquote dir="auto" className={cx(font.body, styles.quote)}>
      {children}
    </blockquote>
  );
}
