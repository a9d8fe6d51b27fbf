import { Button } from '@fluentui/react-components';
import type { OrganisationView, StandingView } from '#bot/features/organisation/wire';
import { Card } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { SkeletonLines } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { useBackstage, useDates } from '../../words';
import { Figure, Figures } from '../admin/figures';
import { useMe } from '../people/me';

const path = '/api/admin/organisation';

/** What the organisation allows beyond Teams, as far as it was found out; nobody who uses it. */
export function AdminOrganisation() {
  const { t } = useBackstage();
  const { data, trouble, again } = useResource<OrganisationView>(path);
  return (
    <>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data === undefined && trouble === undefined && <SkeletonLines lines={6} />}
      {data?.configured === false && <Notice tone="ask">{t('organisation.none')}</Notice>}
      {data?.configured === true && <Rights view={data} />}
    </>
  );
}

function Rights({ view }: { view: OrganisationView }) {
  const { t } = useBackstage();
  const { api, resources } = useServer();
  const toasts = useToasts();

  async function check() {
    const answer = await resources.change<OrganisationView, OrganisationView>(
      path,
      (known) => known,
      () => api.call('POST', `${path}/check`),
      (_, now) => now,
    );
    if (!answer.ok) return toasts.say(troubleText(t, answer.trouble));
    toasts.say(t('organisation.state', { state: answer.value.calendar.state }));
  }

  return (
    <Card title={t('organisation.title')} lead={t('organisation.lead')}>
      <Figures>
        <Right
          name={t('organisation.calendar')}
          standing={view.calendar}
          hint={t('organisation.calendarHint', { state: view.calendar.state })}
        />
        <Right
          name={t('organisation.directory')}
          standing={view.directory}
          hint={t('organisation.directoryHint', { state: view.directory.state })}
        />
        <Figure name={t('organisation.late')} hint={t('organisation.lateHint')}>
          {t('organisation.count', { count: view.late })}
        </Figure>
      </Figures>
      <Notice
        tone="ask"
        action={<Button onClick={() => void check()}>{t('organisation.check')}</Button>}
      >
        {t('organisation.checkHint')}
      </Notice>
    </Card>
  );
}

interface RightProps {
  readonly name: string;
  readonly standing: StandingView;
  readonly hint: string;
}

function Right({ name, standing: { state, since, last }, hint }: RightProps) {
  const { t } = useBackstage();
  const dates = useDates(useMe().settings.zone);
  const hints = [
    hint,
    ...(last === null ? [] : [t('organisation.last', { last })]),
    ...(since === null ? [] : [dates.minute(since)]),
  ];
  return (
    <Figure name={name} hint={hints.join(' · ')}>
      {t('organisation.state', { state })}
    </Figure>
  );
}
