import { hash, type TeamId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { isoInstant, weekIn } from '#bot/core/time';
import { insist } from '#bot/delivery/paced';
import { pressWithinMs } from '#bot/delivery/replies';
import { tellDue } from '#bot/delivery/schedule';
import { subscribeMe } from '#bot/features/digest/acts';
import { zoneOfTeam } from '#bot/features/digest/moment';
import type { TeamPage } from '#bot/features/digest/store';
import type { Deps, ItemKind, Turn } from '#bot/ports';
import { changePerson, type Decision, personKey, personRow } from '#bot/records/person';
import { loadTeam, type Member, type Team } from '#bot/records/team';
import { wordsIn } from '#bot/strings/index';

/** A question to a successor stands so long. */
const stands = { hours: 28 * 24 };

export const handKind = 'digest-hand';

/** What the channel reads when both want that. */
export const announcementOf = (
  { language, name }: Pick<Team, 'language' | 'name'>,
  to: Pick<Member, 'name'>,
): string => wordsIn(language)('digest.for.announced', { name: plain(to.name), team: plain(name) });

/**
 * Asks a colleague whether they want a team's digest, once a week. Nobody but they learn of a no.
 * @param tell whoever hands it over wants the channel to hear of it
 */
export async function handOver(
  deps: Deps,
  turn: Turn,
  { team }: TeamPage,
  to: Member,
  tell: boolean,
): Promise<Outcome<string>> {
  const { tables, calendar } = deps;
  if (to.id === turn.me) return subscribeMe(deps, turn, team.id, true);
  const values = { name: plain(to.name), team: plain(team.name) };
  if (to.digest) return ok(turn.t('digest.for.already', values));
  const week = weekIn(turn.now, zoneOfTeam(team, calendar));
  const id = `${handKind}-${hash(12, team.id, week)}`;
  await changePerson(tables, turn.ctx, to.id, (person): Decision<void> => {
    const isAsked = [...person.open, ...person.sent.flatMap(({ items }) => items)].some(
      (asked) => (typeof asked === 'string' ? asked : asked.id) === id,
    );
    // Whoever erased their data is not brought back by a colleague.
    if (isAsked || person.etag === undefined) return { result: undefined };
    const item = {
      id,
      kind: handKind,
      created: isoInstant(turn.now),
      expires: isoInstant(turn.now.add(stands)),
      data: { team: team.id, name: team.name, ...(tell ? { post: announcementOf(team, to) } : {}) },
    };
    const due = tellDue(person, id, turn.now, calendar);
    return { result: undefined, change: { put: [personRow.open(item)], due } };
  });
  return ok(turn.t('digest.for.asked', values));
}

export const handItem = (deps: Deps): ItemKind => ({
  order: 5,
  off: 'digest',
  told: 'step',
  why: 'digest.hand.why',
  view: ({ t }, { data }) => {
    const what = t('digest.hand.text', { what: t('digest.offer.what') });
    const { post } = data;
    return {
      title: t('digest.offer.title', { team: plain(String(data['name'])) }),
      text: post === undefined ? what : `${what} ${t('digest.hand.post', { post: String(post) })}`,
      actions: [
        { act: 'yes', label: t('digest.offer.yes') },
        ...(post === undefined ? [] : [{ act: 'tell', label: t('digest.hand.tell') }]),
        { act: 'no', label: t('digest.offer.no') },
      ],
      page: 'team',
    };
  },
  async act(turn, { id, data }, act) {
    const post = typeof data['post'] === 'string' ? data['post'] : undefined;
    const known = act === 'yes' || act === 'no' || (act === 'tell' && post !== undefined);
    if (!known) return no('common.refused.shape');
    // Taken away first: of two presses one acts.
    const isMine = await turn.change(({ open }) =>
      open.some((item) => item.id === id)
        ? { result: true, change: { remove: [personKey.open(id)] } }
        : { result: false },
    );
    if (!isMine) return no('common.refused.stale');
    if (act === 'no') return ok(turn.t('digest.offer.declined'));
    const team = teamId(String(data['team']));
    const said = await subscribeMe(deps, turn, team, true);
    if (!said.ok || act === 'yes' || post === undefined) return said;
    const isTold = await tellChannel(deps, turn, team, post);
    return ok(`${said.value} ${turn.t(isTold ? 'digest.hand.told' : 'digest.hand.untold')}`);
  },
});

async function tellChannel(
  { messenger, tables }: Deps,
  { ctx }: Turn,
  id: TeamId,
  text: string,
): Promise<boolean> {
  const { channel, left } = (await loadTeam(tables, ctx, id)).team;
  if (channel === undefined || left) return false;
  const sent = await insist(() => messenger.send(channel, { text }), pressWithinMs);
  // Nobody can know whether it arrived: never posted twice.
  return sent.kind === 'sent' || sent.kind === 'unknown';
}
