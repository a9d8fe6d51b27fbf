import { no, type Outcome, ok } from '#bot/core/outcome';
import { type Period, periodIn } from '#bot/core/sentences/when';
import { table } from '#bot/core/table';
import { type Day, Temporal } from '#bot/core/time';
import type { PersonFacts } from '#bot/doors/dispatch';
import type { Profile, Reach } from '#bot/records/profile';
import { type Lang, languages } from '#bot/strings/index';

/** What an activity tells that the record does not say yet; undefined when nothing is new. */
export function learnt(
  profile: Profile,
  facts: PersonFacts & { readonly conversation?: Profile['conversation'] },
): Partial<Profile> | undefined {
  const { conversation } = facts;
  const patch = {
    ...(facts.name !== undefined && facts.name !== profile.name ? { name: facts.name } : {}),
    ...(facts.teamsId !== undefined && facts.teamsId !== profile.teamsId
      ? { teamsId: facts.teamsId }
      : {}),
    ...(facts.locale !== undefined && facts.locale !== profile.locale
      ? { locale: facts.locale }
      : {}),
    ...(facts.zone !== undefined && !profile.zoneChosen && facts.zone !== profile.zone
      ? { zone: facts.zone }
      : {}),
    ...(facts.country !== undefined && !profile.countryChosen && facts.country !== profile.country
      ? { country: facts.country }
      : {}),
    ...(conversation !== undefined &&
    (conversation.id !== profile.conversation?.id ||
      conversation.serviceUrl !== profile.conversation.serviceUrl)
      ? { conversation }
      : {}),
    // In the tab they read first what was announced, and may say so themselves.
    ...(profile.accountGone === undefined || conversation === undefined
      ? {}
      : { accountGone: undefined }),
    ...(profile.silent || profile.ignored > 0 ? { silent: false, ignored: 0 } : {}),
    ...reachAfter(profile.reach, conversation !== undefined),
  } as Partial<Profile>;
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/**
 * A sign of life: they may be written to again. Only in their own chat does it tell that the chat is
 * open; from elsewhere it stays known that the last message was refused.
 */
function reachAfter(reach: Reach, inChat: boolean): Partial<Profile> {
  if (reach.state === 'unreachable') {
    return { reach: { state: 'ok', ...(inChat ? {} : { refused: reach.why }) } };
  }
  const isDoubted = reach.notFound !== undefined || reach.refused !== undefined;
  return inChat && isDoubted ? { reach: { state: 'ok' } } : {};
}

export { step } from '#bot/core/learning';

/** The language a person names: its code, or its name in either language. */
export function languageNamed(text: string): Lang | undefined {
  const lower = text.trim().toLowerCase();
  return languages.find((language) => language === lower) ?? languageNames[lower];
}

const languageNames: Readonly<Record<string, Lang>> = table({
  english: 'en',
  engels: 'en',
  dutch: 'nl',
  nederlands: 'nl',
});

const longestPause = { months: 12 };

/**
 * The days of a pause from what somebody typed: "2 weeks", "until 5 January", "tot 5-1", "next
 * week"; nothing is two weeks. A day alone is the last one, and a past date its next occurrence.
 */
export function pauseIn(text: string, today: Day): Outcome<Period> {
  const start = Temporal.PlainDate.from(today);
  if (text.trim() === '') return ok({ until: start.add({ days: 13 }).toString() });
  const period = periodIn(text, today);
  if (period === undefined) return no('people.pause.unclear');
  return pauseFits(period.from === period.until ? { until: period.until } : period, today);
}

/** A pause ends within a year. */
export function pauseFits({ from, until }: Period, today: Day): Outcome<Period> {
  const last = Temporal.PlainDate.from(today).add(longestPause).toString();
  if (until > last) return no('people.pause.long');
  if (until < today || (from !== undefined && from > until)) return no('people.pause.unclear');
  return ok(from === undefined || from <= today ? { until } : { from, until });
}
