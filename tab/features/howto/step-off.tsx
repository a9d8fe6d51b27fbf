import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { HowToView, HowToWords } from '#bot/features/howto/wire';
import type { Trouble } from '../../api';
import layout from '../../ui/layout.module.css';
import { PickOne } from '../../ui/pills';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useServer } from '../../use-resource';
import { useWords } from '../../words';
import { addressOf } from './address';

/** *A step is off*: which one, and who hears it. */
export function StepOff({ howTo, words }: { howTo: HowToView; words: HowToWords }) {
  const { t } = useWords();
  const { api } = useServer();
  const toasts = useToasts();
  const [open, setOpen] = useState(false);
  const [step, setStep] = useState('0');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function send() {
    setBusy(true);
    const answer = await api.call<{ said: string }>('POST', addressOf(howTo, 'off'), { step });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    setOpen(false);
    toasts.say(answer.value.said);
  }

  if (!open) {
    return (
      <Button appearance="subtle" onClick={() => setOpen(true)}>
        {words.off}
      </Button>
    );
  }
  return (
    <div className={layout.stack}>
      <PickOne
        label={words['off.which']}
        hint={<WhoSees who="said">{words['off.sees']}</WhoSees>}
        value={step}
        pills={[
          ...howTo.steps.map((_, index) => ({
            value: String(index + 1),
            label: String(index + 1),
          })),
          { value: '0', label: words['off.whole'] },
        ]}
        onChange={setStep}
      />
      {trouble !== null && <TroubleNotice trouble={trouble} />}
      <div className={layout.row}>
        <Button appearance="primary" disabledFocusable={busy} onClick={() => void send()}>
          {words.off}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      </div>
    </div>
  );
}
