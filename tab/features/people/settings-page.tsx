import { useEffect, useRef } from 'react';
import { useRouter } from '../../teams/router';
import { Page } from '../../ui/page';
import { SaveState } from '../../ui/save-state';
import { TroubleNotice } from '../../ui/trouble';
import { useWords } from '../../words';
import { Privacy } from '../privacy/privacy';
import { RoundsSettings } from '../rounds/settings-rounds';
import { useSettings } from './autosave';
import { LanguageSettings } from './settings-language';
import { MessageSettings } from './settings-messages';
import { PauseSettings } from './settings-pause';
import { TimeSettings } from './settings-time';

/** Everything about how and when; each change saves itself. */
export function SettingsPage() {
  const { t } = useWords();
  const { place } = useRouter();
  const autosave = useSettings();
  const privacy = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (place.item !== 'privacy') return;
    privacy.current?.scrollIntoView();
    privacy.current?.querySelector('h2')?.focus({ preventScroll: true });
  }, [place]);

  return (
    <Page picture="page-settings" title={t('nav.settings')} lead={t('settings.lead')}>
      <SaveState floating state={autosave.state} />
      {autosave.trouble !== null && (
        <TroubleNotice trouble={autosave.trouble} retry={autosave.retry} />
      )}
      <LanguageSettings {...autosave} />
      <MessageSettings {...autosave} />
      <RoundsSettings {...autosave} />
      <PauseSettings />
      <TimeSettings {...autosave} />
      <div ref={privacy}>
        <Privacy />
      </div>
    </Page>
  );
}
