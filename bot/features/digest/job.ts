import { type PersonId, personId, type TeamId, type TenantContext, teamId } from '#bot/core/ids';
import {
  dayIn,
  type Instant,
  type IsoWeek,
  isoInstant,
  weekBefore,
  weekdayOf,
  weekIn,
} from '#bot/core/time';
import { deliver, type Plan } from '#bot/delivery/deliver';
import { reindexSoon } from '#bot/delivery/schedule';
import { digestCard } from '#bot/features/digest/card';
import { compute } from '#bot/features/digest/compute';
import { type DigestDeps, explains, wantedIn } from '#bot/features/digest/explain';
import { weekOf } from '#bot/features/digest/facts';
import {
  firstDigestDue,
  mayWait,
  nightlyDue,
  sendAt,
  weekToTell,
  zoneOfTeam,
} from '#bot/features/digest/moment';
import {
  freezeOrganisation,
  loadOrganisation,
  organisationFigures,
  teamsWithGuests,
} from '#bot/features/digest/organisation';
import type { Digest } from '#bot/features/digest/record';
import { isNews } from '#bot/features/digest/rules';
import { freeze, loadPage, type TeamPage, tidyDigests } from '#bot/features/digest/store';
import { digestIn } from '#bot/features/digest/topics';
import type { Deps, Feature, Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import type { Person } from '#bot/records/person';
import type { Team } from '#bot/records/team';
import { type Lang, languageFor, languages, wordsIn } from '#bot/strings/index';

/** A small team's digest looks again after this time whether the organisation's figures are there. */
const again = { hours: 1 };

export const digestJobs = (
  digest: Omit<DigestDeps, 'unshareSkill' | 'foundByName'>,
): NonNullable<Feature['jobs']> => ({
  digest: digestJob(digest),
  'digest-send': sendJob(digest),
  nightly: nightlyJob(digest),
});

/** Freezes the digest of the week that has ended, and hands it to the subscribers' deliveries. */
const digestJob =
  (digest: Pick<DigestDeps, 'deps' | 'topics'>): Job =>
  async (ctx, { who }, now) => {
    const { calendar, tables } = digest.deps;
    const id = teamId(who);
    const page = await loadPage(tables, ctx, id, weekIn(now, calendar.defaultZone));
    if (page.etag === undefined || page.team.left) return 'skipped';
    await scheduleDue(tables, ctx, [firstDigestDue(page.team, now, calendar)]);
    if (page.team.off.includes('digest')) return 'skipped';
    const week = weekToTell(page.team, now, calendar);
    let frozen = page.digests.find((one) => one.week === week);
    if (frozen === undefined) {
      frozen = await computeAndFreeze(digest, ctx, page, week, now);
      if (frozen === undefined) {
        await scheduleDue(tables, ctx, [{ at: now.add(again), kind: 'digest', who }]);
        return 'later';
      }
      await tidyDigests(tables, ctx, id, week);
    }
    const before = page.digests.findLast((one) => one.week < week);
    // It stands in the tab all the same.
    if (!isNews(frozen, before)) return 'done';
    const subscribers = page.members.filter((member) => member.digest);
    await scheduleDue(
      tables,
      ctx,
      subscribers.map((member) => sendDue(week, member.id, id, now)),
    );
    return 'done';
  };

async function computeAndFreeze(
  { deps: { calendar, tables }, topics }: Pick<DigestDeps, 'deps' | 'topics'>,
  ctx: TenantContext,
  page: TeamPage,
  week: IsoWeek,
  now: Instant,
): Promise<Digest | undefined> {
  const zone = zoneOfTeam(page.team, calendar);
  const waits = mayWait(page.team, now, calendar);
  const computed = await compute(tables, ctx, page, weekOf(week, zone), waits, topics);
  if (computed === undefined) return undefined;
  const monday = weekdayOf(dayIn(now, zone)) === 1;
  const roster = monday ? { week: weekIn(now, zone), size: computed.next } : undefined;
  return freeze(tables, ctx, page, computed.digest, roster);
}

/** One subscriber's delivery: which week, to whom, of which team. */
const sendDue = (week: IsoWeek, person: PersonId, team: TeamId, at: Instant): Due => ({
  at,
  kind: 'digest-send',
  who: [week, person, team].join('~'),
});

/** Sends a frozen digest to one subscriber, once: the claim is named by team and week. */
const sendJob =
  ({ called, deps, shareSkill }: Pick<DigestDeps, 'called' | 'deps' | 'shareSkill'>): Job =>
  async (ctx, { who }, now) => {
    const { calendar, links, tables } = deps;
    const [week = '', person = '', ...rest] = who.split('~');
    const to = personId(person);
    const team = teamId(rest.join('~'));
    const page = await loadPage(tables, ctx, team, week, 0);
    const frozen = page.digests.find((one) => one.week === week);
    const member = page.members.find(({ id }) => id === to);
    const claim = `digest-${team}-${week}`;
    const over = (why: string) => ({ leave: 'skipped', over: [claim, why] }) as const;
    const plan = ({ profile, sent }: Person): Plan => {
      const before = sent.find(({ key }) => key === claim)?.outcome;
      if (before !== undefined && before !== 'waiting' && before !== 'sending') {
        return { leave: 'stale' };
      }
      if (frozen === undefined || member?.digest !== true) return over('NotSubscribed');
      const at = sendAt(profile, member.digestAsked === true, now, calendar);
      if (at === undefined) return over('Late');
      if (isoInstant(at) === isoInstant(now)) return { send: { key: claim } };
      return { leave: 'later', change: { due: [sendDue(week, to, team, at)] } };
    };
    return deliver(deps, {
      ctx,
      to,
      due: { kind: 'digest-send', who },
      now,
      plan,
      compose: async (person) => {
        if (frozen === undefined) throw new Error('a claim without a digest');
        const { profile } = person;
        const lang = languageFor(profile.language, profile.locale);
        const digest = digestIn(frozen, called, lang);
        const acted =
          page.team.acts[digest.suggestion] === weekIn(now, zoneOfTeam(page.team, calendar));
        const { card, summary } = digestCard(wordsIn(lang), lang, {
          team,
          digest,
          subscribed: true,
          available: !acted,
          explain: wantedIn(digest)
            .map(({ topic }) => topic)
            .filter((topic) => !explains({ shareSkill }, person, topic, now)),
          tab: links.tab(to, 'team'),
        });
        return { card, text: summary };
      },
    });
  };

/**
 * Once a night, one pass over everybody: the organisation's figures of the week that has ended,
 * and how many offer each topic. Makes sure as well that every team's next digest is planned.
 */
const nightlyJob =
  ({ deps, shortages, topics }: Pick<DigestDeps, 'deps' | 'shortages' | 'topics'>): Job =>
  async (ctx, _, now) => {
    const { calendar, tables } = deps;
    await scheduleDue(tables, ctx, [nightlyDue(now, calendar)]);
    const guests = new Set<string>();
    const teams: Team[] = [];
    for await (const { team, guests: ids } of teamsWithGuests(tables, ctx)) {
      for (const id of ids) guests.add(id);
      teams.push(team);
      await scheduleDue(tables, ctx, [firstDigestDue(team, now, calendar)]);
    }
    const zone = calendar.defaultZone;
    const week = weekBefore(weekIn(now, zone));
    const bounds = weekOf(week, zone);
    const { people, unread } = await organisationFigures(
      tables,
      ctx,
      bounds,
      guests,
      // As with wishes: four weeks back.
      await shortages(ctx, { from: bounds.recent, to: bounds.to }),
      topics,
      languageOfMost(teams),
    );
    if ((await loadOrganisation(tables, ctx, week)) === undefined) {
      await freezeOrganisation(tables, ctx, week, people);
    }
    // Nor are they counted as help.
    await scheduleDue(
      tables,
      ctx,
      unread.map((person) => reindexSoon(person, now)),
    );
    return 'done';
  };

/** The language that most teams read: the names of the organisation's topics are in it. */
const languageOfMost = (teams: readonly Team[]): Lang => {
  const readers = (lang: Lang) => teams.filter(({ language }) => language === lang).length;
  return [...languages].sort((a, b) => readers(b) - readers(a))[0] ?? 'en';
};

/** Plans the night's pass; the same row however many processes start. */
export const planNightly = ({ calendar, clock, tables }: Deps, ctx: TenantContext): Promise<void> =>
  scheduleDue(tables, ctx, [nightlyDue(clock.now(), calendar)]);
