import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import styles from './year.module.css';
import { leavesOf, type Month, moments } from './year-rules';

const wide = 56;
const middle = wide / 2;
/** From the ground to the first leaf, and from leaf to leaf. */
const firstLeaf = 18;
const step = 14;
/** Leaves that a stem holds: a fuller month is as high as a full one. */
const most = 7;

/** The last twelve months as plants in a row: a leaf for every moment, and no figure to compare. */
export function Year({ months }: { months: readonly Month[] }) {
  const { t } = useWords();
  const fullest = Math.max(...months.map((month) => leavesOf(month, most).length));
  const ground = firstLeaf + step * fullest;
  return (
    <Card title={t('year.title')} lead={<WhoSees who="me">{t('learning.sees')}</WhoSees>}>
      <ol className={styles.year} aria-label={t('year.title')}>
        {months.map((month) => (
          <li key={month.key} className={styles.month}>
            <Plant month={month} ground={ground} />
            <span aria-hidden="true" className={cx(font.small, font.quiet)}>
              {month.short}
            </span>
            <span className={layout.unseen}>
              {t('year.month', { month: month.long, ...month.count })}
            </span>
          </li>
        ))}
      </ol>
      <ul className={cx(font.small, font.quiet, styles.legend)} aria-hidden="true">
        {moments.map((moment) => (
          <li key={moment}>
            <svg aria-hidden="true" width="20" height="16" viewBox="0 0 20 16">
              <path className={styles[moment]} d={leaf(2, 14, 1)} />
            </svg>
            {t(`year.${moment}`)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A stem as high as its leaves, left and right by turns; a month at rest is a seed. */
function Plant({ month, ground }: { month: Month; ground: number }) {
  const leaves = leavesOf(month, most);
  const top = ground - firstLeaf - step * Math.max(leaves.length - 1, 0);
  return (
    <svg aria-hidden="true" className={styles.plant} viewBox={`0 0 ${wide} ${ground}`}>
      {leaves.length === 0 ? (
        <ellipse className={styles.seed} cx={middle} cy={ground - 2} rx="4" ry="3" />
      ) : (
        <path className={styles.stem} d={`M${middle} ${ground}V${top}`} />
      )}
      {leaves.map((moment, index) => {
        const side = index % 2 === 0 ? 1 : -1;
        const y = ground - firstLeaf - step * index;
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: leaves of a month never move
            key={index}
            className={styles[moment]}
            d={leaf(middle, y, side)}
          />
        );
      })}
    </svg>
  );
}

/** The product's shape, three round corners and a square one, lying at the stem. */
const leaf = (x: number, y: number, side: 1 | -1): string => {
  const turn = side === 1 ? 1 : 0;
  const corner = (right: number, down: number) => `a6 6 0 0 ${turn} ${right * side} ${down}`;
  return `M${x} ${y}v-6${corner(6, -6)}h${4 * side}${corner(6, 6)}${corner(-6, 6)}z`;
};
