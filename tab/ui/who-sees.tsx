import { Eye16Regular, LockClosed16Regular, People16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { cx } from './cx';
import font from './font.module.css';
import styles from './who-sees.module.css';

const icons = { me: LockClosed16Regular, others: People16Regular, said: Eye16Regular };

interface WhoSeesProps {
  /** `me`: nobody else; `others`: the words say who; `said`: the words may say either. */
  readonly who: keyof typeof icons;
  readonly id?: string;
  readonly children: ReactNode;
}

/** Says in a few words, near an input, who will see what is put in. */
export function WhoSees({ who, id, children }: WhoSeesProps) {
  const Icon = icons[who];
  return (
    <span id={id} className={cx(font.small, font.quiet, styles.line)}>
      <Icon className={cx(styles.icon)} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
