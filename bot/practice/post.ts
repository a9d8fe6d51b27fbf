import { hash, type TenantContext } from '#bot/core/ids';
import type { Deps, Outgoing } from '#bot/ports';
import { postCard } from '#bot/practice/card';
import type { AnyPractice, Run } from '#bot/practice/contract';
import { meetingLinks } from '#bot/practice/meeting';
import type { Post } from '#bot/practice/store';
import type { Tools } from '#bot/practice/tools';
import { wordsIn } from '#bot/strings/index';

/** What a channel or chat reads of a run, and the mark by which a change of it is seen. */
export async function posted(
  deps: Pick<Deps, 'tables' | 'links'>,
  ctx: TenantContext,
  practice: AnyPractice,
  run: Run,
): Promise<{
  readonly message: Outgoing & { card: NonNullable<Outgoing['card']> };
  readonly mark: string;
  readonly end: string | undefined;
}> {
  const t = wordsIn(run.lang);
  const { id, scope, state, zone, lang } = run;
  const stand = practice.post({ state, scope, zone, lang }, t);
  // A link is sealed anew each time: the mark is of what it leads to.
  const mark = hash(16, JSON.stringify(stand));
  const links = [
    ...(stand.links ?? []),
    ...(stand.press === undefined || practice.meets !== undefined
      ? []
      : await meetingLinks(deps, ctx, practice.meeting?.(run, t), run, t)),
  ];
  const form = stand.press === undefined ? undefined : practice.forms[stand.press];
  const card = postCard(
    { id, scope },
    { ...stand, links },
    form === undefined ? '' : t(form.label),
  );
  return { message: { card, text: stand.title }, mark, end: stand.end };
}

/** Where others read of a new run: the card that was pressed, or a post that waits to be sent. */
export async function postOf(
  { deps }: Pick<Tools, 'deps'>,
  ctx: TenantContext,
  practice: AnyPractice,
  run: Run,
  channel: Post['conversation'] | undefined,
  activityId: string | undefined,
): Promise<Post | undefined> {
  if (channel === undefined) return undefined;
  if (activityId === undefined)
    return { conversation: channel, state: 'waiting', attempts: 0, shown: '' };
  const { mark } = await posted(deps, ctx, practice, run);
  return { conversation: channel, state: 'sent', attempts: 0, activityId, shown: mark };
}
