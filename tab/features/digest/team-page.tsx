import { Field, Select, Switch } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import type { TeamView } from '#bot/features/digest/wire';
import { Together } from '../../practice/together';
import { useRouter } from '../../teams/router';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import { Empty } from '../../ui/empty';
import font from '../../ui/font.module.css';
import layout from '../../ui/layout.module.css';
import { Page } from '../../ui/page';
import { SaveState, useSaving } from '../../ui/save-state';
import { SkeletonLines, SkeletonPage } from '../../ui/skeleton';
import { useToasts } from '../../ui/toasts';
import { TroubleNotice, troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import { pointedAt } from '../howto/address';
import { useMe } from '../people/me';
import { TeamRounds } from '../rounds/team-rounds';
import { NamedTeam } from '../skills/named-team';
import { Chart } from './chart';
import { Suggestion } from './suggestion';
import { SupplyList } from './supply-list';
import styles from './team-page.module.css';
import { Wanted } from './wanted';

const HowTos = lazy(async () => ({ default: (await import('../howto/how-tos')).HowTos }));

// Most who look at the team do not look at one run.
const RunPage = lazy(async () => ({
  default: (await import('../../practice/run-page')).RunPage,
}));

/** The team, or what a link to something they do together points at. */
export function TeamPage() {
  const { item } = useRouter().place;
  if (item?.includes('~') !== true) return <Team />;
  return (
    <Suspense fallback={<SkeletonPage />}>
      <RunPage key={item} item={item} />
    </Suspense>
  );
}

/** The last digest as sent, word for word; no live figures and no person. */
function Team() {
  const { t } = useWords();
  const me = useMe();
  const { item } = useRouter().place;
  const [chosen, setChosen] = useState<string | null>(pointedAt(item)?.team ?? null);
  const path = chosen === null ? '/api/team' : `/api/team?${new URLSearchParams({ team: chosen })}`;
  const { data, trouble, again } = useResource<TeamView>(path);

  const picker = me.teams.length > 1 && (
    <Field label={t('team.which')} className={styles.team}>
      <Select value={chosen ?? data?.team?.id ?? ''} onChange={(_, { value }) => setChosen(value)}>
        {me.teams.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
  if (data === undefined && trouble === undefined && chosen === null) return <SkeletonPage />;
  return (
    <Page picture="page-team" title={t('nav.team')} lead={t('team.lead')} action={picker}>
      {trouble !== undefined && <TroubleNotice trouble={trouble} retry={again} />}
      {data?.team === null && <Empty picture="foryou" words={t('team.none')} />}
      {data !== undefined && data.team !== null && (
        <div className={layout.columns}>
          <div className={layout.stack}>
            <Digest view={data} team={data.team.name} />
            {data.digest !== null && (
              <Suggestion
                key={data.team.id}
                team={data.team}
                suggestion={data.digest.suggestion}
                week={data.digest.week}
                path={path}
                mayAct={data.subscribed}
              />
            )}
            <Subscription view={data} team={data.team.id} path={path} />
            <Together key={`together-${data.team.id}`} team={data.team} />
            <Suspense fallback={<SkeletonLines lines={3} />}>
              <HowTos key={`howtos-${data.team.id}`} team={data.team.id} />
            </Suspense>
            <TeamRounds key={`rounds-${data.team.id}`} team={data.team} />
          </div>
          <div className={layout.stack}>
            {data.digest !== null && <Wanted view={{ ...data, team: data.team }} path={path} />}
            <NamedTeam key={`named-${data.team.id}`} team={data.team.id} />
            <SupplyList supply={data.supply} />
          </div>
        </div>
      )}
    </Page>
  );
}

function Digest({ view, team }: { view: TeamView; team: string }) {
  const { t } = useWords();
  const { digest } = view;
  if (digest === null) {
    return (
      <Card title={t('team.digest')}>
        <Empty picture="learning" words={t('team.noDigest')} />
      </Card>
    );
  }
  return (
    <Card title={digest.title} lead={<WhoSees who="others">{t('team.sees', { team })}</WhoSees>}>
      <ul className={styles.lines}>
        {digest.lines.map((line) => (
          <li key={line} className={cx(font.body, styles.line)}>
            {line}
          </li>
        ))}
      </ul>
      {digest.chart.points.length > 0 && <Chart chart={digest.chart} />}
    </Card>
  );
}

function Subscription({ view, team, path }: { view: TeamView; team: string; path: string }) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const [saving, track] = useSaving();

  async function subscribe(subscribed: boolean) {
    const answer = await track(
      resources.change<TeamView, { said: string }>(
        path,
        (known) => ({ ...known, subscribed }),
        () => api.call('PUT', `/api/team/${encodeURIComponent(team)}/subscription`, { subscribed }),
      ),
    );
    toasts.say(answer.ok ? answer.value.said : troubleText(t, answer.trouble));
  }

  return (
    <Card
      title={t('team.subscribe')}
      lead={<WhoSees who="me">{t('team.subscribeSees')}</WhoSees>}
      aside={<SaveState state={saving} />}
    >
      <Switch
        label={t('team.subscribeLabel')}
        checked={view.subscribed}
        onChange={(_, { checked }) => void subscribe(checked)}
      />
    </Card>
  );
}
