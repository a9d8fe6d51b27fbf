import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type Ref, useId } from 'react';
import { type BadgeKind, badgeKinds } from '#bot/core/learning';
import { bubbleCorner, focusRing, own, space, useType } from '../../ui/styles';
import { useWords } from '../../words';
import { BadgePicture } from './badge-picture';

const useStyles = makeStyles({
  legend: { marginBottom: space.s },
  star: { color: tokens.colorPaletteRedForeground3, paddingInlineStart: space.xs },
  grid: {
    display: 'grid',
    gap: space.s,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 118px), 1fr))',
  },
  badge: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: space.s,
    height: '100%',
    padding: space.m,
    border: `1px solid ${own('pioLine')}`,
    borderRadius: bubbleCorner('16px'),
    textAlign: 'center',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    '[data-theme="contrast"] &:hover': { backgroundColor: 'transparent' },
    ':has(input:focus-visible)': focusRing,
  },
  chosen: {
    backgroundColor: own('pioSoft'),
    color: own('pioOnSoft'),
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 0 0 0 2px ${tokens.colorCompoundBrandStroke}`,
    ':hover': { backgroundColor: own('pioSoft') },
  },
  input: {
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    margin: 0,
    opacity: 0,
    cursor: 'pointer',
  },
  problem: { color: tokens.colorPaletteRedForeground1, paddingTop: space.xs },
});

interface BadgeGridProps {
  readonly value: BadgeKind | null;
  readonly problem: string | undefined;
  readonly first: Ref<HTMLInputElement>;
  readonly onChange: (badge: BadgeKind) => void;
}

/** Eight ways of helping to choose from, as pictures; underneath, plain radio buttons. */
export function BadgeGrid({ value, problem, first, onChange }: BadgeGridProps) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const name = useId();
  return (
    <fieldset aria-describedby={problem === undefined ? undefined : `${name}-problem`}>
      <legend className={mergeClasses(type.body, styles.legend)}>
        {t('thank.badge')}
        <span aria-hidden="true" className={styles.star}>
          *
        </span>
      </legend>
      <div className={styles.grid}>
        {badgeKinds.map((badge, index) => (
          <label
            key={badge}
            className={mergeClasses(type.body, styles.badge, value === badge && styles.chosen)}
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
        <p id={`${name}-problem`} role="alert" className={mergeClasses(type.small, styles.problem)}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
