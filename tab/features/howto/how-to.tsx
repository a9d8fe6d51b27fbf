import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { HowToView, HowToWords } from '#bot/features/howto/wire';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Brief } from './brief';
import { HowToForm } from './how-to-form';
import styles from './how-tos.module.css';
import { StepOff } from './step-off';
import { Steps } from './steps';

export type Act = 'right' | 'free' | 'take' | 'hide' | 'show';
const acts: readonly Act[] = ['right', 'take', 'free', 'hide', 'show'];

interface HowToProps {
  readonly howTo: HowToView;
  readonly words: HowToWords;
  /** A link points here. */
  readonly pointedAt: boolean;
  readonly onAct: (act: Act) => void;
  readonly onRemove: () => void;
  readonly onSaved: () => void;
}

/** One how-to of a team: its topic, and on a press its steps and what I may do about it. */
export function HowTo({ howTo, words, pointedAt, onAct, onRemove, onSaved }: HowToProps) {
  const { topic, warning, may, team } = howTo;
  const [doing, setDoing] = useState<'edit' | 'copy' | 'brief' | null>(null);
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pointedAt) summary.current?.focus();
  }, [pointedAt]);
  return (
    <li>
      <details open={pointedAt}>
        <summary ref={summary} className={cx(font.item, styles.topic)}>
          <span dir="auto">{topic}</span>
          {warning !== null && (
            <span className={cx(font.small, font.quiet, styles.note)}> · {warning}</span>
          )}
        </summary>
        <div className={cx(layout.stack, styles.inside)}>
          {doing === 'brief' ? (
            <Brief howTo={howTo} onCancel={() => setDoing(null)} />
          ) : doing !== null ? (
            <HowToForm
              team={team}
              from={howTo}
              onDone={(saved) => {
                setDoing(null);
                if (saved !== undefined) onSaved();
              }}
            />
          ) : (
            <>
              <Steps howTo={howTo} words={words} />
              <div className={layout.row}>
                {acts.slice(0, 2).map((act) => (
                  <ActButton key={act} {...{ act, may, words, onAct }} />
                ))}
                {(['edit', 'brief', 'copy'] as const).map(
                  (one) =>
                    may.includes(one) && (
                      <Button key={one} onClick={() => setDoing(one)}>
                        {words[one]}
                      </Button>
                    ),
                )}
                {acts.slice(2).map((act) => (
                  <ActButton key={act} {...{ act, may, words, onAct }} />
                ))}
                {may.includes('remove') && (
                  <Button appearance="subtle" onClick={onRemove}>
                    {words.remove}
                  </Button>
                )}
              </div>
              {may.includes('off') && <StepOff howTo={howTo} words={words} />}
            </>
          )}
        </div>
      </details>
    </li>
  );
}

interface ActProps extends Pick<HowToProps, 'words' | 'onAct'> {
  readonly act: Act;
  readonly may: HowToView['may'];
}

const ActButton = ({ act, may, words, onAct }: ActProps) =>
  may.includes(act) ? <Button onClick={() => onAct(act)}>{words[act]}</Button> : null;
