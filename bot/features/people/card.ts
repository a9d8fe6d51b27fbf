import { type Button, note } from '#bot/cards/note';
import { firstName } from '#bot/core/first-name';
import type { Translate } from '#bot/core/i18n';
import type { Card, Links, Viewer } from '#bot/ports';
import type { Person } from '#bot/records/person';

/** *Count me in* and *Not now*, as on the welcome card and the channel post. */
const consentButton = (t: Translate): Button => ({
  title: t('people.in.button'),
  verb: 'people.in',
  style: 'positive',
});

/** What the bot does, what it keeps, who sees what; shown once ever. */
export function welcomeCard({ t, person }: Viewer, links: Links): Card {
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
      { title: t('common.openTab'), url: links.tab(person.id) },
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
      { title: t('common.openTab'), url: links.tab(person.id) },
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
