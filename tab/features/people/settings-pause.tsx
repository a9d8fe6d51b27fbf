import { Button, Field, Input } from '@fluentui/react-components';
import { Pause20Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { Trouble } from '../../api';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useDates, useWords } from '../../words';
import { useConsent, usePause } from './consent';
import { useMe } from './me';
import styles from './settings-pause.module.css';

/** The day `days` after one on the calendar. */
const dayAfter = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Silence until a day of my choice; it ends by itself. */
export function PauseSettings() {
  const { t } = useWords();
  const dates = useDates();
  const me = useMe();
  const pause = usePause();
  const consent = useConsent();
  const toasts = useToasts();
  const [day, setDay] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const field = useId();
  const atDay = trouble?.field === 'until' ? trouble.message : null;

  async function until(last: string | null) {
    setTrouble(null);
    const answer = await pause(last);
    if (!answer.ok) return setTrouble(answer.trouble);
    toasts.say(
      last === null ? t('resumed') : t('paused', { from: 'none', day: dates.calendarDay(last) }),
    );
  }

  async function stop() {
    setTrouble(null);
    const answer = await consent('not-now');
    if (!answer.ok) return setTrouble(answer.trouble);
    toasts.offerUndo({ text: t('notCounted'), undo: () => void consent('in') });
  }

  return (
    <Card
      title={t('settings.pause')}
      mark={
        <Bubble tone="warm">
          <Pause20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('settings.pauseSees')}</WhoSees>}
    >
      <p className={font.body}>
        {me.pausedUntil === null
          ? t('settings.pauseWords')
          : t('paused', {
              from: me.pausedFrom === null ? 'none' : dates.calendarDay(me.pausedFrom),
              day: dates.calendarDay(me.pausedUntil),
            })}
      </p>
      <div className={layout.row}>
        {me.pausedUntil !== null && (
          <Button appearance="primary" onClick={() => void until(null)}>
            {t('resume')}
          </Button>
        )}
        {[1, 2, 4].map((weeks) => (
          <Button key={weeks} onClick={() => void until(dayAfter(me.today, weeks * 7))}>
            {t('settings.weeks', { count: weeks })}
          </Button>
        ))}
      </div>
      <form
        className={styles.date}
        onSubmit={(event) => {
          event.preventDefault();
          if (day !== '') void until(day);
        }}
      >
        <Field
          label={t('settings.pauseUntil')}
          {...(atDay === null ? {} : { validationMessage: atDay })}
        >
          <Input
            id={field}
            type="date"
            min={dayAfter(me.today, 0)}
            value={day}
            onChange={(_, { value }) => setDay(value)}
          />
        </Field>
        <Button type="submit" disabledFocusable={day === ''}>
          {t('settings.pauseButton')}
        </Button>
      </form>
      {me.consent === 'in' && (
        <div className={styles.stop}>
          <p className={cx(font.body, font.quiet)}>{t('settings.stopWords')}</p>
          <Button size="small" appearance="subtle" onClick={() => void stop()}>
            {t('settings.stop')}
          </Button>
        </div>
      )}
      {trouble !== null && atDay === null && <TroubleNotice trouble={trouble} />}
    </Card>
  );
}
