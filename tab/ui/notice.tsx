import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, ErrorCircle20Filled, Info20Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { bubbleCorner, own, space, useType } from './styles';

const useStyles = makeStyles({
  notice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: space.m,
    padding: `${space.m} ${space.l}`,
    borderRadius: bubbleCorner('12px'),
    border: '1px solid transparent',
  },
  words: { flex: '1 1 220px', display: 'flex', gap: space.s, alignItems: 'flex-start', minWidth: 0 },
  icon: { flexShrink: 0 },
  warm: { backgroundColor: own('pioWarm'), color: own('pioOnWarm') },
  done: { backgroundColor: own('pioSoft'), color: own('pioOnSoft') },
  wrong: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorStatusDangerForeground1,
  },
  line: {
    '[data-theme="contrast"] &': { borderColor: own('pioLine') },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: space.s },
});

const icons = { warm: Info20Filled, done: CheckmarkCircle20Filled, wrong: ErrorCircle20Filled };

interface NoticeProps {
  readonly tone: 'warm' | 'done' | 'wrong';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A sentence that matters now, and what one can do about it. */
export function Notice({ tone, children, action }: NoticeProps) {
  const styles = useStyles();
  const type = useType();
  const Icon = icons[tone];
  return (
    <div className={mergeClasses(styles.notice, styles[tone], styles.line)}>
      <div className={styles.words}>
        <Icon className={styles.icon} aria-hidden="true" />
        <div className={type.body}>{children}</div>
      </div>
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
