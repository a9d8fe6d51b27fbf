import { instantOf } from '#bot/core/time';
import { readDue } from '#bot/records/due';
import { keyedIn } from '#bot/records/keyed';
import { countingProxy } from '#tests/bench/processes';
import type { Somebody } from '#tests/cast';
import { filledIn } from '#tests/fakes/teams';
import { buttonsOf, cast, crew as crewTeam, type House, openHouse } from '#tests/house';
import { inChannelAt } from '#tests/practice/press';

export interface Trips {
  readonly what: string;
  readonly trips: number;
  readonly most: number;
}

/** (b) Round trips to storage for each action, counted by a proxy before real Azurite. */
export async function roundTrips(azuritePort: number): Promise<Trips[]> {
  const proxy = await countingProxy(azuritePort);
  const storage = { STORAGE_CONNECTION_STRING: proxy.connectionString };
  // Neither clocks nor ticks add to the count.
  const still = { ...storage, TICK_MS: '2000000000', CLOCK_POLL_MS: '2000000000' };
  const everybody = Object.values(cast);
  const crew = [
    ...everybody,
    ...Array.from({ length: 12 - everybody.length }, (_, n) => ({
      ...cast.alex,
      id: `${cast.alex.id.slice(0, -3)}9${String(n).padStart(2, '0')}` as typeof cast.alex.id,
      teamsId: `29:more${n}`,
      name: `Somebody ${n}`,
    })),
  ];
  const counted: Trips[] = [];
  const house = await openHouse({ ...still, ROLE: 'all' });
  try {
    for (const one of crew) await house.install(one);
    await house.installTeam(cast.alex, crew);
    for (const one of crew) await house.say(one, 'count me in');
    await drain(house);
    proxy.take();

    const count = async (what: string, most: number, act: () => Promise<unknown>) => {
      proxy.take();
      await act();
      counted.push({ what, most, trips: proxy.take() });
    };
    const { alex, megan, adele, isaiah, patti } = cast;

    // The worker is nudged after each answer: a web-only process has none.
    const web = await openHouse({ ...still, ROLE: 'web' });
    try {
      // A process reads the tenant's key once, with whatever needs it first.
      await keyedIn(web.app.deps.tables, web.app.ctx);
      // Signing in reads the name, once.
      for (const one of [alex, megan]) await web.api(one, 'GET', '/me');
      const card = (await web.say(alex, 'check in'))[0];
      const save = buttonsOf(card).find(({ verb }) => verb === 'checkin.save');
      await count('save a check-in', 3, () =>
        web.act(alex, 'checkin.save', { ...save?.data, learned: 'Ask first.' }),
      );
      await count('add a skill', 3, () => web.say(alex, 'share Beekeeping'));
      await count('the first page of the tab', 2, () => web.api(alex, 'GET', '/me'));
      await count('a badge to three people', 7, () =>
        web.api(megan, 'POST', '/badges', {
          op: 'bench-badge-1',
          to: [adele.id, isaiah.id, patti.id],
          badge: 'time',
          skill: 'Beekeeping',
          text: 'You stayed an hour longer to look at the hive with me.',
          visibility: 'receiver',
        }),
      );
      await lookBack(web, crew, count);
    } finally {
      await web.close();
    }
    await house.pass('2026-11-25T14:59:00Z');
    await drain(house);
    const run = await runUnderWay(house);
    await house.pass('2026-11-25T15:00:00Z');
    await count('opening a look-back of twelve, apart from sending', 40, () =>
      house.app.runJob('practice', run),
    );
    await house.pass('2026-11-30T07:59:00Z');
    await drain(house);
    await count('the digest of a team of twelve, apart from sending', 19, () =>
      house.app.runJob('digest', crewTeam.id),
    );
    return counted;
  } finally {
    await house.close();
    proxy.close();
  }
}

/** From the start card to the one that stands, and one press on it. */
async function lookBack(
  web: House,
  crew: readonly Somebody[],
  count: (what: string, most: number, act: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const [starter] = crew;
  if (starter === undefined) return;
  const [card] = await web.mention(starter, 'retro the move');
  if (card === undefined) throw new Error('no start card');
  await count('a look-back, from its start card to the one that stands', 6, () =>
    web.press(starter, card, 'Start', filledIn(card.activity)),
  );
  const data = { ...buttonsOf(card)[0]?.data, show: undefined };
  const at = inChannelAt(card);
  for (const [index, who] of crew.entries()) {
    const write = () => web.act(who, 'practice', { ...data, 'f.q0': `word ${index}` }, at);
    if (index === 1) await count('writing along', 4, write);
    else await write();
  }
}

/** What the timing row of the run that is under way names it by. */
async function runUnderWay({ app }: House): Promise<string> {
  const due = await readDue(app.deps.tables, app.ctx, instantOf('2026-11-26T00:00:00Z'));
  const found = due.find(({ kind }) => kind === 'practice');
  if (found === undefined) throw new Error('no run is under way');
  return found.who;
}

const drain = async ({ app }: House): Promise<void> => {
  for (let look = 0; look < 20; look += 1) {
    const ran = await app.worker?.look();
    if (ran === undefined || ran.length === 0) return;
  }
};
