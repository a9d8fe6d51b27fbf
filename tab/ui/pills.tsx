import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Checkmark16Filled } from '@fluentui/react-icons';
import { type ReactNode, useId } from 'react';
import { focusRing, own, space, useLayout, useType } from './styles';

const useStyles = makeStyles({
  legend: { marginBottom: space.s, fontWeight: tokens.fontWeightSemibold },
  hint: { marginTop: `-${space.xs}`, marginBottom: space.s },
  pills: { display: 'flex', flexWrap: 'wrap', gap: space.s },
  pill: {
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    gap: space.xs,
    minHeight: '36px',
    minWidth: '44px',
    justifyContent: 'center',
    padding: `6px ${space.m}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: '18px 18px 18px 5px',
    backgroundColor: own('pioCard'),
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':has(input:focus-visible)': focusRing,
    ':has(input:disabled)': { opacity: 0.6, cursor: 'default' },
    '[data-theme="contrast"] &:hover': { backgroundColor: own('pioCard') },
  },
  chosen: {
    backgroundColor: own('pioSoft'),
    color: own('pioOnSoft'),
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}`,
    ':hover': { backgroundColor: own('pioSoft') },
  },
  input: {
    position: 'absolute',
    inset: 0,
    width: '100%',
    height: '100%',
    margin: 0,
    opacity: 0,
    cursor: 'inherit',
  },
});

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
  const styles = useStyles();
  const type = useType();
  const layout = useLayout();
  const name = useId();
  return (
    <fieldset>
      <legend
        className={mergeClasses(type.body, styles.legend, props.unseenLabel && layout.unseen)}
      >
        {props.label}
      </legend>
      {props.hint !== undefined && <div className={styles.hint}>{props.hint}</div>}
      <div className={styles.pills}>
        {props.pills.map((pill) => {
          const chosen = props.isChosen(pill.value);
          return (
            <label
              key={pill.value}
              className={mergeClasses(type.body, styles.pill, chosen && styles.chosen)}
            >
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
    </fieldset>
  );
}
