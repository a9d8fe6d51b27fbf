import { Button } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { QuestionView, ReceiptView } from '#bot/features/checkin/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { useDrafts } from '../../ui/drafts';
import font from '../../ui/font.module.css';
import { SkeletonLines } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource } from '../../use-resource';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { CheckinForm, checkinDraft } from './checkin-form';
import { Receipt } from './receipt';

type Step =
  | { readonly at: 'closed' }
  | { readonly at: 'form' }
  | { readonly at: 'said'; readonly said: string }
  | { readonly at: 'receipt'; readonly receipt: ReceiptView };

interface CheckinPanelProps {
  readonly startOpen: boolean;
  /** Until when this week's waits, if it does. */
  readonly waits: string | null;
}

/** My check-in, whenever I want one: the question, the form, the receipt with what could come next. */
export function CheckinPanel({ startOpen, waits }: CheckinPanelProps) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const { data, trouble, again } = useResource<QuestionView>('/api/checkin');
  const drafts = useDrafts();
  // Whoever had begun finds the form as they left it.
  const [step, setStep] = useState<Step>(() => ({
    at: startOpen || drafts.get(checkinDraft) !== undefined ? 'form' : 'closed',
  }));

  return (
    <Card
      title={t('checkin.title')}
      mark={
        <Bubble tone="warm">
          <Chat20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('checkin.sees')}</WhoSees>}
    >
      {trouble !== undefined && data === undefined && (
        <TroubleNotice trouble={trouble} retry={again} />
      )}
      {data === undefined && trouble === undefined && <SkeletonLines />}
      {data !== undefined && step.at === 'closed' && (
        <>
          <p className={font.lead}>{data.question}</p>
          {waits !== null && (
            <p className={`${font.small} ${font.quiet}`}>
              {t('forYou.until', { day: dates.day(waits) })}
            </p>
          )}
          <div>
            <Button appearance="primary" onClick={() => setStep({ at: 'form' })}>
              {t('checkin.start')}
            </Button>
          </div>
        </>
      )}
      {data !== undefined && step.at === 'form' && (
        <CheckinForm
          question={data.question}
          onSaved={(receipt) => setStep({ at: 'receipt', receipt })}
          onSkipped={(said) => setStep({ at: 'said', said })}
        />
      )}
      {step.at === 'said' && (
        <p role="status" className={font.body}>
          {step.said}
        </p>
      )}
      {step.at === 'receipt' && (
        <Receipt
          receipt={step.receipt}
          onClose={() => {
            again();
            setStep({ at: 'closed' });
          }}
        />
      )}
    </Card>
  );
}
