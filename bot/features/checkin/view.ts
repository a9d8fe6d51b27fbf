import type { Translate } from '#bot/core/i18n';
import { spokenOf } from '#bot/core/names';
import type { Outcome } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import type { ItemKinds } from '#bot/delivery/items';
import { helperName } from '#bot/features/checkin/card';
import type { CheckinRecord } from '#bot/features/checkin/store';
import type { LearningEntry, ReceiptView } from '#bot/features/checkin/wire';
import type { Deps, Turn } from '#bot/ports';
import type { Colleague } from '#bot/records/colleagues';
import type { Change, Person } from '#bot/records/person';

type SkillNamed = (typed: string) => Outcome<{ readonly id: string; readonly name: string }>;

/** What the check-in needs of others; app.ts supplies it. */
export interface CheckinDeps {
  readonly deps: Deps;
  /** Kinds of open item, one of which may ride along. */
  readonly items: ItemKinds;
  /** People of somebody's teams, without them and without guests. */
  readonly colleagues: (person: Person) => Promise<readonly Colleague[]>;
  /** Adding a wish; without a change it is on the list already. */
  readonly addition: (
    person: Person,
    wish: { readonly list: 'wish'; readonly name: string },
    now: Instant,
  ) => Outcome<{ readonly change?: Change }>;
  /** The skill that a wish would be on my list. */
  readonly skillNamed: SkillNamed;
  /** Badges I received, for my timeline. */
  readonly badges: (turn: Turn) => Promise<readonly Omit<Badge, 'kind'>[]>;
  /** Help I got and gave, for my timeline. */
  readonly helped: (turn: Turn) => Promise<readonly Omit<Help, 'kind'>[]>;
}
type Badge = Extract<LearningEntry, { kind: 'badge' }>;
type Help = Extract<LearningEntry, { kind: 'help' }>;

/** What was kept, and the next steps it opens. */
export function receiptOf(
  t: Translate,
  person: Person,
  record: CheckinRecord,
  skillNamed: SkillNamed,
  /** People of my teams, of whom what I wrote may speak. */
  colleagues: readonly Colleague[] = [],
): ReceiptView {
  const wish = record.wish === '' ? undefined : skillNamed(record.wish);
  const same = ({ id, name }: { readonly id: string; readonly name: string }): boolean => {
    const wished = skillNamed(name);
    return (
      wish?.ok === true &&
      (id === wish.value.id || (wished.ok && wished.value.id === wish.value.id))
    );
  };
  const open = wish?.ok === true && !person.wishes.some(same);
  return {
    id: record.id,
    said: t('checkin.saved'),
    thank: [
      ...record.helpers
        .filter(({ id }) => id !== '')
        .map((helper) => ({ id: helper.id, name: helperName(t, helper) })),
      ...spokenOf(record.learned, colleagues)
        .filter(({ id }) => record.helpers.every((helper) => helper.id !== id))
        .map(({ id, name }) => ({ id: id as string, name })),
    ],
    skill: record.skill === '' ? null : record.skill,
    wish: open ? record.wish : null,
  };
}
