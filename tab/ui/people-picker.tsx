import { Button, Field, Input } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../words';
import { Bubble, initials } from './bubble';
import { isComposing } from './composing';
import { cx } from './cx';
import { fluentRef } from './fluent-ref';
import font from './font.module.css';
import layout from './layout.module.css';
import listbox from './listbox.module.css';
import styles from './people-picker.module.css';

export interface Pickable {
  readonly id: string;
  readonly name: string;
}

interface PeoplePickerProps {
  readonly label: string;
  /** Undefined while they are being read. */
  readonly people: readonly Pickable[] | undefined;
  readonly value: readonly Pickable[];
  readonly max: number;
  readonly required?: boolean;
  readonly problem?: string | undefined;
  readonly onChange: (value: readonly Pickable[]) => void;
}

const without = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Chooses colleagues by typing part of a name: the ARIA combobox with a list below it. Fluent's
 * own would add 34 KB to a page; here the list also stays inside the dialog and at 400 % zoom.
 */
export function PeoplePicker(props: PeoplePickerProps) {
  const { people, value, max, onChange } = props;
  const { t } = useWords();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);

  const full = value.length >= max;
  const found = useMemo(() => {
    const wanted = without(typed.trim());
    return (people ?? []).filter(
      (person) =>
        !value.some(({ id }) => id === person.id) && without(person.name).includes(wanted),
    );
  }, [people, typed, value]);
  const at = Math.min(active, Math.max(found.length - 1, 0));

  function pick(person: Pickable) {
    onChange([...value, person]);
    setTyped('');
    setActive(0);
    setOpen(false);
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const person = found[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = open ? (at + step + found.length) % Math.max(found.length, 1) : at;
      setActive(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && open && person !== undefined) {
      event.preventDefault();
      pick(person);
    } else if (event.key === 'Escape' && open) {
      // Only the list closes, not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  }

  return (
    <div>
      <div className={listbox.box}>
        <Field
          label={props.label}
          required={props.required ?? false}
          {...(props.problem === undefined ? {} : { validationMessage: props.problem })}
        >
          <Input
            ref={fluentRef(input)}
            role="combobox"
            aria-expanded={open && !full}
            aria-controls={list}
            aria-autocomplete="list"
            {...(open && found.length > 0 ? { 'aria-activedescendant': `${list}-${at}` } : {})}
            autoComplete="off"
            disabled={full}
            placeholder={full ? t('people.full', { max }) : t('people.type')}
            value={typed}
            onChange={(_, data) => {
              setTyped(data.value);
              setActive(0);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
            onBlur={() => setOpen(false)}
          />
        </Field>
        <div
          id={list}
          role="listbox"
          aria-label={t('people.list')}
          className={listbox.list}
          hidden={!open || full || found.length === 0}
        >
          {found.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
            <div
              key={person.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={cx(font.body, listbox.option, index === at && listbox.active)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Bubble>{initials(person.name)}</Bubble>
              {person.name}
            </div>
          ))}
        </div>
        {open && !full && found.length === 0 && (
          <div className={cx(font.body, listbox.list, listbox.none)}>
            {people === undefined ? t('loading') : t('people.none')}
          </div>
        )}
      </div>
      {value.length > 0 && (
        <ul className={styles.chosen} aria-label={t('people.chosen')}>
          {value.map((person) => (
            <li key={person.id}>
              <Button
                size="small"
                shape="circular"
                icon={<Dismiss16Regular />}
                iconPosition="after"
                aria-label={t('people.remove', { name: person.name })}
                onClick={() => {
                  onChange(value.filter(({ id }) => id !== person.id));
                  input.current?.focus();
                }}
              >
                {person.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <span role="status" className={layout.unseen}>
        {open && people !== undefined && typed !== '' && t('people.found', { count: found.length })}
      </span>
    </div>
  );
}
