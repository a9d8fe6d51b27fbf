import { createHash } from 'node:crypto';
import ical, { ICalEventClass } from 'ical-generator';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { dayIn, type Instant, instantOf } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { mailsOf, teamsForm } from '#bot/meeting/teams';
import type { Deps, File } from '#bot/ports';
import { keyedHash } from '#bot/records/forgotten';
import type { Profile } from '#bot/records/profile';

/** Days after the meeting that a link still works. */
const validDays = 2;

/** Names a meeting to the feature it belongs to; sealed in the link. */
export type MeetingFacts = Readonly<Record<string, string>>;

/**
 * The time that the last calendar file of a meeting was for, and its `SEQUENCE`; kept with the
 * meeting. A calendar moves its entry only for a higher one: otherwise the old time stays.
 */
export const issueSchema = z.object({ at: z.string(), sequence: z.number().int() });
type Issue = z.infer<typeof issueSchema>;

/** @returns undefined when the last file was for this time as well: there is nothing to keep */
export const nextIssue = (last: Issue | undefined, at: string): Issue | undefined =>
  last?.at === at ? undefined : { at, sequence: (last?.sequence ?? 0) + 1 };

/** A meeting as it stands in somebody's calendar. */
export interface CalendarEntry {
  /** The same for the same meeting, so that another time moves the entry. */
  readonly id: string;
  readonly sequence: number;
  /** Whose calendar it is for, as far as the day in the file's name goes. */
  readonly reader: { readonly profile: Pick<Profile, 'zone'> };
  readonly minutes: number;
  readonly title: string;
  readonly text: string;
  /** The others, for a link to a chat with them and for Teams' own form. */
  readonly others: readonly string[];
}

type Tools = Pick<Deps, 'tables' | 'links' | 'calendar' | 'messenger'>;

/** What the address of a calendar file asks for in its place: Teams' own form. */
const inTeams = 'teams';
/** From the address of a calendar file, that of Teams' form: who is in it is looked up when it is opened. */
export const teamsLink = (file: string): string => `${file}?as=${inTeams}`;

/** What a link is sealed with: nobody without the tenant's own secret reads or makes one. */
async function sealOf({ tables }: Pick<Tools, 'tables'>, ctx: TenantContext): Promise<Uint8Array> {
  const hashOf = await keyedHash(tables, ctx);
  return createHash('sha256')
    .update(`calendar ${hashOf('calendar links')}`)
    .digest();
}

/**
 * Links to the calendar files of some times: sealed, so that they tell nothing by themselves.
 * @param kind the kind of file, as the feature registers it
 * @returns the link of one of these times; '' for any other
 */
export async function calendarLinks(
  tools: Pick<Tools, 'tables' | 'links'>,
  ctx: TenantContext,
  kind: string,
  facts: MeetingFacts,
  times: readonly string[],
): Promise<(at: string) => string> {
  const links = new Map<string, string>();
  if (times.length > 0) {
    const seal = await sealOf(tools, ctx);
    for (const at of times) {
      const ends = instantOf(at).add({ hours: 24 * validDays });
      const token = await new EncryptJWT({ facts, at })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(kind)
        .setExpirationTime(Math.floor(ends.epochMilliseconds / 1_000))
        .encrypt(seal);
      links.set(at, tools.links.file(`${kind}/${token}`));
    }
  }
  return (at) => links.get(at) ?? '';
}

const payload = z.object({ facts: z.record(z.string(), z.string()), at: z.string() });

/**
 * The file behind a link, as long as the meeting stands.
 * @param entryOf undefined once nobody means to meet then any more
 */
export const calendarFile =
  (
    tools: Tools,
    kind: string,
    entryOf: (
      ctx: TenantContext,
      facts: MeetingFacts,
      at: string,
    ) => Promise<CalendarEntry | undefined>,
  ): File =>
  async (ctx, token, now, as) => {
    const opened = await open(tools, ctx, kind, token, now);
    if (opened === undefined) return undefined;
    const entry = await entryOf(ctx, opened.facts, opened.at);
    if (entry === undefined) return undefined;
    const { reader, sequence, title, text, minutes, others } = entry;
    if (as === inTeams) {
      const attendees = await mailsOf(tools, ctx, others);
      return { location: teamsForm({ title, at: opened.at, minutes }, attendees) };
    }
    const start = instantOf(opened.at);
    // Without a name: Outlook opens a second calendar for a file that has one.
    const file = ical({ prodId: { company: 'Pass It On', product: kind } });
    const chat = tools.links.talk(others, '');
    file.createEvent({
      id: `${entry.id}@pass-it-on`,
      sequence,
      start: new Date(start.epochMilliseconds),
      end: new Date(start.add({ minutes }).epochMilliseconds),
      stamp: new Date(now.epochMilliseconds),
      // Whoever may look into the calendar sees that the time is taken, not for what: a wish is private.
      class: ICalEventClass.PRIVATE,
      summary: title,
      description: text,
      ...(chat === undefined ? {} : { url: chat }),
    });
    const day = dayIn(start, zoneOf(reader.profile, tools.calendar));
    return {
      type: 'text/calendar; charset=utf-8',
      name: `pass-it-on-${day}.ics`,
      body: file.toString(),
    };
  };

async function open(
  tools: Pick<Tools, 'tables'>,
  ctx: TenantContext,
  kind: string,
  token: string,
  now: Instant,
): Promise<z.infer<typeof payload> | undefined> {
  try {
    const { payload: claims } = await jwtDecrypt(token, await sealOf(tools, ctx), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      audience: kind,
      currentDate: new Date(now.epochMilliseconds),
    });
    return payload.parse(claims);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
