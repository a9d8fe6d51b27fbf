import type { PersonId, TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { Unreadable } from '#bot/platform/rows';
import type { Tables } from '#bot/platform/tables';
import type { Turn } from '#bot/ports';
import { remember } from '#bot/records/forgotten';
import { keyedIn } from '#bot/records/keyed';
import {
  type Change,
  changePerson,
  type Decision,
  loadPerson,
  type Person,
  salvagePerson,
} from '#bot/records/person';
import { languageFor, wordsIn } from '#bot/strings/index';

/** What the door learnt of the person from the activity or the token. */
export type Touch = (person: Person) => Change | undefined;

/** A turn, and a way to write what the door learnt when the handler wrote nothing. */
export interface OpenTurn {
  readonly turn: Turn;
  close(): Promise<void>;
}

/**
 * Reads the person once; what the door learnt rides along with the handler's own change, or is
 * written on close.
 */
export async function openTurn(
  tables: Tables,
  who: {
    ctx: TenantContext;
    me: PersonId;
    operation: string;
    now: Instant;
    locale?: string;
    operator?: boolean;
    /** Also for somebody whose rows cannot all be read: nothing is learnt, nothing changed then. */
    rescue?: boolean;
  },
  touch: Touch,
): Promise<OpenTurn> {
  const { ctx, me } = who;
  let unread: Unreadable | undefined;
  const salvage = (error: unknown): Promise<Person> => {
    if (!(error instanceof Unreadable) || who.rescue !== true) throw error;
    unread = error;
    return salvagePerson(tables, ctx, me);
  };
  const [keyed, read] = await Promise.all([
    keyedIn(tables, ctx),
    loadPerson(tables, ctx, me).catch(salvage),
  ]);
  let asRead = read;
  let person = asRead;
  let fresh = true;
  let touched = false;

  const withTouch = <T>(decide: (person: Person) => Decision<T>) => {
    return (current: Person): Decision<T> => {
      const learnt = touch(current);
      const decision = decide(learnt === undefined ? current : touchedBy(current, learnt));
      if (learnt === undefined || decision.change === undefined) return decision;
      return { ...decision, change: both(learnt, decision.change) };
    };
  };

  const chosen = () => languageFor(person.profile.language, person.profile.locale ?? who.locale);
  const turn: Turn = {
    ctx,
    me,
    operation: keyed(32, 'operation', who.operation),
    idFor: (...form) => keyed(32, me, ...form),
    now: who.now,
    operator: who.operator ?? false,
    get person() {
      return person;
    },
    get lang() {
      return chosen();
    },
    get t() {
      return wordsIn(chosen());
    },
    async refresh() {
      asRead = await loadPerson(tables, ctx, me);
      person = asRead;
      fresh = true;
      return person;
    },
    keepNothing() {
      touched = true;
    },
    async change(decide) {
      if (unread !== undefined) throw unread;
      let wrote = false;
      // Nobody knows the name of whoever never wrote: perhaps a roster was told to pass them over.
      if (asRead.profile.name === '') await remember(tables, ctx, me, who.now);
      const decided = withTouch(decide);
      const result = await changePerson(
        tables,
        ctx,
        me,
        (current) => {
          const decision = decided(current);
          wrote = decision.change !== undefined;
          return decision;
        },
        fresh ? asRead : undefined,
      );
      if (wrote) {
        touched = true;
        fresh = false;
      }
      return result;
    },
  };

  const first = unread === undefined ? touch(person) : undefined;
  if (first !== undefined) person = touchedBy(person, first);
  return {
    turn,
    async close() {
      if (touched || first === undefined) return;
      await turn.change(() => ({ result: undefined, change: {} }));
    },
  };
}

const touchedBy = (person: Person, learnt: Change): Person => ({
  ...person,
  profile: { ...person.profile, ...learnt.profile },
});

/** The later change wins where both say something. */
const both = (first: Change, later: Change): Change => ({
  profile: { ...first.profile, ...later.profile },
  insert: [...(first.insert ?? []), ...(later.insert ?? [])],
  put: [...(first.put ?? []), ...(later.put ?? [])],
  remove: [...(first.remove ?? []), ...(later.remove ?? [])],
  due: [...(first.due ?? []), ...(later.due ?? [])],
});
