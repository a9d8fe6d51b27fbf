import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ClockStep, ClockView, LocalClock } from '../../teams/session';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { useServer } from '../../use-resource';
import { Backstage, useBackstage, useDates } from '../../words';
import { useMe } from '../people/me';
import styles from './local-time.module.css';

/** Product time in local mode, and the buttons that move it: weeks can be tried in minutes. */
export const LocalTime = ({ clock }: { clock: LocalClock }) => (
  <Backstage>
    <Bar clock={clock} />
  </Backstage>
);

function Bar({ clock }: { clock: LocalClock }) {
  const { t } = useBackstage();
  const { zone } = useMe().settings;
  const dates = useDates(zone);
  const { resources } = useServer();
  const [view, setView] = useState<ClockView>();
  const [state, setState] = useState<'moving' | 'failed'>();

  useEffect(() => {
    clock.read().then(setView, () => setState('failed'));
  }, [clock]);

  async function change(what: () => Promise<ClockView>) {
    setState('moving');
    try {
      setView(await what());
      setState(undefined);
    } catch {
      setState('failed');
    }
    await resources.refresh();
  }
  const button = (words: string, what: () => Promise<ClockView>) => (
    <Button size="small" disabledFocusable={state === 'moving'} onClick={() => void change(what)}>
      {words}
    </Button>
  );
  const move = (words: string, step: ClockStep) => button(words, () => clock.move(step));
  const allowed = view?.calendars;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div role="group" className={cx(font.small, styles.bar)} aria-label={t('clock.title')}>
      <span className={styles.now}>
        {view === undefined ? t('clock.title') : t('clock.now', { at: dates.moment(view.now) })}
      </span>
      {move(t('clock.day'), { days: 1 })}
      {move(t('clock.week'), { days: 7 })}
      {move(t('clock.monday'), { monday: zone })}
      {allowed !== undefined &&
        button(t(allowed ? 'clock.takeCalendars' : 'clock.giveCalendars'), () =>
          clock.allowCalendars(!allowed),
        )}
      <span role="status" className={styles.ran}>
        {state === 'moving' ? (
          <Spinner size="extra-tiny" label={t('clock.moving')} />
        ) : state === 'failed' ? (
          t('clock.failed')
        ) : view?.ran === undefined ? (
          ''
        ) : (
          t('clock.ran', { count: view.ran.length, kinds: tally(view.ran) })
        )}
      </span>
    </div>
  );
}

/** "moment 6, nightly 1": the jobs by the names that the log has for them. */
function tally(ran: NonNullable<ClockView['ran']>): string {
  const counts = new Map<string, number>();
  for (const { kind } of ran) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
}
