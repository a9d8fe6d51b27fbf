import { hash, type PersonId } from '#bot/core/ids';
import { skillKey } from '#bot/core/text';
import type { Instant } from '#bot/core/time';
import { actingAs, type House } from '#bot/local/acting';
import { colleagues } from '#bot/local/colleagues';
import { shares } from '#bot/local/sample-data';
import type { Job } from '#bot/ports';
import type { Due } from '#bot/records/due';
import { loadPerson } from '#bot/records/person';

export const sampleAnswerKind = 'sample-answer';
/** How long a colleague of the sample takes to answer, in product time. */
const takes = { minutes: 2 };

/** When one of the sample's people answers a question for help; you answer for yourself. */
export const sampleAnswerDue = (helper: PersonId, item: string, told: Instant): Due[] =>
  colleagues.slice(1).some(({ id }) => id === helper)
    ? [{ at: told.add(takes), kind: sampleAnswerKind, who: `${helper}~${item}` }]
    : [];

/**
 * The sample's people answer by their own press, so that whoever tries it alone sees the whole loop:
 * gladly, but for the first of several who share a topic, who has no time this week.
 */
export const sampleAnswers =
  (house: House): Job =>
  async (_, { who }, now) => {
    const [helper = '', item = ''] = who.split('~');
    const colleague = colleagues.find(({ id }) => id === helper);
    if (colleague === undefined) return 'stale';
    const { open } = await loadPerson(house.deps.tables, house.ctx, colleague.id);
    const asked = open.find(({ id }) => id === item);
    if (asked === undefined) return 'stale';
    const act = isBusy(helper, String(asked.data['skill'])) ? 'not-now' : 'yes';
    const op = hash(24, item, helper);
    await actingAs(house, colleague)(now, 'post', '/open/:id/:act', { op }, { id: item, act });
    return 'done';
  };

function isBusy(helper: string, topic: string): boolean {
  const sharers = colleagues
    .slice(1)
    .filter((_, index) =>
      shares[index]?.some(({ skill }) => skillKey(skill.name) === skillKey(topic)),
    );
  return sharers.length > 1 && sharers[0]?.id === helper;
}
