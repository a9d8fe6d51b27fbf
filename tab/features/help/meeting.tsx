import { Button } from '@fluentui/react-components';
import { CalendarAdd20Regular, Chat20Regular } from '@fluentui/react-icons';
import type { PairView, SlotView } from '#bot/features/help/wire';
import type { Answer } from '../../api';
import { AnotherTime } from '../../ui/another-time';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { WhoSees } from '../../ui/who-sees';
import { useDates, useWords } from '../../words';
import { useMe } from '../people/me';
import { Quote } from '../thanks/quote';

interface MeetingProps {
  readonly pair: PairView;
  readonly busy: boolean;
  readonly onPlan: (slot: SlotView) => void;
  readonly onTyped: (at: string, sure: boolean) => Promise<Answer<{ said: string }>>;
}

/** Two people who said yes: a time to choose, or the one they chose, and a way to talk. */
export function Meeting({ pair, busy, onPlan, onTyped }: MeetingProps) {
  const { t } = useWords();
  const dates = useDates(useMe().settings.zone);
  const toasts = useToasts();
  const { name } = pair.with;
  return (
    <>
      {pair.slots.length > 0 && (
        <fieldset aria-label={t('asks.choose')}>
          <div className={layout.row}>
            {pair.slots.map((slot) => (
              <Button
                key={slot.at}
                appearance="primary"
                disabledFocusable={busy}
                onClick={() => onPlan(slot)}
              >
                {dates.moment(slot.at)}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      {pair.planned === null && (
        <AnotherTime label={t('meeting.another')} busy={busy} send={onTyped} onDone={toasts.say} />
      )}
      {pair.chat === null && (
        <div className={layout.close}>
          <p className={cx(font.small, font.quiet)}>{t('asks.opening', { name })}</p>
          <Quote>{pair.opening}</Quote>
        </div>
      )}
      {(pair.planned !== null || pair.chat !== null) && (
        <div className={layout.row}>
          {pair.planned !== null && (
            <>
              <Button as="a" href={pair.planned.calendar} icon={<CalendarAdd20Regular />}>
                {t('asks.calendar')}
              </Button>
              <Button as="a" href={pair.planned.teams} target="_blank" rel="noreferrer">
                {t('meeting.teams')}
              </Button>
            </>
          )}
          {pair.chat !== null && (
            <Button
              as="a"
              href={pair.chat}
              target="_blank"
              rel="noreferrer"
              icon={<Chat20Regular />}
            >
              {t('asks.chat', { name })}
            </Button>
          )}
        </div>
      )}
      <WhoSees who="others">{t('sees.youAnd', { name })}</WhoSees>
    </>
  );
}
