import { ChevronDown12Regular } from '@fluentui/react-icons';
import { cx } from './cx';
import font from './font.module.css';
import styles from './quiet-select.module.css';

interface QuietSelectProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

/** A choice that reads as text until one looks at it: the browser's own list, on phones too. */
export function QuietSelect<V extends string>(props: QuietSelectProps<V>) {
  return (
    <span className={styles.box}>
      <select
        className={cx(font.body, styles.select)}
        aria-label={props.label}
        value={props.value}
        onChange={(event) => {
          const picked = props.options.find(({ value }) => value === event.currentTarget.value);
          if (picked !== undefined) props.onChange(picked.value);
        }}
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown12Regular className={cx(styles.chevron)} aria-hidden="true" />
    </span>
  );
}
