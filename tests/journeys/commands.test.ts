import type { Somebody } from '#tests/cast';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan } = cast;

/** What a new user types, and what the answer must say: the next step. */
describe('what somebody types who has not read anything', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    await house.say(megan, 'share SQL');
    await house.pass('2026-11-23T09:01:00Z');
  });
  afterAll(() => house.close());

  /** The answer itself; what was due meanwhile may come beside it. */
  const reply = async (who: Somebody, text: string, locale = 'en-GB') => {
    const answers = (await house.say(who, text, { locale })).filter(
      ({ activity }) => activity['replyToId'] !== undefined,
    );
    expect(answers).toHaveLength(1);
    return answers[0];
  };
  const answer = async (text: string, locale?: string): Promise<string> => {
    const one = await reply(alex, text, locale);
    return [textOf(one as never), one?.activity['text'] ?? ''].join(' ');
  };

  test.each([
    ['ask', 'Type *ask* and a skill'],
    ['ask SQL', 'Ask for help with “SQL”'],
    ['can somebody help me with SQL?', 'Ask for help with “SQL”'],
    ['ask juggling', 'Nobody shares “juggling” yet'],
    ['rounds', 'You’re not in a team'],
    ['my asks', 'You have no asks under way. Type *ask*'],
    ['share', 'What can you help with?'],
    ['share Excel', 'You can help with “Excel”'],
    ['share Word, PowerPoint and Outlook', 'You can help with “Word”, “PowerPoint”, and “Outlook”'],
    ['wish SQL, Python', 'You’d like to learn “SQL” and “Python”'],
    ['wish public speaking', 'You’d like to learn “public speaking”'],
    ['aks SQL', 'ask SQL'],
    ['shar Knitting', 'share Knitting'],
    ['wihs Dutch', 'wish Dutch'],
    ['ruonds', 'rounds'],
    ['my aks', 'my asks'],
    ['digets', 'digest'],
    ['profle', 'profile'],
    ['aks *bold* <at>all</at>', 'ask *bold* all'],
    ['the neighbour has a boat', 'This is what people mostly want'],
  ])('“%s” is answered with “%s”', async (typed, said) => {
    expect(await answer(typed)).toContain(said);
  });

  test.each([
    ['vraag', 'Typ *vraag* en een vaardigheid'],
    ['vraag SQL', 'Vraag hulp bij “SQL”'],
    ['rondes', 'Je zit nog niet in een team'],
    ['mijn vragen', 'Je hebt geen vragen lopen. Typ *vraag*'],
    ['deel Word, Outlook', 'Je kunt helpen met “Word” en “Outlook”'],
    ['wens SQL', 'SQL'],
    ['vrag SQL', 'vraag SQL'],
    ['dele Breien', 'deel Breien'],
    ['wesn Breien', 'wens Breien'],
    ['rodnes', 'rondes'],
    ['overzciht', 'overzicht'],
    ['mijn vraagen', 'mijn vragen'],
    ['de buurman heeft een boot', 'Dit willen de meeste mensen'],
  ])('„%s” krijgt als antwoord „%s”', async (typed, said) => {
    await house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });
    expect(await answer(typed, 'nl-NL')).toContain(said);
    await house.api(alex, 'PATCH', '/me/settings', { language: 'en' });
  });

  test('*my asks* shows the one that waits as its card, and several as lines', async () => {
    const ask = (op: string) =>
      house.api(alex, 'POST', '/asks', {
        op,
        skill: 'SQL',
        what: 'A join that loses rows.',
        minutes: 15,
        by: '2026-12-04',
      });
    const first = (await ask('commands-1')).body;
    expect(await answer('my asks')).toContain('“SQL”: I’m asking.');
    const { open } = (await house.api(megan, 'GET', '/me')).body;
    await house.api(megan, 'POST', `/open/${open[0].id}/yes`, {});
    const card = await reply(alex, 'my asks');
    expect(textOf(card)).toContain('Megan Bowen will help you with “SQL”');
    expect(buttonsOf(card).map(({ title }) => title)).toContain('Other times');
    await ask('commands-2');
    const said = await answer('My asks?');
    expect(said).toContain('Megan Bowen will help you');
    expect(said).toContain('I’m asking.');
    // Whoever helps finds it the same way.
    expect(textOf(await reply(megan, 'my asks'))).toContain('You help Alex Wilber');
    await house.api(alex, 'POST', `/asks/${first.id}/withdraw`, {});
  });
});
