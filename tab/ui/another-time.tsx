import { Button, Field, Input } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Answer, Trouble } from '../api';
import { useWords } from '../words';
import { cx } from './cx';
import { faulty } from './faulty';
import font from './font.module.css';
import layout from './layout.module.css';
import { TroubleNotice, troubleText } from './trouble';

interface AnotherTimeProps {
  readonly label: string;
  readonly busy: boolean;
  /** @param at on my own clock, `2026-11-24T14:30`; @param sure after I was warned */
  readonly send: (at: string, sure: boolean) => Promise<Answer<{ said: string }>>;
  readonly onDone: (said: string) => void;
}

/** A time of one's own to meet: what speaks against it on my side I am told once, and may send it all the same. */
export function AnotherTime({ label, busy, send, onDone }: AnotherTimeProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState({ date: '', time: '' });
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const warned = trouble?.field === 'sure';

  useEffect(() => {
    if (open) form.current?.querySelector('input')?.focus();
  }, [open]);

  function change(part: Partial<typeof typed>) {
    setTyped((before) => ({ ...before, ...part }));
    setTrouble(null);
  }
  async function press() {
    setSending(true);
    const answer = await send(`${typed.date}T${typed.time}`, warned);
    setSending(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    setOpen(false);
    onDone(answer.value.said);
  }

  if (!open) {
    return (
      <Button disabledFocusable={busy} onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  }
  return (
    <form
      ref={form}
      className={layout.stack}
      onSubmit={(event) => {
        event.preventDefault();
        void press();
      }}
    >
      <div className={layout.row}>
        <Field
          label={t('meeting.date')}
          {...faulty(trouble?.field === 'date' ? troubleText(t, trouble) : undefined)}
        >
          <Input
            type="date"
            value={typed.date}
            onChange={(_, { value }) => change({ date: value })}
          />
        </Field>
        <Field label={t('meeting.time')}>
          <Input
            type="time"
            value={typed.time}
            onChange={(_, { value }) => change({ time: value })}
          />
        </Field>
      </div>
      <p className={cx(font.small, font.quiet)}>{t('meeting.sees')}</p>
      {trouble !== null && trouble.field !== 'date' && <TroubleNotice trouble={trouble} />}
      <div className={layout.row}>
        <Button type="submit" appearance="primary" disabledFocusable={busy || sending}>
          {t(warned ? 'meeting.sure' : 'meeting.set')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
