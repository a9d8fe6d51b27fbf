import { Button, Switch } from '@fluentui/react-components';
import { PeopleSwap20Regular } from '@fluentui/react-icons';
import type { BlockedView } from '#bot/features/rounds/wire';
import { Bubble } from '../../ui/bubble';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { PickMany } from '../../ui/pills';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import type { Autosave } from '../people/autosave';
import { useMe } from '../people/me';
import styles from './settings-rounds.module.css';

const languages = ['en', 'nl'] as const;

/** How I take part in rounds, and with whom I would rather not. */
export function RoundsSettings({ settings, save }: Autosave) {
  const { t } = useWords();
  const { language } = useMe();
  const spoken = settings.speaks.length === 0 ? [language] : settings.speaks;
  return (
    <Card
      title={t('rounds.mine')}
      mark={
        <Bubble tone="warm">
          <PeopleSwap20Regular />
        </Bubble>
      }
      lead={<WhoSees who="me">{t('rounds.mineSees')}</WhoSees>}
    >
      <div className={layout.columns}>
        <div className={layout.stack}>
          <Switch
            label={t('rounds.teach')}
            checked={settings.teachesWithoutReturn}
            onChange={(_, { checked }) => save({ teachesWithoutReturn: checked })}
          />
          <PickMany
            label={t('rounds.speaks')}
            values={spoken}
            pills={languages.map((value) => ({ value, label: t(`rounds.language.${value}`) }))}
            onChange={(speaks) => save({ speaks })}
          />
        </div>
        <Blocked />
      </div>
    </Card>
  );
}

const path = '/api/blocked';
type Known = { readonly blocked: readonly BlockedView[] };

function Blocked() {
  const { t } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const { data } = useResource<Known>(path);

  async function allow({ id }: BlockedView) {
    const answer = await resources.change<Known, { said: string }>(
      path,
      (known) => ({ blocked: known.blocked.filter((one) => one.id !== id) }),
      () => api.call('DELETE', `${path}/${encodeURIComponent(id)}`),
    );
    toasts.say(answer.ok ? answer.value.said : troubleText(t, answer.trouble));
  }

  return (
    <section className={layout.close} aria-label={t('rounds.blocked')}>
      <h3 className={font.body}>{t('rounds.blocked')}</h3>
      {data?.blocked.length === 0 && (
        <p className={cx(font.small, font.quiet)}>{t('rounds.blockedNone')}</p>
      )}
      <ul>
        {data?.blocked.map((one) => (
          <li key={one.id} className={styles.row}>
            <span className={font.body}>{one.name}</span>
            <Button
              size="small"
              aria-label={t('rounds.unblockOf', { name: one.name })}
              onClick={() => void allow(one)}
            >
              {t('rounds.unblock')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
