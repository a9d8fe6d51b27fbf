import { note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { hash, type PersonId, type SkillId, type TenantContext } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { addDays, type Day, dayIn, type Instant, isoInstant, Temporal } from '#bot/core/time';
import { itemVerb } from '#bot/delivery/items';
import type { HowToDeps } from '#bot/features/howto/deps';
import { pointersOf } from '#bot/features/howto/store';
import { apart } from '#bot/platform/rows';
import type { ItemKind, Viewer } from '#bot/ports';
import { changePerson, loadPerson, personKey, personRow } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

// Whoever is the only one to share something may be asked for three steps: quietly, once a quarter,
// and without anybody else learning that they are the only one.

export const onlyKind = 'howto-only';
const stands = { hours: 24 * 28 };
/** Days of a quarter that are somebody's; the last week is nobody's, so that two are never near. */
const days = 84;

const quarterOf = (day: Day): Day => {
  const date = Temporal.PlainDate.from(day);
  return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 }).toString();
};

/** The one day of a quarter on which somebody may be asked: another for each. */
export function onlyDay(person: PersonId, day: Day): Day {
  const quarter = quarterOf(day);
  return addDays(quarter, Number.parseInt(hash(8, 'only', person, quarter), 16) % days);
}

/**
 * In the night's count: asks those whose day it is.
 * @param holders who alone shares what
 */
export const offerToOnly =
  ({ deps, skillNamed, mergedInto }: HowToDeps) =>
  async (
    ctx: TenantContext,
    holders: ReadonlyMap<PersonId, readonly SkillId[]>,
    now: Instant,
  ): Promise<void> => {
    const { tables, calendar } = deps;
    const today = dayIn(now, calendar.defaultZone);
    for (const [who, skills] of holders) {
      if (onlyDay(who, today) !== today) continue;
      const person = await apart(tables, () => loadPerson(tables, ctx, who));
      if (person?.etag === undefined) continue;
      if (!person.teams.some(({ guest }) => guest !== true)) continue;
      const written = await Promise.all(
        skills.map(async (skill) => {
          const found = await pointersOf(tables, ctx, [skill, ...mergedInto(skill)]);
          return found.some(({ owner }) => owner === who) ? [skill] : [];
        }),
      );
      const done = new Set<string>(written.flat());
      const share = person.shares.find(({ name }) => {
        const named = skillNamed(name);
        return named.ok && skills.some((skill) => skill === named.value.id && !done.has(skill));
      });
      if (share === undefined) continue;
      const item: OpenItem = {
        id: `${onlyKind}-${quarterOf(today)}`,
        kind: onlyKind,
        created: isoInstant(now),
        expires: isoInstant(now.add(stands)),
        data: { topic: share.name },
      };
      await changePerson(tables, ctx, who, () => ({
        result: undefined,
        change: { put: [personRow.open(item)] },
      }));
    }
  };

const topicOf = ({ data }: OpenItem): string => String(data['topic'] ?? '');
const wordsOf = ({ t }: Pick<Viewer, 't'>, item: OpenItem) => ({
  title: t('howto.only.title', { topic: topicOf(item) }),
  text: t('howto.only.text'),
});

/** The offer: rides along with the weekly card, and stands in *For you*. */
export const onlyItem: ItemKind = {
  // Behind everything else: what is offered waits longest.
  order: 6,
  off: 'together',
  view: (viewer, item) => ({
    ...wordsOf(viewer, item),
    page: 'howto',
    actions: [
      { act: 'steps', label: viewer.t('howto.only.steps') },
      { act: 'no', label: viewer.t('howto.only.no') },
    ],
  }),
  async card(viewer, item) {
    const { title, text } = wordsOf(viewer, item);
    const by = ownerOf(viewer.person.id);
    return note({
      title: plain(title),
      lines: [text],
      footer: viewer.t('common.sees.you'),
      buttons: [
        {
          title: viewer.t('howto.only.steps'),
          verb: 'howto.new',
          data: { by, topic: topicOf(item) },
          style: 'positive',
        },
        { title: viewer.t('howto.only.no'), verb: itemVerb, data: { item: item.id, act: 'no' } },
      ],
    });
  },
  async act(turn, item, pressed) {
    if (pressed !== 'steps' && pressed !== 'no') return no('common.refused.stale');
    await turn.change(() => ({
      result: undefined,
      change: { remove: [personKey.open(item.id)] },
    }));
    const topic = plain(topicOf(item));
    return ok(turn.t(`howto.only.said.${pressed}`, { topic }));
  },
};
