import { Button, Field, Input, Select, Switch } from '@fluentui/react-components';
import { Clock20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { faulty } from '../../ui/faulty';
import layout from '../../ui/layout.module.css';
import { Notice } from '../../ui/notice';
import { PickMany } from '../../ui/pills';
import { WhoSees } from '../../ui/who-sees';
import { useDates, useWords } from '../../words';
import type { Autosave } from './autosave';
import { countriesIn, zones } from './countries';
import { LearningHour } from './learning-hour';
import { useMe } from './me';
import styles from './settings-time.module.css';

const days = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** When I work: nothing is sent outside these hours, on days off or public holidays. */
export function TimeSettings({ settings, save, refused }: Autosave) {
  const { t, language } = useWords();
  const dates = useDates();
  const countries = useMemo(() => countriesIn(language), [language]);
  const { hours, country, zone } = settings;
  const known = zones.includes(zone) ? zones : [zone, ...zones];
  return (
    <Card
      title={t('settings.time')}
      mark={
        <Bubble>
          <Clock20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('settings.timeSees')}</WhoSees>}
    >
      <div className={layout.columns}>
        <div className={styles.hours}>
          <Field label={t('settings.from')}>
            <Input
              type="time"
              value={hours.from}
              onChange={(_, { value }) => {
                if (value !== '') save({ hours: { ...hours, from: value } });
              }}
            />
          </Field>
          <Field label={t('settings.to')} {...faulty(refused('hours'))}>
            <Input
              type="time"
              value={hours.to}
              onChange={(_, { value }) => {
                if (value !== '') save({ hours: { ...hours, to: value } });
              }}
            />
          </Field>
        </div>
        <PickMany
          label={t('settings.daysOff')}
          values={settings.daysOff.map(String)}
          pills={days.map((day) => ({
            value: day as string,
            label: dates.weekday(Number(day), 'short'),
            spoken: dates.weekday(Number(day)),
          }))}
          problem={refused('daysOff')}
          onChange={(chosen) => save({ daysOff: chosen.map(Number).sort() })}
        />
        <Field label={t('settings.zone')} {...faulty(refused('zone'))}>
          <Select value={zone} onChange={(_, { value }) => save({ zone: value })}>
            {known.map((name) => (
              <option key={name} value={name}>
                {name.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t('settings.country')}
          hint={t('settings.countryHint')}
          {...faulty(refused('country'))}
        >
          <Select
            value={country ?? ''}
            onChange={(_, { value }) => save({ country: value === '' ? null : value })}
          >
            <option value="">{t('settings.noCountry')}</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <LearningHour {...{ settings, save, refused }} />
      {settings.countryGuessed && country !== null && (
        <Notice
          tone="warm"
          action={<Button onClick={() => save({ country })}>{t('settings.guessRight')}</Button>}
        >
          {t('settings.guess', {
            country: countries.find(({ code }) => code === country)?.name ?? country,
          })}
        </Notice>
      )}
      <FreeBusy {...{ settings, save, refused }} />
    </Card>
  );
}

/** Whether my calendar's free and busy times are used; nothing where the organisation does not allow it. */
function FreeBusy({ settings, save, refused }: Pick<Autosave, 'settings' | 'save' | 'refused'>) {
  const { t } = useWords();
  const { calendars } = useMe();
  const { freeBusy } = settings;
  if (freeBusy === null) return null;
  return (
    <Field
      hint={t(calendars ? 'settings.freeBusyHint' : 'settings.freeBusyRefused')}
      {...faulty(refused('freeBusy'))}
    >
      <Switch
        label={t('settings.freeBusy')}
        checked={freeBusy}
        onChange={(_, { checked }) => save({ freeBusy: checked })}
      />
    </Field>
  );
}
