import { Button } from '@fluentui/react-components';
import type { HowToForView } from '#bot/features/howto/wire';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { useResource } from '../../use-resource';
import { forTopic } from './address';
import { StepOff } from './step-off';
import { Steps } from './steps';

/** Whether a topic's how-to is known: before that nothing else is shown. */
export const useBeforeAsk = (skill: string) => useResource<HowToForView>(forTopic(skill));

interface BeforeAskProps {
  readonly view: HowToForView;
  readonly onAnyway: () => void;
  readonly onWorked: () => void;
}

/** Before an ask leaves: perhaps this is enough. *It worked* sends nobody anything. */
export function BeforeAsk({ view: { found, words }, onAnyway, onWorked }: BeforeAskProps) {
  const toasts = useToasts();
  if (found === null) return null;
  function worked() {
    toasts.say(words['worked.said']);
    onWorked();
  }
  return (
    <div className={layout.stack}>
      <p className={font.body}>{words.before}</p>
      <h3 className={font.item}>
        {words.one}: <span dir="auto">{found.topic}</span>
      </h3>
      <Steps howTo={found} words={words} />
      <div className={layout.row}>
        <Button appearance="primary" onClick={worked}>
          {words.worked}
        </Button>
        <Button onClick={onAnyway}>{words.anyway}</Button>
      </div>
      {found.may.includes('off') && <StepOff howTo={found} words={words} />}
    </div>
  );
}
