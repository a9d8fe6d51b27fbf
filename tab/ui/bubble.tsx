import type { ReactNode } from 'react';
import type { Kind } from '#bot/core/learning';
import type { OwnToken } from '../teams/theme';
import styles from './bubble.module.css';
import { cx } from './cx';
import { own } from './styles';

interface BubbleProps {
  readonly tone?: 'accent' | 'warm';
  readonly children: ReactNode;
}

/** The product's shape around an icon or initials; decoration, so screen readers pass it by. */
export function Bubble({ tone = 'accent', children }: BubbleProps) {
  return (
    <span
      aria-hidden="true"
      className={cx(styles.bubble, styles[tone], typeof children === 'string' && styles.initials)}
    >
      {children}
    </span>
  );
}

const kindToken: Readonly<Record<Kind, OwnToken>> = {
  skill: 'pioSkill',
  insight: 'pioInsight',
  'soft-skill': 'pioSoftSkill',
  'know-how': 'pioKnowHow',
  'self-reflection': 'pioSelfReflection',
};

/** The colour of a kind of learning; its name always stands beside it. */
export function KindDot({ kind }: { kind: Kind }) {
  return (
    <span
      aria-hidden="true"
      className={styles.dot}
      style={{ backgroundColor: own(kindToken[kind]) }}
    />
  );
}

/** First letters of the first and last word of a name, without what stands in brackets. */
export function initials(name: string): string {
  const words = name.replace(/\([^)]*\)?/g, '').match(/[\p{L}\p{N}]\S*/gu) ?? [];
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return `${first}${last}`.toUpperCase();
}
