import { useState } from 'react';
import type { RhythmView } from '#bot/features/rounds/wire';
import { Card } from '../../ui/card';
import { cx } from '../../ui/cx';
import font from '../../ui/font.module.css';
import { PostPreview } from '../../ui/post-preview';
import { SaveState, useSaving } from '../../ui/save-state';
import { useToasts } from '../../ui/toasts';
import { troubleText } from '../../ui/trouble';
import { WhoSees } from '../../ui/who-sees';
import { useResource, useServer } from '../../use-resource';
import { useWords } from '../../words';
import { type Every, PickEvery } from './every';

/** Whether a team has rounds; whoever holds its digest may switch them. */
export function TeamRounds({ team }: { team: { readonly id: string; readonly name: string } }) {
  const { t } = useWords();
  const { api, resources } = useServer();
  const toasts = useToasts();
  const [saving, track] = useSaving();
  const [asked, setAsked] = useState<RhythmView['posts'][number] | null>(null);
  const path = `/api/rounds?${new URLSearchParams({ team: team.id })}`;
  const { data } = useResource<RhythmView>(path);
  if (data === undefined) return null;

  /** What posts in the channel is shown first. */
  function choose(every: Every) {
    const post = data?.posts.find((one) => one.every === every);
    if (post === undefined) void change(every);
    else setAsked(post);
  }

  async function change(every: Every) {
    const answer = await track(
      resources.change<RhythmView, { said: string }>(
        path,
        (known) => ({ ...known, every }),
        () => api.call('PUT', '/api/rounds', { team: team.id, every }),
      ),
    );
    setAsked(null);
    toasts.say(answer.ok ? answer.value.said : troubleText(t, answer.trouble));
    if (answer.ok) void resources.load(path);
  }

  return (
    <Card
      title={t('rounds.title')}
      lead={<WhoSees who="others">{t('rounds.teamSees', { team: team.name })}</WhoSees>}
      aside={<SaveState state={saving} />}
    >
      <p className={font.body}>{t('rounds.team')}</p>
      <p className={font.body}>{data.said}</p>
      {data.mayChange ? (
        <PickEvery every={asked?.every ?? data.every} onChange={choose} />
      ) : (
        <p className={cx(font.small, font.quiet)}>{t('rounds.who', { team: team.name })}</p>
      )}
      {asked !== null && (
        <PostPreview
          team={team.name}
          lines={[asked.text]}
          busy={saving === 'saving'}
          send={() => void change(asked.every)}
          back={() => setAsked(null)}
        />
      )}
    </Card>
  );
}
