import { colleagues, sampleTeam } from '#bot/local/colleagues';
import type { StandView, TogetherView } from '#bot/practice/wire';
import type { Somebody } from '#tests/cast';
import { type House, openHouse } from '#tests/house';

const [robin] = colleagues as unknown as [Somebody];

describe('in local mode a look-back can be walked alone', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ SAMPLE: 'on', CLOCK_NOW: '2026-11-23T09:00:00Z' });
    await house.install(robin);
    await house.say(robin, 'count me in');
  }, 60_000);
  afterAll(() => house.close());

  const listed = async (): Promise<TogetherView['runs']> =>
    (await house.api(robin, 'GET', `/together?${new URLSearchParams({ team: sampleTeam.id })}`))
      .body.runs;
  const runOf = async (topic: string) => {
    const found = (await listed()).find(({ title }) => title.includes(topic));
    return found && `/together/${encodeURIComponent(found.scope)}/${found.run}`;
  };
  const standOf = async (topic: string): Promise<StandView> =>
    (await house.api(robin, 'GET', String(await runOf(topic)))).body;
  const entriesOf = ({ sections }: StandView) => sections.flatMap(({ entries }) => entries);
  const textsOf = (stand: StandView) => entriesOf(stand).map(({ text }) => text);

  it('begins with one that was kept and one that is open, in the tab and at “together”', async () => {
    expect(await listed()).toMatchObject([
      { title: expect.stringContaining('Our busiest week of the year'), open: true },
      { title: expect.stringContaining('The move to the new phone system'), open: false },
    ]);
    const kept = await standOf('phone system');
    expect(entriesOf(kept)).toMatchObject([
      { text: 'We start the day with ten minutes together.', note: 'Omar Haddad does it' },
      { text: 'Call one customer with it yourself before the first day.' },
    ]);
    const [card] = await house.say(robin, 'together');
    expect(JSON.stringify(card?.activity)).toContain('Our busiest week of the year');
  });

  it('opens with what the sample’s people wrote, who mark, agree and say how it went', async () => {
    const path = await runOf('busiest week');
    const words = { q0: 'We laughed.', q1: '', q2: '', named: false, few: 'back' };
    expect((await house.api(robin, 'POST', `${path}/write`, { fields: words })).status).toBe(200);
    const mine = { topic: 'the summer party', when: 'two', whose: sampleTeam.id };
    const start = { practice: 'lookback', variant: 'back', op: 'robins-own', fields: mine };
    expect((await house.api(robin, 'POST', '/together', start)).status).toBe(200);
    await house.pass('2026-11-25T15:10:00Z');
    expect(await runOf('summer party')).toBeDefined();
    const open = await standOf('busiest week');
    expect(textsOf(open)).toEqual(
      expect.arrayContaining([
        'We laughed.',
        'One place for news.',
        'We asked each other before we got stuck.',
      ]),
    );
    expect(open.forms.map(({ form }) => form)).toEqual(expect.arrayContaining(['mark', 'agree']));
    const fields = { text: 'We write news in one place.', mine: false };
    await house.api(robin, 'POST', `${path}/agree`, { fields });
    await house.pass('2026-11-27T15:10:00Z');
    const kept = await standOf('busiest week');
    expect(entriesOf(kept).filter(({ note = '' }) => note.startsWith('Omar'))).toHaveLength(2);
    const [{ entries: top } = { entries: [] }] = kept.sections;
    expect(top).toHaveLength(3);
    await house.pass('2026-11-30T15:10:00Z');
    const notes = entriesOf(await standOf('phone system')).map(({ note }) => note);
    expect(notes).toContain('Done by Omar Haddad');
  });
});
