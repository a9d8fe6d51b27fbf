import { Button, Field, Input, Select, Switch, Textarea } from '@fluentui/react-components';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { Field as FieldView, FormView, Value } from '#bot/practice/wire';
import type { Answer, Trouble } from '../api';
import { cx } from '../ui/cx';
import { useDraft } from '../ui/drafts';
import { faulty } from '../ui/faulty';
import font from '../ui/font.module.css';
import layout from '../ui/layout.module.css';
import { PeoplePicker } from '../ui/people-picker';
import { PickOne } from '../ui/pills';
import { SaveState } from '../ui/save-state';
import { TroubleNotice } from '../ui/trouble';
import { WhoSees } from '../ui/who-sees';
import { useWords } from '../words';
import styles from './form.module.css';

type Draft = Record<string, Value>;

export interface PracticeFormProps {
  readonly form: FormView;
  /** Names what is typed here, so that it outlives the form. */
  readonly name: string;
  readonly onSend: (fields: Draft) => Promise<Answer<unknown>>;
  readonly onCancel: () => void;
}

const emptyOf = ({ kind }: FieldView): Value =>
  kind === 'toggle' ? false : kind === 'people' || kind === 'choices' ? [] : '';

/** Any form of any practice: its fields come from the server, who sees them stands below. */
export function PracticeForm({ form, name, onSend, onCancel }: PracticeFormProps) {
  const { t } = useWords();
  const [initial] = useState<Draft>(() =>
    Object.fromEntries(form.fields.map((field) => [field.id, field.value ?? emptyOf(field)])),
  );
  const [draft, change, clear] = useDraft<Draft>(name, initial);
  const [more, setMore] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const self = useRef<HTMLFormElement>(null);
  const at = trouble?.message == null ? null : trouble.field;
  const known = form.fields.some(({ id }) => id === at);
  const hidden = form.fields.filter((field) => field.more === true);

  useEffect(() => {
    if (at === null) return;
    setMore(true);
    requestAnimationFrame(() =>
      self.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  }, [at]);

  async function send() {
    setBusy(true);
    setTrouble(null);
    const answer = await onSend(draft);
    setBusy(false);
    if (answer.ok) clear();
    else setTrouble(answer.trouble);
  }

  const input = (field: FieldView) => (
    <PracticeField
      key={field.id}
      field={field}
      value={draft[field.id] ?? emptyOf(field)}
      problem={field.id === at ? (trouble?.message ?? undefined) : undefined}
      onChange={(value) => {
        setTrouble(null);
        change({ [field.id]: value });
      }}
    />
  );
  return (
    <form
      ref={self}
      className={layout.stack}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      {form.fields.filter((field) => field.more !== true).map(input)}
      {hidden.length > 0 && (
        <details open={more} onToggle={(event) => setMore(event.currentTarget.open)}>
          <summary className={cx(font.body, styles.more)}>{form.more}</summary>
          <div className={cx(layout.stack, styles.inside)}>{hidden.map(input)}</div>
        </details>
      )}
      <WhoSees who="said">{form.sees}</WhoSees>
      {trouble !== null && !known && (
        <TroubleNotice
          trouble={trouble}
          {...(trouble.kind === 'refused' ? {} : { retry: () => void send() })}
        />
      )}
      <div className={layout.row}>
        <Button type="submit" appearance="primary" disabledFocusable={busy}>
          {form.send}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <SaveState state={busy ? 'saving' : 'idle'} />
      </div>
    </form>
  );
}

interface PracticeFieldProps {
  readonly field: FieldView;
  readonly value: Value;
  readonly problem: string | undefined;
  readonly onChange: (value: Value) => void;
}

function PracticeField({ field, value, problem, onChange }: PracticeFieldProps) {
  const { kind, label, required = false, choices = [], hint, max } = field;
  const text = typeof value === 'string' ? value : '';
  const many = Array.isArray(value) ? value : [];
  switch (kind) {
    case 'toggle':
      return (
        <Switch
          label={hint ?? label}
          checked={value === true}
          onChange={(_, { checked }) => onChange(checked)}
        />
      );
    case 'choice':
      return choices.length > 4 ? (
        <Field label={label} required={required} {...faulty(problem)}>
          <Select value={text} onChange={(_, data) => onChange(data.value)}>
            {choices.map((one) => (
              <option key={one.value} value={one.value}>
                {one.title}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <PickOne
          label={label}
          problem={problem}
          value={text}
          pills={choices.map((one) => ({ value: one.value, label: one.title }))}
          onChange={onChange}
        />
      );
    case 'choices':
      return (
        <fieldset className={styles.choices}>
          <legend className={font.body}>{label}</legend>
          {choices.map((one) => (
            <label key={one.value} className={cx(font.body, styles.choice)}>
              <input
                type="checkbox"
                checked={many.includes(one.value)}
                disabled={!many.includes(one.value) && many.length >= (max ?? choices.length)}
                onChange={({ currentTarget }) =>
                  onChange(
                    currentTarget.checked
                      ? [...many, one.value]
                      : many.filter((other) => other !== one.value),
                  )
                }
              />
              <span dir="auto">{one.title}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'people':
      return (
        <PeoplePicker
          label={label}
          people={choices.map((one) => ({ id: one.value, name: one.title }))}
          value={choices
            .filter((one) => many.includes(one.value))
            .map((one) => ({ id: one.value, name: one.title }))}
          max={max ?? 20}
          problem={problem}
          onChange={(people) => onChange(people.map(({ id }) => id))}
        />
      );
    default:
      return (
        <Field label={label} required={required} {...faulty(problem)}>
          {field.lines === true ? (
            <Textarea
              rows={Math.min(8, Math.max(3, text.split('\n').length))}
              resize="vertical"
              value={text}
              {...(hint === undefined ? {} : { placeholder: hint })}
              onChange={(_, data) => onChange(data.value)}
            />
          ) : (
            <Input
              type={kind === 'date' || kind === 'time' ? kind : 'text'}
              value={text}
              {...(hint === undefined ? {} : { placeholder: hint })}
              onChange={(_, data) => onChange(data.value)}
            />
          )}
        </Field>
      );
  }
}
