import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useWords } from '../words';
import { cx } from './cx';
import font from './font.module.css';
import layout from './layout.module.css';
import styles from './post-preview.module.css';

interface PostPreviewProps {
  readonly team: string;
  readonly title?: string;
  readonly lines: readonly string[];
  readonly busy: boolean;
  readonly send: () => void;
  readonly back: () => void;
}

/** A post as it will stand in a team's channel; only the second press sends it. */
export function PostPreview({ team, title, lines, busy, send, back }: PostPreviewProps) {
  const { t } = useWords();
  const lead = useRef<HTMLParagraphElement>(null);
  // The button that opened this is gone: a keyboard goes on here.
  useEffect(() => lead.current?.focus(), []);
  return (
    <div className={layout.close}>
      <p ref={lead} tabIndex={-1} className={font.body}>
        {t('team.preview', { team })}
      </p>
      <blockquote className={cx(styles.post, layout.close)}>
        {title !== undefined && <p className={font.item}>{title}</p>}
        {lines.map((line) => (
          <p key={line} className={font.body}>
            {line}
          </p>
        ))}
      </blockquote>
      <div className={layout.row}>
        <Button appearance="primary" disabledFocusable={busy} onClick={send}>
          {t('team.send')}
        </Button>
        <Button disabledFocusable={busy} onClick={back}>
          {t('team.notSent')}
        </Button>
      </div>
    </div>
  );
}
