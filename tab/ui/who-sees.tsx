import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { LockClosed16Regular, People16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { space, useType } from './styles';

const useStyles = makeStyles({
  line: { display: 'inline-flex', alignItems: 'flex-start', gap: space.xs },
  icon: { flexShrink: 0 },
});

interface WhoSeesProps {
  /** `me`: nobody else; `others`: the words say who. */
  readonly who: 'me' | 'others';
  readonly id?: string;
  readonly children: ReactNode;
}

/** Says in a few words, near an input, who will see what is put in. */
export function WhoSees({ who, id, children }: WhoSeesProps) {
  const styles = useStyles();
  const type = useType();
  const Icon = who === 'me' ? LockClosed16Regular : People16Regular;
  return (
    <span id={id} className={mergeClasses(type.small, type.quiet, styles.line)}>
      <Icon className={styles.icon} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
