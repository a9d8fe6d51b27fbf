import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { SaveState } from '../../ui/save-state';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import { useConsent } from '../people/consent';
import { useMe } from '../people/me';
import { seesOf } from './ask-form';
import styles from './asked-steps.module.css';
import type { Aim } from './asking';

const stepsOf = (one: Aim | undefined) =>
  one === undefined
    ? (['ask.next.asked', 'ask.next.yes', 'ask.next.after'] as const)
    : ([`ask.next.${one.as}`, 'ask.next.answer', 'ask.next.after'] as const);

interface AskedStepsProps {
  readonly skill: string;
  readonly one: Aim | undefined;
  /** The server has not agreed yet. */
  readonly busy: boolean;
  readonly onSee: () => void;
  readonly onDone: () => void;
}

/** What happens next, in three steps; shown at once. */
export function AskedSteps({ skill, one, busy, onSee, onDone }: AskedStepsProps) {
  const { t } = useWords();
  const me = useMe();
  const consent = useConsent();
  const toasts = useToasts();
  const self = useRef<HTMLDivElement>(null);
  // The form is gone, and its button with it: reading goes on here.
  useEffect(() => self.current?.focus(), []);

  async function countIn() {
    const answer = await consent('in');
    toasts.say(answer.ok ? t('countedIn') : troubleText(t, answer.trouble));
    // The question goes, and the button that had the focus with it.
    if (answer.ok) self.current?.focus();
  }

  return (
    <div ref={self} tabIndex={-1} className={cx(layout.stack, styles.sent)}>
      <ol className={styles.steps}>
        {stepsOf(one).map((step, index) => (
          <li key={step} className={styles.step}>
            <span aria-hidden="true" className={cx(font.item, styles.number)}>
              {index + 1}
            </span>
            <span className={font.body}>
              {t(step, { skill, name: one?.as === 'named' ? one.name : '' })}
            </span>
          </li>
        ))}
      </ol>
      {me.consent !== 'in' && (
        <Notice
          tone="warm"
          action={<Button onClick={() => void countIn()}>{t('countMeIn')}</Button>}
        >
          {t('ask.next.quiet')}
        </Notice>
      )}
      <WhoSees who="others">{seesOf(t, one)}</WhoSees>
      <div className={layout.row}>
        <Button appearance="primary" onClick={onDone}>
          {t('ask.done')}
        </Button>
        <Button disabledFocusable={busy} onClick={onSee}>
          {t('ask.see')}
        </Button>
        <SaveState state={busy ? 'saving' : 'idle'} />
      </div>
    </div>
  );
}
