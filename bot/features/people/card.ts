import { type Button, button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { cardTemplate, finish } from '#bot/cards/render';
import { firstName } from '#bot/core/first-name';
import type { Translate } from '#bot/core/i18n';
import type { Period } from '#bot/core/sentences/when';
import { addDays, type Day } from '#bot/core/time';
import pauseJson from '#bot/features/people/cards/pause.json';
import type { Card, Links, Viewer } from '#bot/ports';
import type { Person } from '#bot/records/person';
import { languages, wordsIn } from '#bot/strings/index';

/** *Count me in* and *Not now*, as on the welcome card and the channel post. */
const consentButton = (t: Translate): Button => ({
  title: t('people.in.button'),
  verb: 'people.in',
  style: 'positive',
});

/** Asking needs no yes: it is a press of one's own. */
const askButton = (t: Translate): Button => ({ title: t('people.unknown.ask'), verb: 'help.pick' });

/** What the bot does, what it keeps, who sees what; shown once ever, in another language on a press. */
export function welcomeCard({ t, lang, person }: Viewer, links: Links): Card {
  const others = languages.filter((other) => other !== lang);
  return note({
    title: t('people.welcome.title', { name: firstName(person.profile.name) ?? 'none' }),
    image: { url: links.badge('welcome'), alt: t('people.welcome.picture') },
    lines: [t('people.welcome.what'), t('people.welcome.kept'), t('people.welcome.sees')],
    footer: t('people.welcome.choice'),
    buttons: [
      // Somebody may have said yes in a channel before.
      ...(person.profile.consent.state === 'in'
        ? []
        : [consentButton(t), { title: t('people.notNow.button'), verb: 'people.not-now' }]),
      askButton(t),
      { title: t('common.openTab'), url: links.tab(person.id) },
      ...others.map((language) => ({
        // In its own words, for who reads no other.
        title: wordsIn(language)(`common.language.${language}`),
        verb: 'people.welcome',
        data: { language, by: ownerOf(person.id) },
      })),
    ],
  });
}

/** What the welcome turns into after a yes: when the first card comes, and what to do meanwhile. */
export const inCard = (
  person: Person,
  lines: readonly string[],
  { t }: Viewer,
  links: Links,
): Card =>
  note({
    title: t('people.in.title'),
    lines,
    buttons: [
      ...(person.open.length === 0
        ? []
        : [{ title: t('delivery.openForYou'), url: links.tab(person.id, 'for-you') }]),
      { title: t('common.openTab'), url: links.tab(person.id) },
      askButton(t),
      { title: t('people.help.checkin'), verb: 'checkin.open' },
    ],
  });

/** What it turns into after *Not now*; the way back stays open. */
export const notNowCard = ({ t }: Viewer, line: string): Card =>
  note({ lines: [line], buttons: [consentButton(t)] });

/** The one post in a channel when the bot is added to a team. */
export const teamCard = (t: Translate, links: Links): Card =>
  note({
    title: t('people.team.title'),
    image: { url: links.badge('team'), alt: t('people.team.picture') },
    lines: [t('people.team.what')],
    footer: t('people.team.choice'),
    buttons: [consentButton(t)],
  });

export function helpCard({ t, person }: Viewer, links: Links): Card {
  return note({
    title: t('people.help.title'),
    lines: [
      t('people.help.learn'),
      t('people.help.thank'),
      t('people.help.moment'),
      t('people.help.team'),
      t('people.help.data'),
    ],
    buttons: [
      ...(person.profile.consent.state === 'in' ? [] : [consentButton(t)]),
      { title: t('people.help.checkin'), verb: 'checkin.open' },
      { title: t('people.help.profile'), url: links.tab(person.id) },
    ],
  });
}

/** What did not reach me: ways on, in the reader's language. */
export function unknownCard({ t }: Viewer, meant: string | undefined): Card {
  const ways: Button[] = [
    askButton(t),
    { title: t('people.unknown.thank'), verb: 'thanks.open', data: { to: [], skill: '' } },
    { title: t('people.help.checkin'), verb: 'checkin.open' },
    { title: t('people.unknown.data'), verb: 'privacy.data' },
    { title: t('people.unknown.pause'), verb: 'people.ask-pause' },
    { title: t('people.unknown.stop'), verb: 'people.stop' },
  ];
  const said = note({
    title: t('people.unknown'),
    lines: [t(meant === undefined ? 'people.unknown.line' : 'people.meant')],
  });
  const command: Button[] =
    meant === undefined
      ? []
      : [{ title: meant, verb: 'people.say', data: { text: meant }, style: 'positive' }];
  // A row holds three whole words in a narrow chat.
  const rows = [command, ways.slice(0, 3), ways.slice(3)].filter((row) => row.length > 0);
  const sets = rows.map((row) => ({ type: 'ActionSet', actions: row.map(button) }));
  return finish({ ...said, body: [...(said['body'] as readonly Card[]), ...sets] });
}

/** What was done, with the way back. */
export const saidCard = (_: Viewer, lines: readonly string[], buttons: readonly Button[]): Card =>
  note({ lines, buttons });

/** A question with one button. */
export const askCard = ({ person }: Viewer, question: string, press: Button): Card =>
  note({
    title: question,
    buttons: [
      'verb' in press
        ? { ...press, style: 'positive', data: { ...press.data, by: ownerOf(person.id) } }
        : press,
    ],
  });

/** Back after *stop*: what a yes means, before it is pressed. */
export const inAgainCard = ({ t }: Viewer): Card =>
  note({
    title: t('people.back.title'),
    lines: [t('people.welcome.choice')],
    buttons: [consentButton(t)],
  });

/** Somebody is new here: where to begin. */
export const newcomerCard = ({ t, person }: Viewer, links: Links): Card =>
  note({
    title: t('people.new.title'),
    lines: [t('people.new.line')],
    buttons: [
      ...(person.profile.consent.state === 'in' ? [] : [consentButton(t)]),
      askButton(t),
      { title: t('people.help.checkin'), verb: 'checkin.open' },
      { title: t('people.help.profile'), url: links.tab(person.id) },
    ],
  });

const expandPause = cardTemplate<object>(pauseJson);

/** The days of a pause, to look at and to change before anything is kept. */
export function pauseCard({ t, person }: Viewer, { from, until }: Period, today: Day): Card {
  const card = expandPause({
    title: t('people.away.title'),
    line: t('people.away.line'),
    from: { label: t('people.away.from'), value: from ?? today },
    until: { label: t('people.away.until'), value: until },
    error: t('people.away.error'),
    today,
    last: addDays(today, longestPause),
    seen: t('common.sees.you'),
  });
  const press = button({
    title: t('people.away.button'),
    verb: 'people.pause',
    data: { by: ownerOf(person.id) },
    style: 'positive',
  });
  return finish({ ...card, actions: [press] });
}

/** Days. */
const longestPause = 365;
