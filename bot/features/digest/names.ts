import type { PersonId } from '#bot/core/ids';
import type { Member } from '#bot/records/team';

/**
 * The members a typed name may mean: those mentioned, else the whole name, else how it begins, else
 * words of it. Guests do not receive the digest.
 */
export function membersNamed(
  members: readonly Member[],
  name: string,
  mentioned: readonly { readonly id: PersonId }[],
): Member[] {
  const colleagues = members.filter(({ guest }) => !guest);
  const ids = new Set(mentioned.map(({ id }) => id));
  const meant = colleagues.filter(({ id }) => ids.has(id));
  if (meant.length > 0) return meant;
  const wanted = folded(name);
  if (wanted === '') return [];
  const ways: readonly ((known: string) => boolean)[] = [
    (known) => known === wanted,
    (known) => known.startsWith(`${wanted} `),
    (known) => wanted.split(' ').every((word) => known.split(' ').includes(word)),
  ];
  for (const way of ways) {
    const found = colleagues.filter((member) => way(folded(member.name)));
    if (found.length > 0) return found;
  }
  return [];
}

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
