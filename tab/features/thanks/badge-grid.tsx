import { type Ref, useId } from 'react';
import { type BadgeKind, badgeKinds } from '#bot/core/learning';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useWords } from '../../words';
import styles from './badge-grid.module.css';
import { BadgePicture } from './badge-picture';

interface BadgeGridProps {
  readonly value: BadgeKind | null;
  readonly problem: string | undefined;
  readonly first: Ref<HTMLInputElement>;
  readonly onChange: (badge: BadgeKind) => void;
}

/** Nine ways of helping to choose from, as pictures; underneath, plain radio buttons. */
export function BadgeGrid({ value, problem, first, onChange }: BadgeGridProps) {
  const { t } = useWords();
  const name = useId();
  return (
    <fieldset aria-describedby={problem === undefined ? undefined : `${name}-problem`}>
      <legend className={cx(font.body, styles.legend)}>
        {t('thank.badge')}
        <span aria-hidden="true" className={styles.star}>
          *
        </span>
      </legend>
      <div className={styles.grid}>
        {badgeKinds.map((badge, index) => (
          <label
            key={badge}
            className={cx(font.body, styles.badge, value === badge && styles.chosen)}
          >
            <input
              ref={index === 0 ? first : undefined}
              className={styles.input}
              type="radio"
              name={name}
              value={badge}
              required
              checked={value === badge}
              onChange={() => onChange(badge)}
            />
            <BadgePicture badge={badge} size={56} />
            {t(`badge.${badge}`)}
          </label>
        ))}
      </div>
      {problem !== undefined && (
        <p id={`${name}-problem`} role="alert" className={cx(font.small, styles.problem)}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
