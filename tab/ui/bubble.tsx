import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Kind } from '#bot/core/learning';
import type { OwnToken } from '../teams/theme';
import { own } from './styles';

const useStyles = makeStyles({
  bubble: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    width: '36px',
    height: '36px',
    borderRadius: '50% 50% 50% 22%',
    fontSize: '20px',
    fontWeight: 600,
  },
  dot: { width: '10px', height: '10px', borderRadius: '50% 50% 50% 20%', flexShrink: 0 },
  accent: { backgroundColor: own('pioSoft'), color: own('pioOnSoft') },
  warm: { backgroundColor: own('pioWarm'), color: own('pioOnWarm') },
  initials: { fontSize: '13px' },
});

interface BubbleProps {
  readonly tone?: 'accent' | 'warm';
  readonly children: ReactNode;
}

/** The product's shape around an icon or initials; decoration, so screen readers pass it by. */
export function Bubble({ tone = 'accent', children }: BubbleProps) {
  const styles = useStyles();
  return (
    <span
      aria-hidden="true"
      className={mergeClasses(
        styles.bubble,
        styles[tone],
        typeof children === 'string' && styles.initials,
      )}
    >
      {children}
    </span>
  );
}

export const kindToken: Readonly<Record<Kind, OwnToken>> = {
  skill: 'pioSkill',
  insight: 'pioInsight',
  'soft-skill': 'pioSoftSkill',
  'know-how': 'pioKnowHow',
  'self-reflection': 'pioSelfReflection',
};

/** The colour of a kind of learning; its name always stands beside it. */
export function KindDot({ kind }: { kind: Kind }) {
  const styles = useStyles();
  return (
    <span
      aria-hidden="true"
      className={styles.dot}
      style={{ backgroundColor: own(kindToken[kind]) }}
    />
  );
}

/** First letters of the first and last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return `${first}${last}`.toUpperCase();
}
