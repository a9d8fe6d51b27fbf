import type { AdminRoundsView } from '#bot/features/rounds/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { SaveState, useSaving } from '../../ui/save-state';
import { SkeletonLines } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useBackstage, useDates } from '../../words';
import { Figure, Figures } from '../admin/figures';
import { useMe } from '../people/me';
import { type Every, PickEvery } from './every';

const path = '/api/admin/rounds';

/** The organisation's rounds: how often, and how the last one went, in fives. */
export function AdminRounds() {
  const { data, trouble, again } = useResource<AdminRoundsView>(path);
  return (
    <>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data === undefined && trouble === undefined && <SkeletonLines lines={6} />}
      {data !== undefined && (
        <div className={layout.columns}>
          <Rhythm view={data} />
          <Last last={data.last} />
        </div>
      )}
    </>
  );
}

function Rhythm({ view }: { view: AdminRoundsView }) {
  const { t } = useBackstage();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const [saving, track] = useSaving();

  async function change(every: Every) {
    const answer = await track(
      resources.change<AdminRoundsView, AdminRoundsView>(
        path,
        (known) => ({ ...known, every }),
        () => api.call('PUT', path, { every }),
        (_, now) => now,
      ),
    );
    toasts.say(answer.ok ? answer.value.said : troubleText(t, answer.trouble));
  }

  return (
    <Card
      title={t('rounds.title')}
      lead={<WhoSees who="others">{t('rounds.allSees')}</WhoSees>}
      aside={<SaveState state={saving} />}
    >
      <p className={font.body}>{t('rounds.team')}</p>
      <p className={font.body}>{view.said}</p>
      <PickEvery every={view.every} onChange={(every) => void change(every)} />
      {view.open !== null && (
        <Figures>
          <Figure name={t('rounds.sofar')} hint={t('rounds.hidden')}>
            {t('rounds.atLeast', { count: view.open.people })}
          </Figure>
        </Figures>
      )}
    </Card>
  );
}

function Last({ last }: Pick<AdminRoundsView, 'last'>) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  if (last === null) {
    return (
      <Card title={t('rounds.last')}>
        <p className={cx(font.body, font.quiet)}>{t('rounds.lastNone')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('rounds.last')} lead={t('rounds.closed', { at: dates.minute(last.closed) })}>
      <Figures>
        <Figure name={t('rounds.people')}>{t('rounds.atLeast', { count: last.people })}</Figure>
        <Figure name={t('rounds.matched')}>{t('rounds.atLeast', { count: last.matched })}</Figure>
      </Figures>
      <p className={cx(font.small, font.quiet)}>{t('rounds.hidden')}</p>
      {last.shortages.length > 0 && (
        <section className={layout.close} aria-label={t('rounds.short')}>
          <h3 className={cx(font.small, font.quiet)}>{t('rounds.short')}</h3>
          <ul>
            {last.shortages.map((topic) => (
              <li key={topic} className={font.body}>
                {topic}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}
