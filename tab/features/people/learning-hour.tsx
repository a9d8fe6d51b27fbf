import { Field, Input, Select } from '@fluentui/react-components';
import { faulty } from '../../ui/faulty';
import { useDates, useWords } from '../../words';
import type { Autosave } from './autosave';
import styles from './settings-time.module.css';

const days = [1, 2, 3, 4, 5, 6, 7];
/** When it begins until somebody says otherwise. */
const usual = '15:00';

/** One hour a week, kept for learning: times with colleagues are proposed in it first. */
export function LearningHour({
  settings,
  save,
  refused,
}: Pick<Autosave, 'settings' | 'save' | 'refused'>) {
  const { t } = useWords();
  const dates = useDates();
  const { learningHour } = settings;
  return (
    <div className={styles.hours}>
      <Field
        label={t('settings.learningHour')}
        hint={t('settings.learningHourHint')}
        {...faulty(refused('learningHour'))}
      >
        <Select
          value={learningHour === null ? '' : String(learningHour.weekday)}
          onChange={(_, { value }) =>
            save({
              learningHour:
                value === '' ? null : { weekday: Number(value), from: learningHour?.from ?? usual },
            })
          }
        >
          <option value="">{t('settings.noLearningHour')}</option>
          {days.map((day) => (
            <option key={day} value={String(day)}>
              {dates.weekday(day)}
            </option>
          ))}
        </Select>
      </Field>
      {learningHour !== null && (
        <Field label={t('settings.learningFrom')}>
          <Input
            type="time"
            value={learningHour.from}
            onChange={(_, { value }) => {
              if (value !== '') save({ learningHour: { ...learningHour, from: value } });
            }}
          />
        </Field>
      )}
    </div>
  );
}
