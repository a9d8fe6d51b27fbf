import type { TenantContext } from '#bot/core/ids';
import { dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import type { HelpDeps } from '#bot/features/help/deps';
import { itemsOf, lessonId, mineItem } from '#bot/features/help/items';
import type { Somebody } from '#bot/features/help/record';
import { learntAsk, waits } from '#bot/features/help/rules';
import { cardFor } from '#bot/features/help/show';
import { askDue, askRow, helpRow } from '#bot/features/help/store';
import { learntChange } from '#bot/features/help/wish';
import type { Card, Turn } from '#bot/ports';
import { learntNow } from '#bot/records/learnt';
import { type Change, type Person, personRow } from '#bot/records/person';

/** Something explained between two people elsewhere than after an ask. */
export interface Explained {
  /** Names it: 32 hex digits, the same however often it is said. */
  readonly id: string;
  /** As its owner wrote it. */
  readonly skill: string;
  readonly with: Somebody;
}

/**
 * What stays of it when two people met without an ask: a line on each one's own timeline, and for
 * whoever learnt the same questions as after help.
 */
export const afterMeeting = (help: HelpDeps, ctx: TenantContext) => ({
  /** On my timeline, and the question for one line; nothing for what is no skill. */
  learnt(person: Person, { id, skill, with: from }: Explained, now: Instant): Change {
    const named = help.skillNamed(skill);
    if (!named.ok) return {};
    const today = dayIn(now, zoneOf(person.profile, help.deps.calendar));
    const ask = learntAsk(named.value, from, now, today);
    const item = mineItem(id, ask, now);
    const at = isoInstant(now);
    const learnt = learntChange(help, person, id, { skill: ask.skill, with: from.id }, now);
    const asked = learntNow(person, { from: 'round', id, topic: named.value.name }, now);
    return {
      ...learnt,
      put: [
        ...(learnt.put ?? []),
        askRow(id, ask),
        helpRow(id, { kind: 'helped', at, skill: ask.skill, with: from, soon: false }),
        ...(item === undefined ? [] : [personRow.open(item)]),
        ...asked.put,
      ],
      due: [...asked.due, askDue(instantOf(at).add({ hours: 24 * waits.lesson }), person.id, id)],
    };
  },
  /** On my timeline, when I explained it. */
  gave({ id, skill, with: to }: Explained, now: Instant): Change {
    const named = help.skillNamed(skill);
    if (!named.ok) return {};
    const { id: skillId, name } = named.value;
    const at = isoInstant(now);
    return {
      put: [helpRow(id, { kind: 'gave', at, skill: { id: skillId, name }, with: to, soon: false })],
    };
  },
  /** The card that asks for one line; undefined when nothing is asked (any more). */
  async card(turn: Turn, id: string): Promise<Card | undefined> {
    const person = await turn.refresh();
    const item = itemsOf(person, id).find((open) => open.id === lessonId(id));
    const viewer = { t: turn.t, lang: turn.lang, person, now: turn.now };
    return item && cardFor(help, ctx, viewer, item);
  },
});
