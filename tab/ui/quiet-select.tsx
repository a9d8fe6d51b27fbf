import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown12Regular } from '@fluentui/react-icons';
import { focusRing, space, useType } from './styles';

const useStyles = makeStyles({
  box: { position: 'relative', display: 'inline-flex', alignItems: 'center', maxWidth: '100%' },
  select: {
    appearance: 'none',
    minHeight: '28px',
    maxWidth: '100%',
    padding: `2px 22px 2px ${space.s}`,
    border: '1px solid transparent',
    borderRadius: '6px',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    textOverflow: 'ellipsis',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground2Hover },
    ':focus-visible': focusRing,
    '@media (pointer: coarse)': { minHeight: '40px' },
    '& option': {
      backgroundColor: tokens.colorNeutralBackground1,
      color: tokens.colorNeutralForeground1,
    },
  },
  chevron: { position: 'absolute', insetInlineEnd: '6px', pointerEvents: 'none' },
});

interface QuietSelectProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

/** A choice that reads as text until one looks at it: the browser's own list, on phones too. */
export function QuietSelect<V extends string>(props: QuietSelectProps<V>) {
  const styles = useStyles();
  const type = useType();
  return (
    <span className={styles.box}>
      <select
        className={mergeClasses(type.body, styles.select)}
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
      <ChevronDown12Regular className={styles.chevron} aria-hidden="true" />
    </span>
  );
}
