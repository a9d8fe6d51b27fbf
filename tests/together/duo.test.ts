import { cast, type Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, textOf } from '#tests/house';
import { dutch, everybody, type Few, listed, openFew, text } from '#tests/practice/few';
import { cardOf, inChannelAt, pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah, lynne, sanne, daan } = cast;

/** Said yes on Monday 23 November: half of four weeks later, five working days on, and its end. */
const half = '2026-12-07T09:00:20Z';
const decided = '2026-12-14T15:00:20Z';
const ends = '2026-12-21T09:00:20Z';
const four = { 'f.weeks': '4' };

let few: Few;
beforeEach(async () => {
  few = await openFew();
});
afterEach(() => few.house.close());

/** A duo of Alex and Megan that both said yes to. */
async function began(): Promise<string> {
  const { house, starts, pathIn, sends } = few;
  const path = pathIn(await starts(alex, 'duo with Megan on presenting', four));
  await house.pass('2026-11-23T09:00:00Z');
  await sends(megan, path, 'in');
  await house.pass('2026-11-23T10:00:00Z');
  return path;
}

describe('a duo', () => {
  it('is named in words, begins when both said yes, goes on when both go on, and ends with a line each', async () => {
    const { house, starts, pathIn, lastTold, sees, sends, waits, messages } = few;
    const [card] = await house.say(alex, 'duo with Megan on presenting');
    expect(filledIn(card?.activity)).toMatchObject({
      'f.goal': 'presenting',
      'f.whose': 'people',
      'f.people': megan.id,
      'f.weeks': '6',
    });
    const path = pathIn(await starts(alex, 'duo with Megan on presenting', four));
    await house.pass('2026-11-23T09:00:00Z');
    expect(textOf(lastTold(megan))).toContain('Alex Wilber would like to do this together');
    expect(text((await sees(alex, path)).sections)).not.toContain('Megan');
    const yes = await pressOn(house, megan, lastTold(megan).activity, 'Yes, I’d like to');
    expect(text(yes.body)).toContain('It has begun');
    await house.pass('2026-11-23T10:00:00Z');
    expect(textOf(lastTold(alex))).toContain('It has begun: presenting');
    expect(listed(await sees(alex, path), 'With you')).toEqual(['Megan Bowen']);

    await house.pass(half);
    for (const who of [alex, megan]) {
      expect(textOf(lastTold(who))).toContain('Half-way: presenting');
    }
    const pressed = await pressOn(house, alex, lastTold(alex).activity, 'Go on');
    expect(text(pressed.body)).toContain('On Monday');
    await house.pass('2026-12-07T09:10:00Z');
    expect(await waits(alex)).toContain('You answered: presenting');
    expect(text(await sees(megan, path))).not.toContain('answered');
    await sends(megan, path, 'goon');
    await house.pass('2026-12-08T12:00:00Z');
    expect(messages(alex).join()).toContain('It goes on: presenting');

    await house.pass(ends);
    expect(textOf(lastTold(megan))).toContain('One line to keep? presenting');
    const kept = await pressOn(house, megan, lastTold(megan).activity, 'Keep it', {
      'f.text': 'Begin with the last slide, otter',
    });
    expect(text(kept.body)).toContain('otter');
    expect(listed(await sees(alex, path), 'Kept')).toEqual(['Begin with the last slide, otter']);
    for (const who of everybody.filter((one) => one !== alex && one !== megan)) {
      expect((await house.api(who, 'GET', path)).status).toBe(422);
      expect(text((await house.api(who, 'GET', '/together')).body)).not.toContain('presenting');
    }
    await house.pass('2027-01-08T09:00:00Z');
    expect(await waits(alex)).toContain('What you kept: presenting');
    const mine = text((await house.api(megan, 'GET', '/me/export')).body);
    expect(mine).toContain('otter');
    expect(text((await house.api(alex, 'GET', '/me/export')).body)).not.toContain('otter');
    await sends(megan, path, 'drop', { sure: 'yes' });
    expect(few.kept()).not.toContain('otter');
  });

  it('verstaat de Nederlandse woorden, en eindigt ook zonder zin', async () => {
    const { house, starts, pathIn, lastTold, messages } = few;
    const [card] = await house.say(sanne, 'duo met Daan over presenteren', dutch);
    expect(filledIn(card?.activity)).toMatchObject({
      'f.goal': 'presenteren',
      'f.people': daan.id,
    });
    const started = await starts(sanne, 'duo met Daan over presenteren', four, dutch);
    expect(text(started.body)).toContain('Duo: presenteren');
    await house.say(daan, 'taal nl');
    await house.pass('2026-11-23T09:00:00Z');
    await pressOn(house, daan, lastTold(daan).activity, 'Ja, graag');
    await house.pass(half);
    for (const who of [sanne, daan]) {
      await pressOn(house, who, lastTold(who).activity, 'Doorgaan', {}, dutch);
    }
    await house.pass('2026-12-08T09:00:00Z');
    expect(messages(daan).join()).toContain('Het gaat door: presenteren');
    await house.pass(ends);
    expect(messages(daan).at(-1)).toContain('Eén tip om te bewaren? presenteren');
    await house.pass('2027-02-28T09:00:00Z');
    expect(few.runRows()).toEqual([]);
    expect(pathIn(started)).toContain('p.');
  });

  it('asks for whom where a name is nobody’s, and keeps what was typed', async () => {
    const { house } = few;
    const [card] = await house.say(alex, 'duo with Zoë on presenting');
    expect(textOf(card)).toContain('“Zoë”: please choose below');
    expect(filledIn(card?.activity)).toMatchObject({ 'f.goal': 'presenting', 'f.people': '' });
    const [said] = await house.mention(alex, 'duo with Megan on presenting');
    expect(textOf(said)).toContain('in our own chat');
    expect(textOf(said)).not.toContain('Megan');
  });

  it('ends alike for whoever said yes half-way by the other’s no, silence and pause, at the same hour', async () => {
    /** Everything that reaches Alex, and when, and what they read on the page. */
    const heard = async (becomes: (path: string) => Promise<unknown>): Promise<string> => {
      const { house, sees, sends, told } = few;
      const path = await began();
      await house.pass(half);
      await sends(alex, path, 'goon');
      await becomes(path);
      const lines: string[] = [];
      for (const at of [
        '2026-12-08T09:00:00Z',
        '2026-12-11T16:00:00Z',
        '2026-12-14T14:59:00Z',
        decided,
        '2026-12-15T12:00:00Z',
        '2027-01-05T12:00:00Z',
      ]) {
        await house.pass(at);
        const open = (await house.api(alex, 'GET', '/me')).body.open;
        const posts = told(alex).map(({ activity }) => activity['attachments']);
        lines.push(text([at, await sees(alex, path), open, posts]));
      }
      const [, , scope = '', run = ''] = path.split('/');
      return lines
        .join('\n')
        .replaceAll(house.url, 'house')
        .replaceAll(decodeURIComponent(scope), 'scope')
        .replaceAll(run, 'run');
    };
    const silence = await heard(async () => undefined);
    expect(silence).toContain('It is over, and thank you');
    const others: Record<string, (path: string) => Promise<unknown>> = {
      no: (path) => few.sends(megan, path, 'enough'),
      'yes, then no': async (path) => {
        await few.sends(megan, path, 'enough');
        await few.sends(megan, path, 'enough');
      },
      paused: () => few.patch(megan, { pausedUntil: '2027-01-31' }),
      off: () => few.patch(megan, { off: ['together'] }),
    };
    for (const [why, becomes] of Object.entries(others)) {
      await few.house.close();
      few = await openFew();
      expect([why, await heard(becomes)]).toEqual([why, silence]);
    }
  });

  it('ends alike for the asker by off, not in, paused, full, blocked, no and silence, two working days later', async () => {
    const heard = async (becomes: (path: string) => Promise<unknown>): Promise<string> => {
      const { house, starts, pathIn, sees, told } = few;
      const path = pathIn(await starts(alex, 'duo with Megan on presenting', four));
      await becomes(path);
      const lines: string[] = [];
      for (const at of ['2026-11-24T16:00:00Z', '2026-11-25T14:59:00Z', '2026-11-26T12:00:00Z']) {
        await house.pass(at);
        const page = await sees(alex, path);
        lines.push(text([at, page, told(alex).map(({ activity }) => activity['attachments'])]));
      }
      const [, , scope = '', run = ''] = path.split('/');
      return lines
        .join('\n')
        .replaceAll(house.url, 'house')
        .replaceAll(decodeURIComponent(scope), 'scope')
        .replaceAll(run, 'run');
    };
    const silence = await heard(async () => undefined);
    expect(silence).toContain('Nobody is available: presenting');
    expect(few.runRows()).toEqual([]);
    const others: Record<string, (path: string) => Promise<unknown>> = {
      no: (path) => few.sends(megan, path, 'no'),
      paused: () => few.patch(megan, { pausedUntil: '2027-01-31' }),
      off: () => few.patch(megan, { off: ['together'] }),
      'not in': () =>
        few.patch(megan, { consent: { state: 'not-now', since: '2026-11-01T00:00:00Z' } }),
      full: () => few.patch(megan, { askLimit: 0 }),
      blocked: () => few.patch(megan, { blocked: [alex.id] }),
    };
    for (const [why, becomes] of Object.entries(others)) {
      await few.house.close();
      few = await openFew();
      expect([why, await heard(becomes)]).toEqual([why, silence]);
    }
  });

  it('is stopped by either of two at any time, without a reason', async () => {
    const path = await began();
    const { house, sends, messages, lastTold } = few;
    await sends(megan, path, 'leave', { sure: 'yes' });
    await house.pass('2026-11-24T12:00:00Z');
    expect(textOf(lastTold(alex))).toContain('One line to keep? presenting');
    expect(messages(megan).join()).not.toContain('One line');
  });

  it('goes with who asked when they are erased before a yes, and ends for the other after it', async () => {
    const { house, starts, pathIn, kept, messages } = few;
    pathIn(await starts(alex, 'duo with Megan on presenting', four));
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-23T12:00:00Z');
    expect(kept()).not.toContain(alex.id);
    expect(messages(megan).join()).not.toContain('presenting');
    await house.close();
    few = await openFew();
    await began();
    await few.house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await few.house.pass('2026-11-24T12:00:00Z');
    expect(few.kept()).not.toContain(alex.id);
    expect(few.messages(megan).at(-1)).toContain('One line to keep? presenting');
  });
});

describe('a few who make something together', () => {
  it('may be named, five at most, and go on half-way with those who want to', async () => {
    const { house, starts, pathIn, sees, sends, messages } = few;
    const names = 'Megan, Adele and Isaiah';
    const [card] = await house.say(alex, `make something together with ${names} on our intranet`);
    const people = [megan, adele, isaiah].map(({ id }) => id).join(',');
    expect(filledIn(card?.activity)).toMatchObject({
      'f.people': people,
      'f.goal': 'our intranet',
    });
    const path = pathIn(await starts(alex, `duo with ${names} on our intranet`, four));
    for (const who of [megan, adele]) await sends(who, path, 'in');
    await house.pass('2026-11-25T15:00:20Z');
    expect(listed(await sees(alex, path), 'With you')).toEqual(['Adele Vance', 'Megan Bowen']);
    expect(listed(await sees(alex, path), 'Not available')).toEqual(['Isaiah Langer']);
    await house.pass('2026-12-09T12:00:00Z');
    for (const who of [alex, adele]) await sends(who, path, 'goon');
    await house.pass('2026-12-17T12:00:00Z');
    expect(listed(await sees(alex, path), 'With you')).toEqual(['Adele Vance']);
    expect(messages(adele).at(-1)).toContain('It goes on: our intranet');
    expect(messages(megan).at(-1)).not.toContain('It goes on');
  });

  it('may come by a press in the channel, which reads the same whoever comes', async () => {
    const { house, sends } = few;
    const [card] = await house.mention(alex, 'swap work on the newsletter');
    await house.press(alex, card as Posted, 'Start', {
      ...filledIn(card?.activity),
      ...four,
    });
    const posted = () => house.teams.posted.find(({ id }) => id === card?.id) as Posted;
    const before = textOf(posted());
    expect(before).toContain('Alex Wilber would like to swap a piece of work');
    const yes = await pressOn(
      house,
      megan,
      posted().activity,
      'Yes, I’d like to',
      {},
      inChannelAt(posted()),
    );
    expect(text(yes.body)).toContain('You’re in');
    await house.pass('2026-11-24T12:00:00Z');
    expect(textOf(posted())).toBe(before);
    await house.pass('2026-11-25T15:01:00Z');
    expect(textOf(posted())).toContain('It is under way');
    const data = actionsIn(cardOf(yes)).find((one) => one.data?.['run'])?.data;
    const path = `/together/${encodeURIComponent(String(data?.['scope']))}/${data?.['run']}`;
    expect((await sends(lynne, path, 'in')).status).toBe(422);
    expect(text(await few.sees(lynne, path))).not.toContain('Megan');
  });
});

describe('a coach', () => {
  const shares = async (who: Somebody, level?: string) => {
    await few.house.say(who, 'share presenting');
    if (level !== undefined) {
      const { shares: all } = (await few.house.api(who, 'GET', '/me')).body;
      const [one] = all as { id: string }[];
      await few.house.api(who, 'PATCH', `/skills/share/${one?.id}`, { level });
    }
  };

  it('is looked for among those who share it, who can coach first, nameless until a yes', async () => {
    const { house, starts, pathIn, sees, sends, messages, lastTold } = few;
    await shares(megan);
    await shares(adele, 'coach');
    await house.pass('2026-11-23T08:10:00Z');
    const started = await starts(alex, 'coach for presenting');
    const path = pathIn(started);
    await house.pass('2026-11-23T12:00:00Z');
    expect(messages(adele).at(-1)).toContain('A colleague is looking for a coach');
    expect(text(few.told(adele))).not.toContain('Alex');
    expect(messages(megan).join()).not.toContain('presenting?');
    expect(text(await sees(alex, path))).not.toMatch(/Adele|Megan/);
    // A no looks like silence: the next one is asked when its time is over.
    await sends(adele, path, 'no');
    await house.pass('2026-11-25T16:00:00Z');
    expect(messages(megan).at(-1)).toContain('A colleague is looking for a coach');
    expect(text(await sees(alex, path))).not.toMatch(/Adele|Megan/);
    const yes = await pressOn(house, megan, lastTold(megan).activity, 'Yes, I’d like to');
    expect(text(yes.body)).toContain('Alex Wilber');
    await house.pass('2026-11-26T12:00:00Z');
    expect(listed(await sees(alex, path), 'With you')).toEqual(['Megan Bowen']);
    expect(text(await sees(alex, path))).not.toContain('Adele');
    expect((await house.api(adele, 'GET', path)).body).not.toHaveProperty('sections.0.entries.0');
    for (const who of everybody.filter((one) => one !== alex && one !== megan)) {
      expect(text((await house.api(who, 'GET', '/together')).body)).not.toContain('presenting');
    }
  });

  it('is begun and ends later where the only one is paused: no answer at once tells it', async () => {
    const { house, starts, pathIn, sees } = few;
    await shares(megan, 'coach');
    await house.pass('2026-11-24T06:00:00Z');
    await house.say(megan, 'pause 2 weeks');
    await house.pass('2026-11-24T08:30:00Z');
    const path = pathIn(await starts(alex, 'coach for presenting'));
    expect(text(await sees(alex, path))).toContain('Colleagues who can coach');
    await house.pass('2026-11-27T16:00:00Z');
    expect(text((await house.api(alex, 'GET', '/me')).body.open)).toContain('Nobody is available');
  });

  it('zegt dat niemand het deelt voor er iemand gevraagd wordt', async () => {
    const { house, starts } = few;
    const answer = await starts(sanne, 'coach voor orgelspelen', {}, dutch);
    expect(text(answer.body)).toContain('Niemand deelt dit nog');
    const [said] = await house.mention(alex, 'coach for presenting');
    expect(textOf(said)).not.toContain('presenting');
  });
});
