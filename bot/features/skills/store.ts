import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import { reindexSoon } from '#bot/delivery/schedule';
import {
  adding,
  changing,
  countsAs,
  type Found,
  find,
  type Listed,
  type Names,
  type NewSkill,
  ordered,
} from '#bot/features/skills/rules';
import type { ChangeSkillInput, List } from '#bot/features/skills/wire';
import { jsonRows } from '#bot/platform/rows';
import type { Turn } from '#bot/ports';
import type { Due } from '#bot/records/due';
import { type Change, json, type Person, personKey, personRow } from '#bot/records/person';
import type { Share } from '#bot/records/profile';

/** What adding came to; without a change the skill was there already. */
export type Added = Listed & { readonly fresh: boolean; readonly change?: Change };

/**
 * The skill to add and the change that adds it: for a decision of this feature, and for those that
 * other features take (a badge's skill joins the shares, a check-in's wish the wishes).
 */
export function skillAddition(
  person: Person,
  input: NewSkill,
  now: Instant,
  names: Names,
): Outcome<Added> {
  const decided = adding(person, input, now, names);
  if (!decided.ok || !decided.value.fresh) return decided;
  const { list, skill } = decided.value;
  const change: Change =
    list === 'share'
      ? {
          insert: [personRow.share(skill)],
          due: [reindexSoon(person.id, now)],
          ...askedAgain(person, skill.id),
        }
      : { insert: [personRow.wish(skill)], due: relisted(person, now, skill) };
  return ok({ ...decided.value, change });
}

/** Who is found by name follows from wishes, too; all others concern their owner alone. */
const relisted = ({ id }: Person, now: Instant, ...wishes: readonly Found[]): Due[] =>
  wishes.some(({ named }) => named === true) ? [reindexSoon(id, now)] : [];

/** Whoever shares a skill anew may be asked about it again. */
const askedAgain = ({ profile }: Person, skill: string): Pick<Change, 'profile'> =>
  profile.notAsked.includes(skill)
    ? { profile: { notAsked: profile.notAsked.filter((id) => id !== skill) } }
    : {};

/** Adds to a list of mine; what is there already stays as it is and is given back. */
export const addSkill = (turn: Turn, input: NewSkill, names: Names): Promise<Outcome<Added>> =>
  turn.change((person) => {
    const result = skillAddition(person, input, turn.now, names);
    const change = result.ok ? result.value.change : undefined;
    return change === undefined ? { result } : { result, change };
  });

export const changeSkill = (
  turn: Turn,
  list: List,
  id: string,
  input: ChangeSkillInput,
  names: Names,
): Promise<Outcome<Listed>> =>
  turn.change<Outcome<Listed>>((person) => {
    const before = find(person, list, id, names)?.skill ?? {};
    const result = changing(person, list, id, input, names);
    if (!result.ok) return { result };
    const listed = result.value;
    return {
      result,
      change:
        listed.list === 'share'
          ? { put: [personRow.share(listed.skill)], due: [reindexSoon(person.id, turn.now)] }
          : {
              put: [personRow.wish(listed.skill)],
              due: relisted(person, turn.now, before, listed.skill),
            },
    };
  });

/** Keeps the order of one of my lists; colleagues never see it. */
export const orderSkills = (turn: Turn, list: List, ids: readonly string[]): Promise<void> =>
  turn.change((person) => ({
    result: undefined,
    change: {
      profile: { order: { ...person.profile.order, [list]: ordered(person, list, ids) } },
    },
  }));

/** Takes a skill off one or both of my lists, and tells what it was, for undo. */
export const removeSkill = (
  turn: Turn,
  lists: readonly List[],
  id: string,
  names: Names,
): Promise<Outcome<Listed[]>> =>
  turn.change<Outcome<Listed[]>>((person) => {
    const gone = lists.flatMap((list) => find(person, list, id, names) ?? []);
    if (gone.length === 0) return { result: no('common.refused.notFound') };
    const unshared = gone.filter(({ list }) => list === 'share').map(({ skill }) => skill);
    return {
      result: ok(gone),
      change: {
        remove: gone.map(({ list, skill }) => personKey[list](skill.id)),
        // What the index may still hold, until the reindex took it away.
        ...(unshared.length > 0
          ? {
              put: unshared.map((skill) => json(unsharedKey(countsAs(skill, names)), {})),
              due: [reindexSoon(person.id, turn.now)],
            }
          : { due: relisted(person, turn.now, ...gone.map(({ skill }) => skill)) }),
      },
    };
  });

/**
 * A skill of mine goes by another name from now on: what was typed was that one after all. Its
 * level, kind and place stay.
 */
export const renameSkill = (
  turn: Turn,
  list: List,
  id: string,
  name: string,
  names: Names,
): Promise<Outcome<Listed>> =>
  turn.change<Outcome<Listed>>((person) => {
    const old = find(person, list, id, names);
    if (old === undefined) return { result: no('common.refused.notFound') };
    const without: Person = {
      ...person,
      shares: person.shares.filter((share) => list !== 'share' || share.id !== old.skill.id),
      wishes: person.wishes.filter((wish) => list !== 'wish' || wish.id !== old.skill.id),
    };
    const { level, kind, added, named, line } = { level: undefined, ...old.skill };
    const input = { list, name, level, kind, added, named, line, sure: true } as const;
    const renamed = skillAddition(without, input, turn.now, names);
    if (!renamed.ok) return { result: renamed };
    if (renamed.value.skill.id === old.skill.id) {
      const { skill } = renamed.value;
      const row = list === 'share' ? personRow.share(skill as Share) : personRow.wish(skill);
      return { result: renamed, change: { put: [row] } };
    }
    const put = list === 'share' ? [json(unsharedKey(countsAs(old.skill, names)), {})] : [];
    const due =
      list === 'share' ? [reindexSoon(person.id, turn.now)] : relisted(person, turn.now, old.skill);
    const remove = [personKey[list](old.skill.id)];
    return { result: renamed, change: { ...renamed.value.change, put, due, remove } };
  });

/** A skill of mine is called as I typed it: it is no slip of another one. */
export const keepName = (
  turn: Turn,
  list: List,
  id: string,
  names: Names,
): Promise<Outcome<Listed>> =>
  turn.change<Outcome<Listed>>((person) => {
    const listed = find(person, list, id, names);
    if (listed === undefined) return { result: no('common.refused.notFound') };
    const { perhaps: _, ...sure } = listed.skill;
    if (list === 'wish') {
      const due = relisted(person, turn.now, sure);
      return { result: ok({ list, skill: sure }), change: { put: [personRow.wish(sure)], due } };
    }
    const skill = sure as Share;
    // Counted as the other one until now, which the index still says.
    const put = [personRow.share(skill), json(unsharedKey(countsAs(listed.skill, names)), {})];
    const due = [reindexSoon(person.id, turn.now)];
    return { result: ok({ list, skill }), change: { put, due } };
  });

/** Says by its key alone which skill it is. */
export const unsharedRows = jsonRows(
  { name: 'unshared', table: 'People', key: /^e~unshared~/ },
  z.object({}),
);
const unshared = 'e~unshared~';
const unsharedKey = (id: string): string => `${unshared}${id}`;
/** The skill a row tells to be unshared; undefined for any other row. */
export const unsharedId = (rowKey: string): string | undefined =>
  rowKey.startsWith(unshared) ? rowKey.slice(unshared.length) : undefined;
