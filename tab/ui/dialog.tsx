import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../words';
import { bubbleCorner, narrow, own, space, useType } from './styles';

const useStyles = makeStyles({
  dialog: {
    width: 'min(640px, calc(100vw - 32px))',
    maxHeight: 'calc(100dvh - 48px)',
    padding: 0,
    border: `1px solid ${own('pioLine')}`,
    borderRadius: bubbleCorner('20px'),
    backgroundColor: own('pioCard'),
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow64,
    overflow: 'auto',
    overscrollBehavior: 'contain',
    '::backdrop': { backgroundColor: 'rgba(20, 14, 8, 0.5)' },
    [narrow]: {
      width: '100vw',
      maxWidth: '100vw',
      height: '100dvh',
      maxHeight: '100dvh',
      border: 'none',
      borderRadius: 0,
    },
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: space.m,
    padding: `${space.xl} ${space.xl} 0`,
    [narrow]: { padding: `${space.l} ${space.l} 0` },
  },
  body: { padding: space.xl, [narrow]: { padding: space.l } },
});

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal form on the browser's own `dialog`: focus kept inside, Escape, and the rest of the page
 * inert come with it, where Fluent's would weigh 21 KB.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const styles = useStyles();
  const type = useType();
  const { t } = useWords();
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closing before it leaves the page gives the focus back to where it came from.
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.head}>
        <h2 id={heading} className={type.section}>
          {title}
        </h2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={t('close')}
          onClick={onClose}
        />
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  );
}
