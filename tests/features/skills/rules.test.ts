import { personId, type SkillId } from '#bot/core/ids';
import { type Instant, instantOf } from '#bot/core/time';
import { catalogueOf } from '#bot/features/skills/catalogue/catalogue';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import {
  adding as addingTo,
  available,
  changing,
  countsAs,
  listMax,
  listsWith,
  type NewSkill,
  skillNamed as named,
  namedFor,
} from '#bot/features/skills/rules';
import type { Person } from '#bot/records/person';
import { profileSchema } from '#bot/records/profile';
import fc from '#tests/property';

const now = instantOf('2026-11-23T06:00:00Z');
const nobody: Person = {
  id: personId('p'),
  etag: undefined,
  rev: 0,
  profile: profileSchema.parse({}),
  shares: [],
  wishes: [],
  teams: [],
  open: [],
  sent: [],
  written: [],
};
const names = catalogueOf([seedShelf]);
const skillNamed = (typed: string) => named(typed, names);
const adding = (person: Person, input: NewSkill, at: Instant) => addingTo(person, input, at, names);
const idOf = (typed: string): string | undefined => {
  const skill = skillNamed(typed);
  return skill.ok ? skill.value.id : undefined;
};

describe('the name of a skill', () => {
  it('is one skill whatever case, width, spacing or quotation marks', () => {
    for (const spelt of [
      'EXCEL tips',
      '  excel   tips ',
      'Ｅｘｃｅｌ tips',
      '“Excel tips”',
      'excel\u200b tips',
    ]) {
      expect(idOf(spelt)).toBe(idOf('Excel tips'));
    }
    expect(idOf('Excel tip')).not.toBe(idOf('Excel tips'));
    expect(idOf('Straße')).toBe(idOf('STRASSE'));
  });

  it('has something to see and at most eighty characters, as a reader counts them', () => {
    for (const blank of ['', '   ', '\u200b\u2060', '\u200d', '\u3164', '\u2800\u2800']) {
      expect(skillNamed(blank)).toMatchObject({ why: 'skills.refused.empty' });
    }
    expect(skillNamed('é'.repeat(80)).ok).toBe(true);
    expect(skillNamed('👩‍👩‍👧‍👦'.repeat(80)).ok).toBe(true);
    expect(skillNamed('x'.repeat(81)).ok).toBe(false);
    expect(skillNamed(`a${'\u0301'.repeat(2_000)}`).ok).toBe(false);
  });

  it('never changes when it is read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        const once = skillNamed(typed);
        if (!once.ok) return;
        expect(once.value.id).toMatch(/^[0-9a-f]{16}$/);
        expect(idOf(once.value.name.toUpperCase().toLowerCase())).toBe(
          idOf(once.value.name.toLowerCase()),
        );
      }),
    );
  });
});

describe('adding', () => {
  it('adds what is new and gives back what is there, on each list by itself', () => {
    const first = adding(nobody, { list: 'share', name: 'Excel', level: 'teach' }, now);
    expect(first).toMatchObject({
      ok: true,
      value: { fresh: true, skill: { name: 'Excel', level: 'teach', kind: 'skill' } },
    });
    if (!first.ok || first.value.list !== 'share') throw new Error('not added');
    const person = { ...nobody, shares: [first.value.skill] };
    expect(adding(person, { list: 'share', name: 'EXCEL', level: 'coach' }, now)).toMatchObject({
      ok: true,
      value: { fresh: false, skill: { name: 'Excel', level: 'teach' } },
    });
    expect(adding(person, { list: 'wish', name: 'excel' }, now)).toMatchObject({
      value: { fresh: true },
    });
    expect(listsWith(person, first.value.skill.id, names)).toEqual(['share']);
  });

  it('refuses more than a hundred, clearly, but not what is there already', () => {
    const wishes = Array.from({ length: listMax }, (_, n) => ({
      id: idOf(`w${n}`) ?? '',
      name: `w${n}`,
      kind: 'skill' as const,
      added: '2026-11-01T00:00:00.000Z',
    }));
    const full = { ...nobody, wishes };
    expect(adding(full, { list: 'wish', name: 'one more' }, now)).toEqual({
      ok: false,
      why: 'skills.refused.many',
      field: 'name',
      values: { max: listMax, list: 'wish' },
    });
    expect(adding(full, { list: 'wish', name: 'W7' }, now).ok).toBe(true);
    expect(adding(full, { list: 'share', name: 'one more' }, now).ok).toBe(true);
  });

  it('takes the old place again, but never one in the future', () => {
    const at = (added: string) => {
      const result = adding(nobody, { list: 'wish', name: 'x', added }, now);
      return result.ok ? result.value.skill.added : undefined;
    };
    expect(at('2026-10-01T12:00:00+02:00')).toBe('2026-10-01T10:00:00.000Z');
    expect(at('2030-01-01T00:00:00Z')).toBe('2026-11-23T06:00:00.000Z');
  });
});

describe('names for one skill', () => {
  const pivot = idOf('pivot tables');

  it('are one skill in both languages, in the words of whoever typed', () => {
    expect(skillNamed('Draaitabellen')).toEqual({
      ok: true,
      value: { id: pivot, name: 'Draaitabellen' },
    });
    expect(idOf('PIVOT-TABLES')).toBe(pivot);
    expect(idOf('Beekeeping for kings')).not.toBe(pivot);
    const shared = adding(nobody, { list: 'share', name: 'Pivot tables' }, now);
    if (!shared.ok || shared.value.list !== 'share') throw new Error('not added');
    const person = { ...nobody, shares: [shared.value.skill] };
    expect(adding(person, { list: 'share', name: 'draaitabellen' }, now)).toMatchObject({
      value: { fresh: false, skill: { name: 'Pivot tables' } },
    });
  });

  it('bring the kind of learning with them, unless another is chosen', () => {
    const added = (kind?: 'insight') =>
      adding(nobody, { list: 'wish', name: 'Feedback geven', kind }, now);
    expect(added()).toMatchObject({ value: { skill: { kind: 'soft-skill' } } });
    expect(added('insight')).toMatchObject({ value: { skill: { kind: 'insight' } } });
  });

  it('count as what they mean today, whatever they meant when they were added', () => {
    const before = { id: 'feedfeedfeedfeed', name: 'Pivot tables' };
    expect(countsAs(before, names)).toBe(pivot);
    expect(
      listsWith(
        { ...nobody, wishes: [{ ...before, kind: 'skill', added: '' }] },
        pivot ?? '',
        names,
      ),
    ).toEqual(['wish']);
    const merged = catalogueOf([seedShelf], {
      alias: new Map([[pivot as string, idOf('Excel') as SkillId]]),
      usage: new Map(),
    });
    expect(countsAs(before, merged)).toBe(idOf('Excel'));
    // A name that nobody lists any more keeps what it stood for.
    expect(countsAs({ id: pivot ?? '', name: 'zzz nobody lists this' }, merged)).toBe(
      idOf('Excel'),
    );
  });
});

describe('changing', () => {
  it('is refused for what is not on the list', () => {
    expect(changing(nobody, 'share', 'abc', { level: 'coach' }, names)).toEqual({
      ok: false,
      why: 'common.refused.notFound',
    });
  });
});

describe('being found by name', () => {
  const at = '2026-11-01T09:00:00.000Z';
  const excel = { id: idOf('Excel') ?? '', name: 'Excel', kind: 'skill', added: at } as const;
  const explains = { ...excel, level: 'explain' } as const;
  const me = { ...nobody, shares: [explains], wishes: [excel] };

  it('is nobody’s until they choose it, and leaves no trace when they go back', () => {
    const open = changing(me, 'share', excel.id, { named: true, line: ' Mornings\u200b ' }, names);
    expect(open).toEqual({
      ok: true,
      value: { list: 'share', skill: { ...explains, named: true, line: 'Mornings' } },
    });
    const changed = open.ok && open.value.list === 'share' ? [open.value.skill] : [];
    const back = changing(
      { ...me, shares: changed },
      'share',
      excel.id,
      { named: false, line: '' },
      names,
    );
    expect(back).toEqual({ ok: true, value: { list: 'share', skill: explains } });
    // Level and kind change nothing of it; a wish the same.
    const level = changing(
      { ...me, shares: changed },
      'share',
      excel.id,
      { level: 'teach' },
      names,
    );
    expect(level).toMatchObject({ value: { skill: { named: true, line: 'Mornings' } } });
    expect(changing(me, 'wish', excel.id, { named: true }, names)).toEqual({
      ok: true,
      value: { list: 'wish', skill: { ...excel, named: true } },
    });
  });

  it('takes a line of a hundred characters as a reader counts them, and no longer', () => {
    const family = '👩‍👩‍👧‍👦';
    const fits = adding(nobody, { list: 'wish', name: 'Excel', line: family.repeat(100) }, now);
    expect(fits).toMatchObject({ ok: true });
    const long = adding(nobody, { list: 'wish', name: 'Excel', line: 'x'.repeat(101) }, now);
    expect(long).toMatchObject({ ok: false, field: 'line', values: { max: 100 } });
  });

  it('goes by what a name means today, and by the further level of two', () => {
    const coach = {
      ...explains,
      id: 'x',
      name: 'Exel',
      perhaps: 'Excel',
      level: 'coach',
      named: true,
    } as const;
    const skill = countsAs(excel, names);
    expect(namedFor([explains], skill, names)).toBeUndefined();
    expect(namedFor([{ ...explains, named: true }, coach], skill, names)).toEqual(coach);
    expect(namedFor([explains, coach], skill, names)).toEqual(coach);
  });
});

describe('being counted as help', () => {
  it('needs a yes, a chat that works, room for one more and no pause', () => {
    const yes = profileSchema.parse({ consent: { state: 'in', since: '2026-11-01T00:00:00Z' } });
    expect(available(yes, '2026-11-23')).toBe(true);
    expect(available(profileSchema.parse({}), '2026-11-23')).toBe(false);
    expect(available({ ...yes, capacity: 0 }, '2026-11-23')).toBe(false);
    expect(available({ ...yes, pausedUntil: '2026-11-23' }, '2026-11-23')).toBe(false);
    expect(available({ ...yes, pausedUntil: '2026-11-22' }, '2026-11-23')).toBe(true);
    const reach = { state: 'unreachable' as const, why: 'x', since: '2026-11-01T00:00:00Z' };
    expect(available({ ...yes, reach }, '2026-11-23')).toBe(false);
  });
});
