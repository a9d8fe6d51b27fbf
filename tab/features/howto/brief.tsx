import { useState } from 'react';
import type { HowToView } from '#bot/features/howto/wire';
import type { FormView, StandView } from '#bot/practice/wire';
import { PracticeForm } from '../../practice/practice-form';
import { useRouter } from '../../teams/router';
import { SkeletonLines } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';

/** *Brief the team*: a short session's start, filled in; nothing is posted before it is pressed. */
export function Brief({ howTo, onCancel }: { howTo: HowToView; onCancel: () => void }) {
  const { team, topic, steps, id } = howTo;
  const { api } = useServer();
  const { go } = useRouter();
  const [op] = useState(() => crypto.randomUUID());
  const asked = { practice: 'session', variant: 'show', team };
  const { data, trouble, again } = useResource<FormView>(
    `/api/together/start?${new URLSearchParams(asked)}`,
  );
  const filled: Readonly<Record<string, string>> = { topic, agenda: steps.join('\n'), whose: team };

  async function send(fields: Readonly<Record<string, unknown>>) {
    const answer = await api.call<StandView>('POST', '/api/together', { ...asked, op, fields });
    if (answer.ok) go({ page: 'team', item: `${answer.value.scope}~${answer.value.run}` });
    return answer;
  }

  if (trouble !== undefined) return <TroubleNotice trouble={trouble} retry={again} />;
  if (data === undefined) return <SkeletonLines lines={4} />;
  const fields = data.fields.map((field) => {
    const value = filled[field.id];
    return value === undefined ? field : { ...field, value, more: false };
  });
  return (
    <PracticeForm
      form={{ ...data, fields }}
      name={`howto-brief~${id}`}
      onSend={send}
      onCancel={onCancel}
    />
  );
}
