import { Field, Input, type InputProps } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from 'react';
import { useWords } from '../words';
import { isComposing } from './composing';
import { cx } from './cx';
import { fluentRef } from './fluent-ref';
import font from './font.module.css';
import layout from './layout.module.css';
import listbox from './listbox.module.css';

export interface Suggested {
  readonly id: string;
  readonly name: string;
}

interface SuggestInputProps<S extends Suggested> {
  readonly label: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly value: string;
  /** What goes with the value, best first; empty while there is nothing to suggest. */
  readonly suggestions: readonly S[];
  readonly problem: string | null;
  readonly placeholder: string;
  /** Below the line, such as who sees it. */
  readonly hint?: ReactNode;
  readonly type?: 'search';
  /** At the start of the line. */
  readonly before?: Exclude<InputProps['contentBefore'], undefined>;
  /** At the end of the line, such as the button that adds. */
  readonly after?: Exclude<InputProps['contentAfter'], undefined>;
  /** Below the suggestions. */
  readonly footer?: ReactNode;
  readonly onType: (value: string) => void;
  readonly onPick: (suggestion: S) => void;
}

/**
 * A line of text with suggestions below it: the ARIA combobox. What is typed counts as it is; a
 * suggestion is only taken when somebody goes to it.
 */
export function SuggestInput<S extends Suggested>(props: SuggestInputProps<S>) {
  const { suggestions, input, value, onType, onPick } = props;
  const { t } = useWords();
  const list = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = open && value.trim() !== '' && suggestions.length > 0;
  const at = shown && active < suggestions.length ? active : -1;

  function pick(suggestion: S) {
    onPick(suggestion);
    setOpen(false);
    setActive(-1);
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const suggestion = suggestions[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      // Past either end lies what was typed.
      const places = suggestions.length + 1;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = ((at + 1 + step + places) % places) - 1;
      setActive(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && suggestion !== undefined) {
      event.preventDefault();
      pick(suggestion);
    } else if (event.key === 'Enter') {
      // What was typed it is.
      setOpen(false);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setActive(-1);
    }
  }

  return (
    <div className={listbox.box}>
      <Field
        label={props.label}
        {...(props.hint === undefined ? {} : { hint: <>{props.hint}</> })}
        {...(props.problem === null ? {} : { validationMessage: props.problem })}
      >
        <Input
          ref={fluentRef(input)}
          {...(props.type === undefined ? {} : { type: props.type })}
          size="large"
          role="combobox"
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          {...(at >= 0 ? { 'aria-activedescendant': `${list}-${at}` } : {})}
          autoComplete="off"
          placeholder={props.placeholder}
          value={value}
          onChange={(_, data) => {
            onType(data.value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
          {...(props.before === undefined ? {} : { contentBefore: props.before })}
          {...(props.after === undefined ? {} : { contentAfter: props.after })}
        />
      </Field>
      <div className={listbox.list} hidden={!shown}>
        <div id={list} role="listbox" aria-label={t('suggest.list')}>
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
            <div
              key={suggestion.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              dir="auto"
              aria-selected={index === at}
              className={cx(font.body, listbox.option, index === at && listbox.active)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(suggestion)}
            >
              {suggestion.name}
            </div>
          ))}
        </div>
        {props.footer}
      </div>
      <span role="status" className={layout.unseen}>
        {shown && t('suggest.found', { count: suggestions.length })}
      </span>
    </div>
  );
}
