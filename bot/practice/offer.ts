import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { unmarked } from '#bot/core/text';
import { addDays, dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { apart } from '#bot/platform/rows';
import type { ItemKind, Job } from '#bot/ports';
import type { AnyPractice, Arrival } from '#bot/practice/contract';
import { shownTo } from '#bot/practice/stand';
import { start } from '#bot/practice/start';
import { practiceOf, type Tools } from '#bot/practice/tools';
import type { Due } from '#bot/records/due';
import { changePerson, loadPerson, type Person, personKey, personRow } from '#bot/records/person';
import { readTeam } from '#bot/records/team';

/** What is offered to somebody when they say yes, with the weekly card; silence is a no. */
export const offerKind = 'practice-offer';

/** By then the yes is written. */
const settled = { seconds: 3 };
const stands = { hours: 28 * 24 };
/** A roster is read by then, whoever of it came first. */
const rosterDays = 2;

/** After somebody's *Count me in*. */
export const offersDue = (person: PersonId, now: Instant): Due[] => [
  { at: now.add(settled), kind: offerKind, who: person },
];

const idOf = ({ name }: AnyPractice): string => `${offerKind}-${name}`;

export const offerJob =
  (tools: Tools): Job =>
  async (ctx, { who }, now) => {
    const { tables, calendar } = tools.deps;
    const person = await loadPerson(tables, ctx, personId(who));
    const today = dayIn(now, zoneOf(person.profile, calendar));
    const arrival = await arrivalOf(tools, ctx, person);
    const offered = tools.practices.filter(({ offered: isFor }) => isFor?.(arrival, today));
    const fresh = offered.filter((one) => !person.open.some(({ id }) => id === idOf(one)));
    if (person.profile.consent.state !== 'in' || fresh.length === 0) return 'skipped';
    await changePerson(tables, ctx, person.id, () => ({
      result: undefined,
      change: {
        put: fresh.map((one) =>
          personRow.open({
            id: idOf(one),
            kind: offerKind,
            created: isoInstant(now),
            expires: isoInstant(now.add(stands)),
            data: { practice: one.name },
          }),
        ),
      },
    }));
    return 'done';
  };

/** Who was there when the bot came is not new, whenever their roster was read. */
async function arrivalOf(
  { deps: { tables } }: Tools,
  ctx: TenantContext,
  { teams }: Person,
): Promise<Arrival> {
  const read = teams.map(async ({ id, since, guest }) => {
    const team = await apart(tables, () => readTeam(tables, ctx, teamId(id)));
    const came = team?.announcedAt;
    const first = came === undefined ? since : addDays(dayIn(instantOf(came), 'UTC'), rosterDays);
    return { since, guest, after: came !== undefined && since >= first };
  });
  return { teams: await Promise.all(read) };
}

export const offerItem = (tools: Tools): ItemKind => ({
  order: 4.5,
  off: 'together',
  view({ t }, { data }) {
    const practice = practiceOf(tools, String(data['practice']));
    const label = practice?.starts[0]?.label ?? 'common.app';
    const said = practice?.item(t, 'offer', { about: '', returned: '' });
    return {
      title: unmarked(said?.title ?? ''),
      text: unmarked(said?.text ?? ''),
      actions: [
        { act: 'yes', label: t(label) },
        { act: 'no', label: t('practice.offer.no') },
      ],
    };
  },
  async act(turn, { id, data, created }, act) {
    const name = String(data['practice']);
    const variant = practiceOf(tools, name)?.starts[0]?.variant;
    const taken = () =>
      turn.change(() => ({ result: undefined, change: { remove: [personKey.open(id)] } }));
    if (act === 'no') {
      await taken();
      return ok(turn.t('practice.offer.gone'));
    }
    if (act !== 'yes' || variant === undefined) return no('common.refused.stale');
    const starting = { practice: name, variant, op: `${id} ${created}`, topic: '' };
    const place = { activityId: undefined, known: undefined };
    const started = await start(tools, turn, starting, {}, undefined, place);
    if (!started.ok) return started;
    await taken();
    const { practice, run } = started.value;
    const { stand } = await shownTo(tools, turn.ctx, practice, run, turn);
    return ok(stand.lines.join(' '));
  },
});
