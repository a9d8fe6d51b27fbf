import { useState } from 'react';
import type { HowToView } from '#bot/features/howto/wire';
import type { FormView } from '#bot/practice/wire';
import { PracticeForm } from '../../practice/practice-form';
import { SkeletonLines } from '../../ui/skeleton';
import { TroubleNotice } from '../../ui/trouble';
import { useResource, useServer } from '../../use-resource';
import { addressOf } from './address';

interface HowToFormProps {
  readonly team: string;
  /** What it starts with: one to change, or one that comes with the product; none for an empty one. */
  readonly from?: HowToView;
  readonly onDone: (saved: HowToView | undefined) => void;
}

/** Writing one, changing mine, or making one that comes along our own. */
export function HowToForm({ team, from, onDone }: HowToFormProps) {
  const { api } = useServer();
  const [op] = useState(() => crypto.randomUUID());
  const asked = new URLSearchParams({ team, ...(from === undefined ? {} : { id: from.id }) });
  const { data, trouble, again } = useResource<FormView>(`/api/howtos/form?${asked}`);
  const changes = from !== undefined && !from.own;

  async function send(fields: Readonly<Record<string, unknown>>) {
    const answer = changes
      ? await api.call<HowToView>('PUT', addressOf(from), fields)
      : await api.call<HowToView>('POST', '/api/howtos', { ...fields, op, team });
    if (answer.ok) onDone(answer.value);
    return answer;
  }

  if (trouble !== undefined) return <TroubleNotice trouble={trouble} retry={again} />;
  if (data === undefined) return <SkeletonLines lines={4} />;
  return (
    <PracticeForm
      form={data}
      name={`howto~${team}~${from?.id ?? ''}`}
      onSend={send}
      onCancel={() => onDone(undefined)}
    />
  );
}
