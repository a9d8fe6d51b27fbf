import type { PersonId } from '#bot/core/ids';
import { meant } from '#bot/core/names';
import type { Member } from '#bot/records/team';

/** The members a typed name may mean; a mention comes first. Guests do not receive the digest. */
export function membersNamed(
  members: readonly Member[],
  name: string,
  mentioned: readonly { readonly id: PersonId }[],
): Member[] {
  const colleagues = members.filter(({ guest }) => !guest);
  const ids = new Set(mentioned.map(({ id }) => id));
  const pointed = colleagues.filter(({ id }) => ids.has(id));
  return pointed.length > 0 ? pointed : meant(name, colleagues);
}
