import type { TenantContext } from '#bot/core/ids';
import { personId } from '#bot/core/ids';
import { instantOf, isoInstant } from '#bot/core/time';
import type { Deps } from '#bot/ports';
import { loadPerson } from '#bot/records/person';

/** A meeting as Teams' own form is filled in with it. */
interface Meeting {
  readonly title: string;
  /** ISO instant. */
  readonly at: string;
  readonly minutes: number;
}

/**
 * Teams' own form for a meeting, filled in; whoever opens it sends it, or not.
 * @param attendees mail addresses; none: it names nobody
 */
export function teamsForm(
  { title, at, minutes }: Meeting,
  attendees: readonly string[] = [],
): string {
  const form = new URLSearchParams({
    subject: title,
    ...(attendees.length === 0 ? {} : { attendees: attendees.join(',') }),
    startTime: at,
    endTime: isoInstant(instantOf(at).add({ minutes })),
  });
  // Teams reads a plus as itself.
  return `https://teams.microsoft.com/l/meeting/new?${form.toString().replaceAll('+', '%20')}`;
}

/**
 * Mail addresses of people, as Teams tells them now for the chats they have with the bot: kept
 * nowhere. Whom it does not tell is left out.
 */
export async function mailsOf(
  { tables, messenger }: Pick<Deps, 'tables' | 'messenger'>,
  ctx: TenantContext,
  people: readonly string[],
): Promise<string[]> {
  const members = await Promise.all(
    people.map(async (id) => {
      const { teamsId, conversation } = (await loadPerson(tables, ctx, personId(id))).profile;
      return teamsId === undefined || conversation === undefined
        ? undefined
        : messenger.member(conversation, teamsId);
    }),
  );
  return members.flatMap((member) =>
    member === undefined || member.mail === '' ? [] : member.mail,
  );
}
