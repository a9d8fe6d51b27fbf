import { quoted } from '#bot/core/quoted';
import { kindName } from '#bot/features/admin/names';
import { languageNamed, pauseIn } from '#bot/features/people/rules';
import { rhythmNamed } from '#bot/features/rounds/rules';
import type { Log, Route } from '#bot/ports';
import { languages, messages, wordsIn } from '#bot/strings/index';
import { cast, type House, openHouse, textOf } from '#tests/house';

/** Words that every plain object of JavaScript answers to. */
const hostile = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
/** At the doors, where each is a turn of the whole house. */
const few = ['__proto__', 'constructor'];
const { alex, megan } = cast;

describe('words that every plain object knows', () => {
  let house: House;
  const failures: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (facts, message) => void failures.push(`${message} ${String(facts['err'])}`),
  };
  const broken = languages.map((lang) => wordsIn(lang)('common.refused.broken'));

  beforeAll(async () => {
    house = await openHouse({}, { log });
    await house.installTeam(alex, [alex, megan]);
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
  });
  beforeEach(() => failures.splice(0));
  afterEach(async () => {
    expect(failures).toEqual([]);
    expect((await house.api(alex, 'GET', '/me')).status).toBe(200);
    expect((await house.api(megan, 'GET', '/me')).status).toBe(200);
  });
  afterAll(() => house.close());

  it('are no language, month, weekday, unit, number of weeks, entity or kind', () => {
    for (const word of hostile) {
      expect(languageNamed(word)).toBeUndefined();
      for (const text of [word, `5 ${word}`, `until ${word} 5`, `2 ${word}`]) {
        expect(pauseIn(text, '2026-11-23').ok).toBe(false);
      }
      expect(rhythmNamed(`every ${word} weeks`)).toBeUndefined();
      expect(quoted(`&${word};`, 100)).toBe(`&${word};`);
      expect(kindName(wordsIn('en'), word)).toBe(word);
    }
  });

  it('are answered by every command, alone and behind a number', async () => {
    for (const word of few) {
      for (const { words } of house.app.features.flatMap(({ commands = [] }) => commands)) {
        const [feature = '', ...name] = words.split('.');
        const texts = messages.en as Readonly<Record<string, Readonly<Record<string, string>>>>;
        const command = texts[feature]?.[name.join('.')]?.split('|')[0]?.trim();
        for (const argument of [word, `until 5 ${word}`]) {
          const [answer] = await house.say(alex, `${command} ${argument}`);
          expect(textOf(answer as NonNullable<typeof answer>)).not.toBe('');
          for (const said of broken) {
            expect(textOf(answer as NonNullable<typeof answer>)).not.toContain(said);
          }
        }
      }
      await house.say(alex, word);
      await house.say(alex, 'language en');
    }
  });

  it('are no verb, data set, form or command of a message', async () => {
    const verbs = house.app.features.flatMap(({ actions = {} }) => Object.keys(actions));
    for (const word of few) {
      const unknown = await house.act(alex, word, {});
      expect(unknown.body.statusCode).toBe(200);
      for (const verb of verbs.filter((name) => name !== 'privacy.erase')) {
        const data = JSON.parse(
          `{"${word}":{"${word}":1},"list":"${word}","kind":"${word}","act":"${word}","item":"${word}",
            "id":"${word}","team":"${word}","badge":"${word}","level":"${word}","name":"${word}"}`,
        ) as object;
        expect((await house.act(alex, verb, data)).status).toBe(200);
      }
      for (const [name, value] of [
        ['application/search', { dataset: word, queryText: word }],
        ['composeExtension/fetchTask', { commandId: word }],
        ['composeExtension/query', { commandId: word, parameters: [{ name: word, value: word }] }],
      ] as const) {
        expect((await house.act(alex, word, {}, { name, value })).status).toBeLessThan(500);
      }
    }
  });

  it('are refused in every place of an address and every value of a call', async () => {
    const routes: readonly Route[] = house.app.features.flatMap(({ routes = [] }) => routes);
    for (const word of few) {
      for (const { method, path } of routes.filter(({ path: p }) => p !== '/me/erase')) {
        const address = path.replace(/:\w+/g, word);
        const fields = ['list', 'kind', 'level', 'badge', 'language', 'rhythm', 'answer', 'every'];
        const body = Object.fromEntries([...fields, word, 'name', 'text'].map((f) => [f, word]));
        const query = method === 'get' ? `?${new URLSearchParams(body)}` : '';
        const { status } = await house.api(
          alex,
          method.toUpperCase(),
          `${address}${query}`,
          method === 'get' ? undefined : body,
        );
        expect([path, status < 500]).toEqual([path, true]);
      }
      for (const address of [`/files/${word}/${word}`, `/badges/${word}`, `/${word}`]) {
        expect((await fetch(house.url + address)).status).toBe(404);
      }
    }
  });

  it('count as codes of a refusal like any other', async () => {
    for (const word of hostile) house.app.deps.control.count('refused', word);
    await house.app.deps.control.flush(10);
    await house.app.deps.control.refresh();
    const { totals } = house.app.deps.control;
    expect(totals?.refused['constructor']).toBe(1);
    expect(totals?.refused['toString']).toBe(1);
  });
});
