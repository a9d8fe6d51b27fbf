import { Field, Textarea } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { useWords } from '../../words';
import styles from './story-field.module.css';
import { lengthOf, textMax, textMin } from './thank-rules';

interface StoryFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (text: string) => void;
}

/** What helped and what it changed, counted as a reader counts. */
export function StoryField({ value, problem, onChange }: StoryFieldProps) {
  const { t } = useWords();
  const length = lengthOf(value);
  const words =
    length < textMin
      ? t('thank.toGo', { count: textMin - length })
      : length > textMax
        ? t('thank.textLong', { max: textMax, count: length - textMax })
        : t('thank.left', { count: textMax - length });
  const spoken = useSettled(words);
  return (
    <div>
      <Field
        label={t('thank.text')}
        required
        {...(problem === undefined ? {} : { validationMessage: problem })}
      >
        <Textarea
          rows={4}
          resize="vertical"
          placeholder={t('thank.example')}
          value={value}
          onChange={(_, data) => onChange(data.value)}
        />
      </Field>
      <span
        aria-hidden="true"
        className={cx(font.small, font.quiet, styles.count, length > textMax && styles.over)}
      >
        {words}
      </span>
      <span role="status" className={layout.unseen}>
        {value === '' ? '' : spoken}
      </span>
    </div>
  );
}

const pause = 1_200;

/** A text once it has stopped changing: a counter read out at every key would be noise. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
