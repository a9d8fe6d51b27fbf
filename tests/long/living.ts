import { personId } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import type { House } from '#tests/house';
import { idOf } from '#tests/long/seed';

/** Simulated people, who use the product by the tab's own API. */
export interface Living {
  /** Somebody presses *Count me in*. */
  join(n: number): Promise<void>;
  /** What people do in an hour of the year. */
  hour(hour: number): Promise<void>;
  /** Somebody got a message: some look into it within a day. */
  got(n: number): void;
  /** What was done, and how often. */
  readonly did: ReadonlyMap<string, number>;
}

/** What they can explain and want to learn: of the catalogue, in either language, and their own. */
const skills = [
  'Excel',
  'Public speaking',
  'Presenteren',
  'SQL',
  'Negotiating',
  'Onderhandelen',
  'Photography',
  'Project planning',
  'Feedback geven',
  'First aid',
  'Dutch',
  'Frans',
  ...Array.from({ length: 28 }, (_, n) => `Skill ${n}`),
];
const searched = ['exc', 'spre', 'onderh', 'data', 'python', 'gesprek'];

interface Options {
  /** 0 (inclusive) to 1, the same in every run. */
  readonly random: () => number;
  readonly people: number;
  /** People of a team, by number: 0 to 11, 12 to 23 … The first of each receives its digest. */
  readonly teamSize: number;
  readonly start: Instant;
}

export function livingPeople(house: House, { random, people, teamSize, start }: Options): Living {
  const did = new Map<string, number>();
  const curious = new Map<number, number[]>();
  const eager = new Set<number>();
  // One team in five.
  const hasRounds = (n: number): boolean => n % (5 * teamSize) < teamSize;
  let now = 0;
  const chance = (of: number): boolean => random() < of;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const somebody = (n: number) => ({ id: personId(idOf(n)), teamsId: `29:${n}`, name: `P ${n}` });
  const call = async (n: number, method: string, path: string, body?: object) => {
    const answer = await house.api(somebody(n) as never, method, path, body);
    if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer;
  };
  const note = (what: string, { status }: { readonly status: number }): void => {
    if (status === 200) did.set(what, (did.get(what) ?? 0) + 1);
  };
  const dayAhead = (days: number): string =>
    start
      .add({ hours: now + 24 * days })
      .toString()
      .slice(0, 10);

  /** Presses a button of two things that wait; often the first, which is the most wanted. */
  async function lookIn(n: number): Promise<void> {
    const { body } = await call(n, 'GET', '/me');
    const open = body.open as { id: string; kind: string; actions: { act: string }[] }[];
    const rare = open.filter(({ kind }) => kind.startsWith('round-m'));
    const two = new Set(open.length === 0 ? [] : [pick(rare.length > 0 ? rare : open), pick(open)]);
    for (const { id, kind, actions } of two) {
      const acts = actions.map(({ act }) => act).filter((act) => !act.startsWith('block~'));
      const act = chance(0.6) ? acts[0] : pick(acts);
      if (act === undefined) continue;
      const answer = await call(n, 'POST', `/open/${id}/${act}`, {});
      note(`${kind} ${act.replace(/\.\d$/, '')}`, answer);
    }
  }

  /** Whoever looks in by themselves, whatever they came for. */
  async function use(n: number): Promise<void> {
    const first = n - (n % teamSize);
    if (chance(0.15)) note('paused', await call(n, 'PUT', '/me/pause', { until: dayAhead(10) }));
    if (chance(0.05)) {
      const daysOff = pick([
        [6, 7],
        [5, 6, 7],
        [1, 6, 7],
      ]);
      await call(n, 'PATCH', '/me/settings', { daysOff });
    }
    if (chance(0.05)) {
      const moment = { weekday: 1 + Math.floor(random() * 5), time: '11:00' };
      await call(n, 'PATCH', '/me/settings', { moment });
    }
    if (chance(0.25)) {
      const list = pick(['share', 'wish']);
      note(`added a ${list}`, await call(n, 'POST', '/skills', { list, name: pick(skills) }));
    }
    if (chance(0.05)) {
      note('looked for a skill', await call(n, 'GET', `/skills/search?text=${pick(searched)}`));
      await call(n, 'GET', `/skills/supply?name=${encodeURIComponent(pick(skills))}`);
    }
    if (chance(0.3)) {
      const mates = Array.from({ length: teamSize }, (_, mate) => first + mate);
      const others = mates.filter((mate) => mate !== n);
      const thanks = {
        op: `year-${now}-${n}`,
        to: [idOf(pick(others)), idOf(pick(others))],
        badge: 'time',
        skill: pick(skills),
        text: `You took the time to look at number ${now} with me, and it works.`,
        visibility: 'receiver',
      };
      note('thanked', await call(n, 'POST', '/badges', thanks));
    }
    if (chance(0.3)) {
      const answer = { op: `year-check-in-${now}-${n}`, learned: `Number ${now} works at last.` };
      note('checked in', await call(n, 'POST', '/checkin', answer));
    }
    if (n % 4 === 0 && chance(0.6)) {
      const ask = {
        op: `year-ask-${now}-${n}`,
        skill: pick(skills),
        what: `Number ${now} does not work the way I thought.`,
        minutes: pick([15, 30, 60]),
        by: dayAhead(4 + Math.floor(random() * 10)),
      };
      note('asked', await call(n, 'POST', '/asks', ask));
      eager.add(n);
    }
    // Of different rhythms.
    if (hasRounds(n) && chance(0.2)) {
      const rhythm = { team: `19:team-${first / teamSize}`, every: pick([2, 4]) };
      const known = (await call(first, 'GET', '/rounds')).body.every;
      if (known === 0) note('started rounds', await call(first, 'PUT', '/rounds', rhythm));
    }
  }

  return {
    did,
    async join(n) {
      note('joined', await call(n, 'PUT', '/me/consent', { answer: 'in' }));
      if (!hasRounds(n)) return;
      // Where a round takes place, everybody can learn something from the next one.
      for (const [list, step] of [
        ['share', 0],
        ['wish', 1],
      ] as const) {
        await call(n, 'POST', '/skills', { list, name: `Skill ${(n + step) % teamSize}` });
      }
    },
    got(n) {
      // Whoever asked, or has rounds, wants to know how it goes on; matches are few in a year.
      if (!chance(hasRounds(n) ? 0.6 : eager.has(n) ? 0.3 : 0.04)) return;
      const hour = now + 1 + Math.floor(random() * 20);
      curious.set(hour, [...(curious.get(hour) ?? []), n]);
    },
    async hour(hour) {
      now = hour;
      for (const n of curious.get(hour) ?? []) await lookIn(n);
      curious.delete(hour);
      if (hour % 3 === 0) await use(Math.floor(random() * people));
    },
  };
}
