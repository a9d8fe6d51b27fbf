import type { PersonId } from '#bot/core/ids';
import { meant } from '#bot/core/names';
import type { Member } from '#bot/records/team';

/**
 * The members that words may mean. Guests do not receive the digest.
 * @param pointed who is mentioned, when somebody is: then nobody is looked up by name
 */
export function membersNamed(
  members: readonly Member[],
  name: string,
  pointed?: readonly { readonly id: PersonId }[],
): Member[] {
  const colleagues = members.filter(({ guest }) => !guest);
  if (pointed === undefined) return meant(name, colleagues);
  const ids = new Set(pointed.map(({ id }) => id));
  return colleagues.filter(({ id }) => ids.has(id));
}
