import { type Supply, supplies } from '#bot/core/learning';
import { cx } from '../../ui/cx';
import styles from './band.module.css';

const width = 72;
const height = 12;

/** Nobody, a few, five or more, as a bar of our shape; never a number. The words stand beside it. */
export function Band({ amount, tone }: { amount: Supply; tone: 'want' | 'can' }) {
  const filled = (supplies.indexOf(amount) / (supplies.length - 1)) * (width - 2);
  return (
    <svg
      aria-hidden="true"
      className={cx(styles.band, styles[tone])}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <path className={styles.track} d={bar(0.5, width - 1)} />
      {filled > 0 && <path className={styles.fill} d={bar(1, filled)} />}
    </svg>
  );
}

/** Three round corners and, at the lower left, our square one. */
function bar(left: number, wide: number): string {
  const tall = height - 2 * left;
  const r = Math.min(tall, wide) / 2;
  return `M${left} ${left + tall}v${-tall + r}a${r} ${r} 0 0 1 ${r}-${r}h${wide - 2 * r}a${r} ${r} 0 0 1 0 ${2 * r}z`;
}
