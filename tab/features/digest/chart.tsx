import { useId } from 'react';
import type { TeamView } from '#bot/features/digest/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useWords } from '../../words';
import styles from './chart.module.css';

type ChartView = NonNullable<TeamView['digest']>['chart'];

const height = 116;
const column = 64;
const gap = 18;

/** Counts by week as bars of our shape, with the same figures as a sentence and a table. */
export function Chart({ chart }: { chart: ChartView }) {
  const { t } = useWords();
  const title = useId();
  const { points } = chart;
  const most = Math.max(1, ...points.map(({ value }) => value));
  const width = Math.max(points.length, 1) * column;
  return (
    <figure className={styles.figure} aria-labelledby={title}>
      <figcaption className={layout.close}>
        <span id={title} className={font.item}>
          {chart.title}
        </span>
        <span className={cx(font.body, font.quiet)}>{chart.summary}</span>
      </figcaption>
      <svg
        aria-hidden="true"
        className={styles.drawing}
        viewBox={`0 -20 ${width} ${height + 44}`}
        style={{ maxWidth: `${width * 1.4}px` }}
      >
        <title>{chart.summary}</title>
        {points.map(({ week, label, value }, index) => {
          const tall = (value / most) * height;
          const left = index * column + gap / 2;
          const middle = left + (column - gap) / 2;
          return (
            <g key={week}>
              <path
                className={cx(styles.bar, index === points.length - 1 && styles.now)}
                d={bar(left, height - tall, column - gap, tall)}
              />
              <text className={styles.value} x={middle} y={height - tall - 6} textAnchor="middle">
                {value}
              </text>
              <text className={styles.label} x={middle} y={height + 20} textAnchor="middle">
                {label}
              </text>
            </g>
          );
        })}
        <line className={styles.base} x1="0" x2={width} y1={height + 0.5} y2={height + 0.5} />
      </svg>
      <table className={layout.unseen}>
        <caption>{chart.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('team.week')}</th>
            <th scope="col">{t('team.number')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ week, label, value }) => (
            <tr key={week}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** A bar with three round corners and, at the lower left, our square one. */
function bar(x: number, y: number, wide: number, tall: number): string {
  if (tall <= 0) return '';
  const r = Math.min(12, tall / 2, wide / 2);
  return `M${x} ${y + tall}V${y + r}a${r} ${r} 0 0 1 ${r}-${r}h${wide - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}V${y + tall}z`;
}
