import { createHash } from 'node:crypto';
import ical from 'ical-generator';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { dayIn, type Instant, instantOf } from '#bot/core/time';
import { viewerOf } from '#bot/delivery/moment';
import { zoneOf } from '#bot/delivery/rules';
import type { HelpDeps } from '#bot/features/help/deps';
import { readAsk } from '#bot/features/help/store';
import type { File } from '#bot/ports';
import { keyedHash } from '#bot/records/forgotten';
import { loadPerson } from '#bot/records/person';

/** Where the calendar files are, below /files. */
export const calendarFiles = 'calendar';
/** Days after the meeting that a link still works. */
const validDays = 2;

const payload = z.object({
  /** Asker, ask, and whose calendar it is for: the asker's or the helper's. */
  a: z.string(),
  k: z.string(),
  s: z.enum(['mine', 'given']),
  /** ISO instant of the meeting. */
  at: z.string(),
});

/** What a link is sealed with: nobody without the tenant's own secret reads or makes one. */
async function sealOf({ tables }: HelpDeps['deps'], ctx: TenantContext): Promise<Uint8Array> {
  const hashOf = await keyedHash(tables, ctx);
  return createHash('sha256')
    .update(`calendar ${hashOf('calendar links')}`)
    .digest();
}

export interface Meeting {
  readonly asker: PersonId;
  readonly ask: string;
  readonly side: 'mine' | 'given';
}

/** Links to the calendar files of some times: sealed, so that they tell nothing by themselves. */
export async function calendarLinks(
  { deps }: HelpDeps,
  ctx: TenantContext,
  { asker, ask, side }: Meeting,
  times: readonly string[],
): Promise<(at: string) => string> {
  const links = new Map<string, string>();
  if (times.length > 0) {
    const seal = await sealOf(deps, ctx);
    for (const at of times) {
      const ends = instantOf(at).add({ hours: 24 * validDays });
      const token = await new EncryptJWT({ a: asker, k: ask, s: side, at })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(ends.epochMilliseconds / 1_000))
        .encrypt(seal);
      links.set(at, deps.links.file(`${calendarFiles}/${token}`));
    }
  }
  return (at) => links.get(at) ?? '';
}

/** The file behind a link, as long as the two still mean to meet then. */
export const calendarFile =
  (help: HelpDeps): File =>
  async (ctx, token, now) => {
    const { tables, calendar, links } = help.deps;
    const opened = await open(help, ctx, token, now);
    if (opened === undefined) return undefined;
    const asker = personId(opened.a);
    const kept = await readAsk(tables, ctx, asker, opened.k);
    const state = kept?.ask.state;
    if (kept === undefined || state === undefined) return undefined;
    const times = state.is === 'accepted' ? state.slots : state.is === 'planned' ? [state.at] : [];
    if (!times.includes(opened.at) || !('helper' in state) || state.helper.id === '') {
      return undefined;
    }
    const helper = personId(state.helper.id);
    const [reader, other] = await Promise.all(
      (opened.s === 'mine' ? [asker, helper] : [helper, asker]).map((id) =>
        loadPerson(tables, ctx, id),
      ),
    );
    if (reader === undefined || other === undefined) return undefined;
    const { t } = viewerOf(reader, now);
    const { ask } = kept;
    const start = instantOf(opened.at);
    const file = ical({
      name: t('common.app'),
      prodId: { company: 'Pass It On', product: 'help' },
    });
    const chat = links.talk([other.id], '');
    file.createEvent({
      id: `${opened.k}@pass-it-on`,
      start: new Date(start.epochMilliseconds),
      end: new Date(start.add({ minutes: ask.minutes }).epochMilliseconds),
      stamp: new Date(now.epochMilliseconds),
      summary: t('help.calendar.title', {
        skill: ask.skill.name,
        name: other.profile.name || t('common.colleague'),
      }),
      description: t('help.calendar.text', { what: ask.what }),
      ...(chat === undefined ? {} : { url: chat }),
    });
    const day = dayIn(start, zoneOf(reader.profile, calendar));
    return {
      type: 'text/calendar; charset=utf-8',
      name: `pass-it-on-${day}.ics`,
      body: file.toString(),
    };
  };

async function open(
  { deps }: HelpDeps,
  ctx: TenantContext,
  token: string,
  now: Instant,
): Promise<z.infer<typeof payload> | undefined> {
  try {
    const { payload: claims } = await jwtDecrypt(token, await sealOf(deps, ctx), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      currentDate: new Date(now.epochMilliseconds),
    });
    return payload.parse(claims);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
