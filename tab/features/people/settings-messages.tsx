import { Field, Input, Select, Switch } from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons';
import { rhythms } from '#bot/core/learning';
import type { SettingsView } from '#bot/features/people/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { PickOne } from '../../ui/pills';
import { WhoSees } from '../../ui/who-sees';
import { useDates, useWords } from '../../words';
import type { Autosave } from './autosave';
import styles from './settings-messages.module.css';

type Form = SettingsView['off'][number];
const forms: readonly Form[] = ['checkin', 'badges', 'offers', 'digest', 'rounds', 'together'];

/** What may be sent to me, how often, and at which moment of the week. */
export function MessageSettings({ settings, save }: Autosave) {
  const { t } = useWords();
  const dates = useDates();
  const { moment, off } = settings;
  return (
    <Card
      title={t('settings.messages')}
      mark={
        <Bubble tone="warm">
          <Chat20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('settings.messagesSees')}</WhoSees>}
    >
      <p className={font.body}>{t('settings.promise')}</p>
      {settings.slowed && <Notice tone="warm">{t('settings.slowed')}</Notice>}
      <div className={layout.columns}>
        <PickOne
          label={t('settings.rhythm')}
          value={settings.rhythm}
          pills={rhythms.map((rhythm) => ({ value: rhythm, label: t(`rhythm.${rhythm}`) }))}
          onChange={(rhythm) => save({ rhythm })}
        />
        <div className={styles.moment}>
          <Field label={t('settings.momentDay')}>
            <Select
              value={String(moment.weekday)}
              onChange={(_, { value }) => save({ moment: { ...moment, weekday: Number(value) } })}
            >
              {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                <option key={day} value={day}>
                  {dates.weekday(day)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('settings.momentTime')}>
            <Input
              type="time"
              value={moment.time}
              onChange={(_, { value }) => {
                if (value !== '') save({ moment: { ...moment, time: value } });
              }}
            />
          </Field>
        </div>
        <fieldset className={styles.switches}>
          <legend className={font.body}>{t('settings.forms')}</legend>
          {forms.map((form) => (
            <Switch
              key={form}
              label={t(`form.${form}`)}
              checked={!off.includes(form)}
              onChange={(_, { checked }) =>
                save({ off: checked ? off.filter((other) => other !== form) : [...off, form] })
              }
            />
          ))}
        </fieldset>
        <PickOne
          label={t('settings.askLimit')}
          value={String(settings.askLimit)}
          pills={[0, 1, 2, 3].map((limit) => ({
            value: String(limit),
            label: limit === 0 ? t('settings.noAsks') : String(limit),
            ...(limit === 0 ? {} : { spoken: t('settings.asks', { count: limit }) }),
          }))}
          onChange={(limit) => save({ askLimit: Number(limit) })}
        />
      </div>
    </Card>
  );
}
