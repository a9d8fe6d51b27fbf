import type { PersonId } from '#bot/core/ids';
import { instantOf, isoInstant } from '#bot/core/time';
import type { Place } from '#bot/ports';
import type { AnyPractice, Field, Run } from '#bot/practice/contract';
import { readerOf, shownTo } from '#bot/practice/stand';
import { isOwn, startOf } from '#bot/practice/tools';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard } from '#tests/cards';
import { crew } from '#tests/cast';
import { calendar } from '#tests/people';
import {
  channelPlace,
  ctx,
  guest,
  members,
  type PracticeGround,
  practiceGround,
  stranger,
} from '#tests/practice/ground';
import fc from '#tests/property';

// What holds for every practice, in every order of presses and time. A practice is given by itself:
// these laws read its forms and press them, with words that are marked by who wrote them.

/** Words in a sealed form, by who wrote them, and before when nobody else may have them. */
interface Secret {
  readonly word: string;
  readonly by: PersonId;
  readonly until: string;
}

interface World {
  readonly ground: PracticeGround;
  readonly practice: AnyPractice;
  readonly secrets: Secret[];
  words: number;
}

async function begun(practice: AnyPractice, variant: string, every?: string): Promise<World> {
  const secrets: Secret[] = [];
  let ground: PracticeGround | undefined;
  const ofWord = (text: string) => secrets.filter(({ word }) => text.includes(word));
  ground = await practiceGround([practice], {
    written(table, partition, ops) {
      for (const op of ops) {
        if (op.kind === 'delete') continue;
        for (const { word, by, until } of ofWord(JSON.stringify(op.row))) {
          const own = table === 'People' && partition === `t1~${by}`;
          const opened = op.row.rowKey.includes('~o~');
          const now = isoInstant(ground?.now() ?? instantOf(until));
          if (!own && !(opened && now >= until)) {
            throw new Error(`${word} in ${table} ${partition} ${op.row.rowKey} at ${now}`);
          }
        }
      }
    },
    sent({ to, text }) {
      for (const { word, by } of ofWord(text)) {
        if (to !== `chat-${by}`) throw new Error(`${word} in a message to ${to}`);
      }
    },
  });
  const world: World = { ground, practice, secrets, words: 0 };
  await starts(world, variant, every);
  return world;
}

async function starts({ ground, practice }: World, variant: string, every?: string) {
  const [starter] = members;
  const turn = await ground.turn(starter as PersonId);
  const reader = readerOf(turn, calendar, '');
  // What is one's own is started in one's own chat.
  const own = isOwn(startOf(practice, variant));
  const kind = own ? 'people' : 'team';
  const scope = { kind, id: crew.id, name: crew.name } as const;
  const zone = 'Europe/Amsterdam';
  const world = { now: turn.now, seed: 'seed', works: () => true };
  const fields = practice.startFields(
    variant,
    'the move',
    { scope, zone, before: [], formats: [] },
    world,
    reader,
  );
  const filled = Object.fromEntries(
    fields.map(({ id, value = '' }) => [`f.${id}`, id === 'every' && every ? every : value]),
  );
  const data = {
    practice: practice.name,
    variant,
    by: (await import('#bot/cards/own')).ownerOf(starter as PersonId),
    op: 'start-0001',
    topic: 'the move',
    lang: 'en',
    zone,
    ...filled,
  };
  const place = own ? ground.chatPlace(starter as PersonId) : channelPlace;
  const reply = await ground.act(starter as PersonId, 'practice.start', data, place);
  expect(reply).toMatchObject({ kind: 'card' });
}

/** Fills a form in as somebody might; texts of a sealed one are marked as theirs. */
function filled(
  world: World,
  run: Run,
  who: PersonId,
  fields: readonly Field[],
  sealed: boolean,
  pick: number,
  data: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const until = world.practice.due(run) ?? isoInstant(world.ground.now());
  return Object.fromEntries(
    fields.map(({ id, kind, choices = [], max = 1 }) => {
      const values = choices.map(({ value }) => value);
      switch (kind) {
        case 'hidden':
          return [`f.${id}`, data[id] ?? 'none'];
        case 'toggle':
          return [`f.${id}`, String(pick % 3 === 0)];
        case 'choice':
          return [`f.${id}`, values[pick % Math.max(values.length, 1)] ?? ''];
        case 'choices':
          return [`f.${id}`, values.slice(pick % 2, (pick % 2) + max).join(',')];
        case 'text': {
          world.words += 1;
          const word = `word${world.words}of${who}`;
          if (sealed) world.secrets.push({ word, by: who, until });
          return [`f.${id}`, word];
        }
        default:
          return [`f.${id}`, ''];
      }
    }),
  );
}

/** Some hours, or until time next does something. */
async function waits({ ground, practice }: World, number: number): Promise<void> {
  const [run] = await ground.runs();
  const due = run && practice.due(run);
  if (number % 2 === 0 || due === undefined) return ground.hours(1 + (number % 60));
  return ground.pass(instantOf(due).add({ minutes: 1 }));
}

/** Everything somebody could press on a run now: forms, and the buttons of its lines. */
async function pressable(world: World, run: Run, who: PersonId) {
  const { ground, practice } = world;
  const turn = await ground.turn(who);
  const { stand } = await shownTo({ deps: depsOf(ground) }, ctx, practice, run, turn);
  const lines = stand.sections.flatMap(({ entries }) =>
    entries.flatMap(({ presses = [] }) => presses),
  );
  const forms = Object.keys(practice.forms).map((form) => ({ form, data: {} }));
  // What can be pressed is pressed more often than what cannot.
  const may = forms.filter(({ form }) => practice.forms[form]?.may(run, who, turn.now));
  return { turn, presses: [...may, ...lines, ...may, ...forms] };
}
const depsOf = ({ storage }: PracticeGround) =>
  ({
    calendar,
    tables: storage,
    links: { file: (path: string) => `https://files/${path}` },
  }) as unknown as Parameters<typeof shownTo>[0]['deps'];

/** Presses something of the newest runs; returns the same press, to be delivered again. */
async function presses(world: World, who: PersonId, pick: number, place: Place = channelPlace) {
  const { ground, practice } = world;
  const runs = await ground.runs();
  const run = runs[(pick >> 7) % Math.max(runs.length, 1)];
  if (run === undefined) return undefined;
  const { turn, presses: all } = await pressable(world, run, who);
  const chosen = all[pick % all.length];
  const form = chosen && practice.forms[chosen.form];

  if (chosen === undefined || form === undefined) return undefined;
  const fields = form.fields(run, readerOf(turn, calendar, run.id));
  const data = {
    scope: run.scope.id,
    run: run.id,
    form: chosen.form,
    ...filled(world, run, who, fields, form.sealed === true, pick, chosen.data),
  };
  const operation = `op${String(world.words)}${String(pick)}`.padEnd(24, '0').slice(0, 24);
  const again = () => ground.act(who, 'practice', data, place, operation);
  await again();
  return again;
}

/** Every person, in both languages, sees a card that Teams takes; and no secret that is not theirs. */
async function looks(world: World): Promise<void> {
  const { ground, practice } = world;
  for (const run of await ground.runs()) {
    for (const who of [...members, stranger]) {
      const turn = await ground.turn(who);
      for (const lang of languages) {
        const viewer = { t: wordsIn(lang), lang, person: turn.person, now: turn.now };
        const shown = await shownTo({ deps: depsOf(ground) }, ctx, practice, run, viewer);
        const text = JSON.stringify([shown.stand, shown.forms]);
        for (const { word, by } of world.secrets) {
          if (by !== who && text.includes(word) && !practice.reads(run, who)) {
            throw new Error(`${word} is shown to ${who}`);
          }
        }
        const post = practice.post(run, wordsIn(lang));
        expect(post.title).not.toBe('');
        for (const { word } of world.secrets) expect(JSON.stringify(post)).not.toContain(word);
        for (const waits of practice.waiting(run, turn.now)) {
          expect(
            practice.item(wordsIn(lang), waits.form, { about: 'x', returned: '' }).title,
          ).not.toBe('');
        }
      }
    }
  }
}

/** Time goes on until nothing is due any more; a run that never ends fails here. */
async function toTheEnd({ ground, practice }: World): Promise<void> {
  await ground.hours(24 * 300);
  for (const run of await ground.runs()) {
    expect([run.id, practice.due(run)]).toEqual([run.id, undefined]);
    expect(run.open).toBe(false);
  }
  const answers = ground.storage.dump().filter(({ row }) => /~o~|^b~wrote/.test(row.rowKey));
  expect(answers.map(({ row }) => row.rowKey)).toEqual([]);
}

const who = fc.constantFrom(...members);
const pick = fc.integer({ min: 0, max: 9_999 });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('press' as const), who, pick }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), who, pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constantFrom('erase' as const, 'leave' as const), who, pick }),
  },
);

/** Runs every law on a practice that registers itself. */
export function lawsOf(practice: AnyPractice, more: { readonly every?: string } = {}): void {
  const variants = practice.starts.map(({ variant }) => variant);
  const seeks = practice.starts[0]?.seeks !== undefined;
  /** Nobody but its starter is in it. */
  const alone = practice.starts[0]?.alone === true;

  it('keeps every word with its writer until its time, and ends, in every order of presses and time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...variants),
        fc.boolean(),
        fc.integer({ min: 0, max: members.length }),
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async (variant, repeats, writers, steps) => {
          const world = await begun(practice, variant, repeats ? more.every : undefined);
          const gone = new Set<PersonId>();
          // How many answer decides what happens later: chance alone would seldom have three.
          for (const one of members.slice(members.length - writers)) await presses(world, one, 0);
          for (const { does, who: one, pick: number } of steps) {
            if (gone.has(one)) continue;
            if (does === 'press') await presses(world, one, number);
            if (does === 'wait') await waits(world, number);
            if (does === 'leave') await world.ground.leaveTeam(one);
            if (does === 'erase') {
              await world.ground.erase(one);
              gone.add(one);
              const held = world.ground
                .rows()
                .filter((row) =>
                  [`"${one}"`, `"${one}\\"`, `~${one}`].some((id) => row.includes(id)),
                );
              expect(held).toEqual([]);
            }
          }
          await looks(world);
          await toTheEnd(world);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('takes a press that is delivered twice once; one of a stranger or a guest, or late, not at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who, pick, wait: fc.boolean() }), { minLength: 2, maxLength: 8 }),
        async (steps) => {
          const world = await begun(practice, variants[0] ?? '');
          const { ground } = world;
          const unchanged = async (act: () => Promise<unknown>) => {
            const before = ground.rows();
            await act();
            expect(ground.rows()).toEqual(before);
          };
          for (const { who: one, pick: number, wait } of steps) {
            const again = await presses(world, one, number);
            if (again !== undefined) await unchanged(again);
            await unchanged(() => presses(world, guest, number));
            await unchanged(() => presses(world, stranger, number, ground.chatPlace(stranger)));
            if (wait) await ground.hours(20);
          }
          const runs = await ground.runs();
          await ground.hours(24 * 300);
          for (const { scope, id } of runs) {
            for (const form of Object.keys(practice.forms)) {
              if (practice.forms[form]?.sealed !== true) continue;
              const data = { scope: scope.id, run: id, form, 'f.q0': 'late' };
              await unchanged(() => ground.act(members[0] as PersonId, 'practice', data));
            }
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('heals at the next look when it crashed after any write', async () => {
    const play = async (crash: number) => {
      const world = await begun(practice, variants[0] ?? '');
      const { ground } = world;
      const before = ground.commits();
      ground.crash(crash);
      const [run] = await ground.runs();
      for (const [index, one] of members.slice(0, 4).entries()) {
        const [form = ''] = Object.keys(practice.forms);
        const first = practice.forms[form];
        const turn = await ground.turn(one);
        const fields = first?.fields(run as Run, readerOf(turn, calendar, run?.id ?? '')) ?? [];
        const values = fields.map(({ id, value }, at) => [
          `f.${id}`,
          at === 0 ? `word ${index}` : value,
        ]);
        const data = { scope: crew.id, run: run?.id, form, ...Object.fromEntries(values) };
        // Teams delivers again what was not answered.
        await ground.act(one, 'practice', data).catch(() => ground.act(one, 'practice', data));
      }
      await ground.hours(24 * 4);
      const people = await Promise.all(members.map((one) => ground.person(one)));
      const posts = ground.sent.filter(({ to }) => to === crew.id).length;
      const [after] = await ground.runs();
      return {
        commits: ground.commits() - before,
        items: people.map(({ open }) => open.map(({ kind, data }) => [kind, data['form']])),
        opened: after?.opened.map(({ text }) => text).toSorted(),
        posts: Math.min(posts, 1),
      };
    };
    const whole = await play(Number.POSITIVE_INFINITY);
    expect(whole.items.flat().length).toBeGreaterThan(0);
    // Who is looked for is looked for where nobody reads along.
    expect(whole.posts).toBe(seeks || alone ? 0 : 1);
    for (let crash = 1; crash <= whole.commits; crash += 1) {
      const { commits: _, ...healed } = await play(crash);
      const { commits: __, ...wanted } = whole;
      expect([crash, healed]).toEqual([crash, wanted]);
    }
  });

  it('sends nothing to whoever switched it off, to a pause, or before its press', async () => {
    const world = await begun(practice, variants[0] ?? '');
    const { ground } = world;
    const [one, two, three, four, five] = members as [
      PersonId,
      PersonId,
      PersonId,
      PersonId,
      PersonId,
    ];
    for (const each of [one, two, three, four]) await presses(world, each, 0);
    await ground.patch(one, { off: ['together'] });
    await ground.patch(two, { pausedUntil: '2027-12-31' });
    await ground.patch(three, { consent: { state: 'not-now', since: '2026-11-01T00:00:00Z' } });
    await ground.hours(24 * 5);
    const to = (each: PersonId) => ground.sent.filter((message) => message.to === `chat-${each}`);
    expect(to(one)).toEqual([]);
    expect(to(two)).toEqual([]);
    expect(to(five)).toEqual([]);
    if (alone) return expect(ground.sent).toEqual([]);
    if (seeks) return expect(to(three)).toEqual([]);
    // A press is a yes to the messages of this run, whatever was said to others.
    expect(to(three).length).toBeGreaterThan(0);
    expect(to(three).length).toBe(to(four).length);
  });

  it('ends, with nothing sent, whenever the team switches the form off', async () => {
    for (const days of [0, 1, 3, 6, 20]) {
      const world = await begun(practice, variants[0] ?? '', more.every);
      const { ground } = world;
      const [one] = members as [PersonId];
      await ground.patch(one, { installed: crew.id });
      for (const each of members.slice(0, 4)) await presses(world, each, 0);
      await ground.hours(24 * days + 1);
      const told = () => ground.sent.filter(({ changed }) => !changed).length;
      const before = told();
      const off = { team: crew.id, practice: practice.name, on: false };
      await ground.route('put', '/together')(await ground.turn(one), off, {});
      await ground.hours(1);
      for (const run of await ground.runs()) expect(run.open).toBe(false);
      await toTheEnd(world);
      expect([days, told()]).toEqual([days, before]);
    }
  });

  it('asks for what is declared, in cards that Teams takes, in both languages', async () => {
    const world = await begun(practice, variants[0] ?? '');
    const [run] = await world.ground.runs();
    for (const form of Object.keys(practice.forms)) {
      const data = { scope: crew.id, run: run?.id, form, show: true };
      const reply = await world.ground.act(members[1] as PersonId, 'practice', data);
      if ('card' in reply) expectGoodCard(reply.card);
    }
  });
}
