import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { AskInput } from '#bot/features/help/wire';
import type { Trouble } from '../../api';
import { cx } from '../../ui/cx';
import { faulty } from '../../ui/faulty';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { PickOne } from '../../ui/pills';
import { TroubleNotice } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { type Say, useWords } from '../../words';
import { WishFor } from '../skills/supply';
import { Quote } from '../thanks/quote';
import styles from './ask-form.module.css';
import {
  type AskDraft,
  byMaxDays,
  daysAfter,
  type Faults,
  faultsOf,
  fieldAtFault,
  lengths,
} from './ask-rules';
import type { Aim } from './asking';

interface AskFormProps {
  readonly skill: string;
  /** Whom alone it asks. */
  readonly one: Aim | undefined;
  /** Asks others instead, without a name. */
  readonly onNameless: () => void;
  readonly draft: AskDraft;
  readonly onChange: (part: Partial<AskDraft>) => void;
  /** My local day, and the one to start with. */
  readonly days: { readonly today: string; readonly usual: string };
  /** Why the last try failed. */
  readonly trouble: Trouble | null;
  readonly onSend: (input: AskInput) => void;
  readonly onCancel: () => void;
}

/** What exactly, how long, by when; who sees each of them stands beside it. */
export function AskForm(props: AskFormProps) {
  const { skill, one, draft, trouble, onChange, onNameless, onSend, onCancel } = props;
  const { today, usual } = props.days;
  const { t } = useWords();
  const refused = fieldAtFault(trouble?.field ?? null);
  const [faults, setFaults] = useState<Faults>(() =>
    refused === null || trouble?.message == null ? {} : { [refused]: trouble.message },
  );
  const form = useRef<HTMLFormElement>(null);
  const by = draft.by ?? usual;

  useEffect(() => {
    if (refused !== null) focusFault(form.current);
  }, [refused]);

  function change(part: Partial<AskDraft>) {
    // What is sent next is another question.
    onChange({ ...part, op: '' });
    setFaults({});
  }

  function send() {
    const found = faultsOf(draft.what, by, today, t);
    setFaults(found);
    if (Object.keys(found).length > 0) {
      // After the messages are in place, so that the field is read out with its own.
      requestAnimationFrame(() => focusFault(form.current));
      return;
    }
    const op = draft.op === '' ? crypto.randomUUID() : draft.op;
    onChange({ op });
    onSend({ op, skill, what: draft.what, minutes: draft.minutes, by, ...aimOf(one) });
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    send();
  }

  return (
    <form ref={form} className={layout.stack} onSubmit={submit} noValidate>
      <Intro one={one} />
      <Field
        label={t('ask.what')}
        required
        hint={<WhoSees who="others">{seesOf(t, one)}</WhoSees>}
        {...faulty(faults.what)}
      >
        <Textarea
          rows={3}
          resize="vertical"
          placeholder={t('ask.example')}
          value={draft.what}
          onChange={(_, { value }) => change({ what: value })}
        />
      </Field>
      <PickOne
        label={t('ask.minutes')}
        hint={<WhoSees who="others">{t('ask.alongSees')}</WhoSees>}
        value={String(draft.minutes)}
        pills={lengths.map((minutes) => ({
          value: String(minutes),
          label: t('ask.length', { minutes }),
        }))}
        onChange={(value) =>
          change({ minutes: lengths.find((minutes) => String(minutes) === value) ?? 30 })
        }
      />
      <Field
        className={cx(styles.day)}
        label={t('ask.by')}
        required
        hint={<WhoSees who="others">{t('ask.alongSees')}</WhoSees>}
        {...faulty(faults.by)}
      >
        <Input
          type="date"
          min={today}
          max={daysAfter(today, byMaxDays)}
          value={by}
          onChange={(_, { value }) => change({ by: value })}
        />
      </Field>
      {trouble !== null && refused === null && (
        <>
          <TroubleNotice
            trouble={trouble}
            {...(trouble.kind === 'refused' ? {} : { retry: send })}
          />
          {(trouble.field === 'to' || trouble.field === 'line') && (
            <div>
              <Button onClick={onNameless}>{t('ask.nameless')}</Button>
            </div>
          )}
          {trouble.field === 'skill' && <WishFor name={skill} first={false} />}
        </>
      )}
      <div className={layout.row}>
        <Button type="submit" appearance="primary">
          {one?.as === 'named' ? t('named.ask', { name: one.name }) : t('ask.button')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

const aimOf = (one: Aim | undefined) => {
  if (one === undefined) return {};
  return one.as === 'named' ? { to: one.to } : { line: one.line };
};

export const seesOf = (t: Say, one: Aim | undefined): string => {
  if (one?.as === 'named') return t('ask.namedSees', { name: one.name });
  return t(one === undefined ? 'ask.whatSees' : 'ask.lineSees');
};

/** Who is asked; of a line, what it says. */
function Intro({ one }: { one: Aim | undefined }) {
  const { t } = useWords();
  if (one?.as === 'named') {
    return <p className={font.body}>{t('ask.namedIntro', { name: one.name })}</p>;
  }
  if (one === undefined) return <p className={font.body}>{t('ask.intro')}</p>;
  return (
    <>
      <p className={font.body}>{t('ask.lineIntro')}</p>
      <Quote>{one.text}</Quote>
    </>
  );
}

const focusFault = (form: HTMLFormElement | null) =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
