import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useWords } from '../words';
import { Bubble, initials } from './bubble';
import { own, space, useLayout, useType } from './styles';

export interface Pickable {
  readonly id: string;
  readonly name: string;
}

const useStyles = makeStyles({
  chosen: { display: 'flex', flexWrap: 'wrap', gap: space.s, marginBottom: space.s },
  box: { position: 'relative' },
  list: {
    position: 'absolute',
    insetInline: 0,
    top: 'calc(100% + 4px)',
    zIndex: 10,
    maxHeight: '232px',
    overflowY: 'auto',
    padding: space.xs,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: '8px',
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  option: {
    display: 'flex',
    alignItems: 'center',
    gap: space.m,
    minHeight: '44px',
    padding: `${space.xs} ${space.s}`,
    borderRadius: '6px',
    cursor: 'pointer',
  },
  active: {
    backgroundColor: own('pioSoft'),
    color: own('pioOnSoft'),
    '[data-theme="contrast"] &': { outline: '2px solid #1AEBFF' },
  },
  none: { padding: space.m, color: tokens.colorNeutralForeground3 },
});

interface PeoplePickerProps {
  readonly label: string;
  readonly hint?: ReactNode;
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
  const styles = useStyles();
  const type = useType();
  const layout = useLayout();
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
      <div className={styles.box}>
        <Field
          label={props.label}
          hint={props.hint === undefined ? undefined : { children: props.hint }}
          required={props.required ?? false}
          {...(props.problem === undefined ? {} : { validationMessage: props.problem })}
        >
          <Input
            ref={input}
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
        {/* biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points at the option */}
        <ul
          id={list}
          role="listbox"
          aria-label={props.label}
          className={styles.list}
          hidden={!open || full || found.length === 0}
        >
          {found.map((person, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
            <li
              key={person.id}
              id={`${list}-${index}`}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's own pattern for a list of choices
              role="option"
              aria-selected={index === at}
              className={mergeClasses(type.body, styles.option, index === at && styles.active)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Bubble>{initials(person.name)}</Bubble>
              {person.name}
            </li>
          ))}
        </ul>
        {open && !full && found.length === 0 && (
          <div className={mergeClasses(type.body, styles.list, styles.none)}>
            {people === undefined ? t('loading') : t('people.none')}
          </div>
        )}
      </div>
      <span role="status" className={layout.unseen}>
        {open && people !== undefined && typed !== '' && t('people.found', { count: found.length })}
      </span>
    </div>
  );
}
