import {
  CheckmarkCircle20Filled,
  ErrorCircle20Filled,
  Info20Filled,
  QuestionCircle20Filled,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { cx } from './cx';
import font from './font.module.css';
import styles from './notice.module.css';

const icons = {
  warm: Info20Filled,
  ask: QuestionCircle20Filled,
  done: CheckmarkCircle20Filled,
  wrong: ErrorCircle20Filled,
};

interface NoticeProps {
  readonly tone: keyof typeof icons;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A sentence that matters now, and what one can do about it. */
export function Notice({ tone, children, action }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={cx(styles.notice, styles[tone], styles.line)}>
      <div className={styles.words}>
        <Icon className={cx(styles.icon)} aria-hidden="true" />
        <div className={font.body}>{children}</div>
      </div>
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
