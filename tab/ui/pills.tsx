import { Checkmark16Filled } from '@fluentui/react-icons';
import { type ReactNode, useId } from 'react';
import { cx } from './cx';
import font from './font.module.css';
import layout from './layout.module.css';
import styles from './pills.module.css';

export interface Pill<V extends string> {
  readonly value: V;
  readonly label: string;
  /** What the label leaves out, for screen readers. */
  readonly spoken?: string;
  readonly mark?: ReactNode;
}

interface PillsProps<V extends string> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why the choice went back to what it was. */
  readonly problem?: string | undefined;
  readonly pills: readonly Pill<V>[];
  readonly unseenLabel?: boolean;
}

interface OneProps<V extends string> extends PillsProps<V> {
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

/** A choice of one, as native radio buttons in our shape. */
export function PickOne<V extends string>({ value, onChange, ...rest }: OneProps<V>) {
  return (
    <Pills
      {...rest}
      type="radio"
      isChosen={(pill) => pill === value}
      onPick={(pill) => onChange(pill)}
    />
  );
}

interface ManyProps<V extends string> extends PillsProps<V> {
  readonly values: readonly V[];
  readonly onChange: (values: V[]) => void;
}

/** A choice of any number, as native checkboxes in our shape. */
export function PickMany<V extends string>({ values, onChange, ...rest }: ManyProps<V>) {
  return (
    <Pills
      {...rest}
      type="checkbox"
      isChosen={(pill) => values.includes(pill)}
      onPick={(pill, chosen) =>
        onChange(chosen ? [...values, pill] : values.filter((other) => other !== pill))
      }
    />
  );
}

interface AnyProps<V extends string> extends PillsProps<V> {
  readonly type: 'radio' | 'checkbox';
  readonly isChosen: (value: V) => boolean;
  readonly onPick: (value: V, chosen: boolean) => void;
}

function Pills<V extends string>(props: AnyProps<V>) {
  const name = useId();
  const problem = useId();
  return (
    <fieldset {...(props.problem === undefined ? {} : { 'aria-describedby': problem })}>
      <legend className={cx(font.body, styles.legend, props.unseenLabel && layout.unseen)}>
        {props.label}
      </legend>
      {props.hint !== undefined && <div className={styles.hint}>{props.hint}</div>}
      <div className={styles.pills}>
        {props.pills.map((pill) => {
          const chosen = props.isChosen(pill.value);
          return (
            <label key={pill.value} className={cx(font.body, styles.pill, chosen && styles.chosen)}>
              <input
                className={styles.input}
                type={props.type}
                name={name}
                value={pill.value}
                checked={chosen}
                aria-label={pill.spoken}
                onChange={(event) => props.onPick(pill.value, event.currentTarget.checked)}
              />
              {chosen ? <Checkmark16Filled aria-hidden="true" /> : pill.mark}
              <span aria-hidden={pill.spoken !== undefined}>{pill.label}</span>
            </label>
          );
        })}
      </div>
      {props.problem !== undefined && (
        <p id={problem} role="alert" className={cx(font.small, styles.problem)}>
          {props.problem}
        </p>
      )}
    </fieldset>
  );
}
