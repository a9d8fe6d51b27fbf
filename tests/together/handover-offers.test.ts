import { addDays, instantAt, isoInstant } from '#bot/core/time';
import { onlyDay } from '#bot/features/howto/only';
import { cast } from '#tests/cast';
import { filledIn } from '#tests/fakes/teams';
import { textOf } from '#tests/house';
import { dutch, type Few, openFew, text } from '#tests/practice/few';
import { cardOf, pressOn } from '#tests/practice/press';

const { alex, megan, sanne, daan } = cast;

let few: Few;
beforeEach(async () => {
  few = await openFew();
});
afterEach(() => few.house.close());

const at = (day: string, time: string): string =>
  isoInstant(instantAt(day, time, 'Europe/Amsterdam'));

describe('the offers to leave something', () => {
  it('asks who alone shares a topic once a quarter, and changes nothing of anybody else', async () => {
    const { house, waits } = few;
    await house.say(alex, 'digest');
    await house.say(megan, 'share Etruscan pottery');
    await house.say(megan, 'share Excel');
    await house.say(alex, 'share Excel');
    const day = onlyDay(megan.id, '2027-01-01');
    const title = 'You’re the only one who shares “Etruscan pottery”';
    await house.pass(at(day, '03:29'));
    expect(await waits(megan)).not.toContain(title);
    const before = await few.ofOthers(megan);
    await house.pass(at(day, '03:31'));
    expect(await waits(megan)).toContain(title);
    expect(await few.ofOthers(megan)).toBe(before);
    for (const who of [alex, daan]) expect((await waits(who)).join()).not.toContain('the only one');

    const open = (await house.api(megan, 'GET', '/me')).body.open;
    const item = open.find((one: { title: string }) => one.title === title);
    const not = await house.api(megan, 'POST', `/open/${item.id}/no`, {});
    expect(text(not.body)).toContain('leave it at that');
    await house.pass(at(addDays(day, 2), '12:00'));
    expect(await waits(megan)).not.toContain(title);
  });

  it('biedt bij een pauze van twee weken drie stappen aan, en bij een kortere niet', async () => {
    const { house } = few;
    await house.say(sanne, 'taal nl');
    const [short] = await house.say(sanne, 'pauze 1 week', dutch);
    expect(textOf(short)).toContain('Ik houd me stil');
    expect(textOf(short)).not.toContain('Drie stappen');
    const before = await few.ofOthers(sanne);
    const [long] = await house.say(sanne, 'pauze 2 weken', dutch);
    expect(textOf(long)).toContain('Ik houd me stil tot en met');
    const form = await pressOn(house, sanne, long?.activity, 'Drie stappen schrijven', {}, dutch);
    expect(filledIn(cardOf(form))).toMatchObject({ 'f.steps': '' });
    expect(await few.ofOthers(sanne)).toBe(before);
  });
});
