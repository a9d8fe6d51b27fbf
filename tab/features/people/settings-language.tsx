import { Field, Select } from '@fluentui/react-components';
import { LocalLanguage20Regular } from '@fluentui/react-icons';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { faulty } from '../../ui/faulty';
import layout from '../../ui/layout.module.css';
import { WhoSees } from '../../ui/who-sees';
import { useWords } from '../../words';
import type { Autosave } from './autosave';
import { useMe } from './me';

// Each is written in itself: one has to find one's own.
const languages = [
  { code: 'en', name: 'English' },
  { code: 'nl', name: 'Nederlands' },
] as const;

/** The language, and the team whose digest I count for. */
export function LanguageSettings({ settings, save, refused }: Autosave) {
  const { t } = useWords();
  const { teams } = useMe();
  return (
    <Card
      title={t('settings.language')}
      mark={
        <Bubble>
          <LocalLanguage20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('sees.you')}</WhoSees>}
    >
      <div className={layout.columns}>
        <Field label={t('settings.languageLabel')}>
          <Select
            value={settings.language ?? ''}
            onChange={(_, { value }) =>
              save({ language: languages.find(({ code }) => code === value)?.code ?? null })
            }
          >
            <option value="">{t('settings.followTeams')}</option>
            {languages.map(({ code, name }) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {teams.length > 0 && (
          <Field
            label={t('settings.homeTeam')}
            hint={t('settings.homeTeamHint')}
            {...faulty(refused('homeTeam'))}
          >
            <Select
              value={settings.homeTeam ?? ''}
              onChange={(_, { value }) => save({ homeTeam: value === '' ? null : value })}
            >
              <option value="">{t('settings.noHomeTeam')}</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
    </Card>
  );
}
