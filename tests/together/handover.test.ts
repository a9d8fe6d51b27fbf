import { cast, crew } from '#tests/cast';
import { filledIn } from '#tests/fakes/teams';
import { textOf } from '#tests/house';
import { dutch, everybody, type Few, listed, openFew, text } from '#tests/practice/few';
import { cardOf, pressOn } from '#tests/practice/press';

const { alex, megan, sanne } = cast;
const until = { 'f.until': '2026-12-18' };
/** The last day's morning. */
const lastDay = '2026-12-18T09:00:20Z';

let few: Few;
beforeEach(async () => {
  few = await openFew();
});
afterEach(() => few.house.close());

describe('handing over', () => {
  it('shows nothing to anybody before it is told, then how-to, session, duo and one post; on the last day what found a home', async () => {
    const { house, starts, pathIn, sees, sends, messages, waits } = few;
    await house.pass('2026-11-23T09:00:00Z');
    const before = await few.ofOthers(megan);
    const [start] = await house.say(megan, 'hand over what I know');
    expect(textOf(start)).toContain('Only you see what you start here');
    expect(textOf(start)).not.toContain('whoever presses');
    const topics = 'Closing books\nThe archive\nSuppliers';
    const begun = await starts(megan, 'hand over what I know', { ...until, 'f.only': topics });
    const path = pathIn(begun);
    expect(text(begun.body)).toContain('Closing books becomes');
    const kept = await pressOn(house, megan, cardOf(begun), 'Keep as a draft', {
      'f.steps-t1': 'Open the otter sheet\nAsk Finance',
    });
    expect(text(kept.body)).toContain('How-to: a draft');
    await sends(megan, path, 'open', { topic: 't2' });
    const session = {
      'as-t2': 'session',
      'steps-t2': 'The heron shelf',
      'date-t2': '2026-11-30',
      'time-t2': '10:00',
    };
    await sends(megan, path, 'draft', session);
    await sends(megan, path, 'open', { topic: 't3' });
    await sends(megan, path, 'draft', { 'as-t3': 'duo' });
    await house.pass('2026-11-23T09:30:00Z');
    expect(await waits(megan)).toContain('What you hand over');
    expect(await few.ofOthers(megan)).toBe(before);
    for (const who of everybody.filter((one) => one !== megan)) {
      expect((await house.api(who, 'GET', path)).status).toBe(422);
      expect((await sends(who, path, 'tell')).status).toBe(422);
    }

    const shown = await sees(megan, path);
    expect(listed(shown, 'Drafts, for your eyes alone')).toEqual([
      'Closing books',
      'The archive',
      'Suppliers',
    ]);
    const card = (await house.say(megan, 'together'))[0];
    expect(textOf(card)).not.toContain('otter');
    await sends(megan, path, 'tell');
    await sends(megan, path, 'tell');
    await house.pass('2026-11-23T09:40:00Z');
    const channel = house.teams.posted.filter(({ conversation }) => conversation === crew.id);
    const posts = channel.map(textOf).filter((post) => post.includes('Megan Bowen'));
    expect(posts.filter((post) => post.includes('hands over'))).toHaveLength(1);
    expect(posts.filter((post) => post.includes('Short session: The archive'))).toHaveLength(1);
    expect(posts.filter((post) => post.includes('Duo: Suppliers'))).toHaveLength(1);
    expect(posts).toHaveLength(3);
    const [found] = await house.say(alex, 'how-to Closing books');
    expect(textOf(found)).toContain('Open the otter sheet');
    expect(listed(await sees(megan, path), 'Found a home')).toEqual([
      'Closing books',
      'The archive',
      'Suppliers',
    ]);

    await house.pass(lastDay);
    await house.pass('2026-12-18T12:00:00Z');
    expect(messages(megan).at(-1)).toContain(
      '3 things found a home. Thank you for what you leave here.',
    );
    expect(few.kept()).toContain('otter');
    await house.pass('2027-01-16T09:00:00Z');
    expect((await house.api(megan, 'GET', path)).status).toBe(422);
    expect(few.runRows().filter(({ row }) => text(row).includes('handover'))).toEqual([]);
  });

  it('changes no card, page or digest of anybody else by a byte before it is told', async () => {
    const seen: string[] = [];
    for (const drafts of [false, true]) {
      if (seen.length > 0) {
        await few.house.close();
        few = await openFew();
      }
      const { house, starts, pathIn, sends } = few;
      await house.say(alex, 'digest');
      await house.say(megan, 'share Etruscan pottery');
      await house.pass('2026-11-24T08:00:00Z');
      if (drafts) {
        const path = pathIn(await starts(megan, 'hand over', until));
        await sends(megan, path, 'draft', { 'as-t1': 'howto', 'steps-t1': 'Turn the wheel' });
        await sends(megan, path, 'ask', { topic: 't1' });
      }
      await house.pass('2026-12-02T12:00:00Z');
      seen.push(await few.ofOthers(megan));
    }
    expect(seen[0]).toContain('digest~');
    expect(seen[1]).toBe(seen[0]);
  });

  it('laat één ding eerder zien na wat anderen dan zien, en zet terug wat je wegliet', async () => {
    const { house, starts, pathIn, sees, sends } = few;
    await house.say(sanne, 'taal nl');
    const begun = await starts(
      sanne,
      'mijn kennis overdragen',
      { ...until, 'f.only': 'Boeken sluiten\nHet archief' },
      dutch,
    );
    const path = pathIn(begun);
    const kept = await pressOn(
      house,
      sanne,
      cardOf(begun),
      'Als concept bewaren',
      { 'f.steps-t1': 'Open het blad' },
      dutch,
    );
    const asked = await pressOn(house, sanne, cardOf(kept), 'Nu al laten zien', {}, dutch);
    expect(text(asked.body)).toContain('een stappenplan dat Sanne');
    const back = await pressOn(house, sanne, cardOf(asked), 'Terug', {}, dutch);
    expect(text(back.body)).toContain('Nog niet ingevuld');
    await sends(sanne, path, 'drop', { topic: 't2' });
    expect(listed(await sees(sanne, path), 'Concepten, alleen voor jou')).toEqual([
      'Boeken sluiten',
    ]);
    await sends(sanne, path, 'undo');
    expect(listed(await sees(sanne, path), 'Concepten, alleen voor jou')).toEqual([
      'Boeken sluiten',
      'Het archief',
    ]);
    const one = await pressOn(
      house,
      sanne,
      cardOf(asked),
      'Nu aan mijn team laten zien',
      {},
      dutch,
    );
    expect(text(one.body)).toContain('Stappenplan: je team ziet het');
    const [found] = await house.say(cast.daan, 'stappenplan Boeken sluiten', dutch);
    expect(textOf(found)).toContain('Open het blad');
    expect(text(few.runRows())).toContain('Het archief');
    const [refused] = await house.mention(sanne, 'mijn kennis overdragen');
    expect(textOf(refused)).not.toContain('archief');
  });

  it('keeps what was typed where a draft is refused, and says which topic found no home yet', async () => {
    const { house, starts, pathIn, sees, sends } = few;
    for (const about of ['one', 'two', 'three'])
      await house.api(alex, 'POST', '/together', {
        practice: 'lookback',
        variant: 'back',
        team: crew.id,
        op: `start-${about}`,
        fields: { topic: about, opens: 'two' },
      });
    const path = pathIn(await starts(megan, 'hand over closing books', until));
    const long = await sends(megan, path, 'draft', {
      'as-t1': 'howto',
      'steps-t1': Array.from({ length: 8 }, (_, at) => `step ${at}`).join('\n'),
    });
    expect(text(long.body)).toContain('At most 7 steps');
    const late = await sends(megan, path, 'draft', {
      'as-t1': 'session',
      'steps-t1': '',
      'date-t1': '2027-06-01',
      'time-t1': '10:00',
    });
    expect(text(late.body)).toContain('after you are gone');
    await sends(megan, path, 'draft', {
      'as-t1': 'session',
      'steps-t1': 'heron',
      'date-t1': '2026-11-30',
      'time-t1': '10:00',
    });
    const told = await sends(megan, path, 'tell');
    expect(text(told.body)).toContain(
      'did not find its home yet, and stays a draft: Three are under way',
    );
    expect(listed(await sees(megan, path), 'Drafts, for your eyes alone')).toEqual([
      'closing books',
    ]);
  });

  it('is filled in with what only they share; and goes with whoever is erased', async () => {
    const { house, starts, pathIn, sends } = few;
    await house.say(megan, 'share Etruscan pottery');
    await house.say(megan, 'share Excel');
    await house.say(alex, 'share Excel');
    await house.pass('2026-11-24T09:00:00Z');
    const [card] = await house.say(megan, 'hand over');
    expect(filledIn(card?.activity)).toMatchObject({ 'f.only': 'Etruscan pottery' });
    const path = pathIn(await starts(megan, 'hand over', until));
    await sends(megan, path, 'draft', { 'as-t1': 'howto', 'steps-t1': 'Turn the otter wheel' });
    expect(text((await house.api(megan, 'GET', '/me/export')).body)).toContain('otter');
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-24T10:00:00Z');
    expect(few.kept()).not.toContain('otter');
    expect(few.runRows()).toEqual([]);
  });
});
