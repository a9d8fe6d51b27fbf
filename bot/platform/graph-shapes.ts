import { findIana } from 'windows-iana';
import { z } from 'zod';
import { personId } from '#bot/core/ids';
import type { Span } from '#bot/core/slots';
import { isZone, Temporal } from '#bot/core/time';
import {
  type DirectoryChange,
  type MailboxSettings,
  type NotTold,
  notTold,
  type Taken,
  type Told,
  told,
} from '#bot/platform/organisation';

// What of Microsoft Graph's answers is read. Whatever else they carry ends here: a schedule brings
// subjects and places along, and a schema that does not name them drops them.

/** An IANA zone for what a mailbox calls its zone: that or a name of Windows. */
function zoneNamed(name: string): string | undefined {
  if (name !== '' && isZone(name)) return name;
  const [zone] = findIana(name as Parameters<typeof findIana>[0]);
  return zone !== undefined && isZone(zone) ? zone : undefined;
}

const dateTime = z.object({ dateTime: z.string(), timeZone: z.string().default('UTC') });

/** @returns milliseconds since 1970; undefined when it names no moment */
function momentOf({ dateTime: text, timeZone }: z.infer<typeof dateTime>): number | undefined {
  const zone = zoneNamed(timeZone);
  if (zone === undefined) return undefined;
  try {
    // Seven digits of a second, and at times a `Z` that says no more than the zone does.
    const wall = Temporal.PlainDateTime.from(text.replace(/Z$/, '').slice(0, 19));
    return wall.toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

const scheduleItem = z.object({
  status: z.string().nullish(),
  start: dateTime,
  end: dateTime,
});

/** One mailbox of `POST /users/{id}/calendar/getSchedule`. */
const schedule = z.object({
  scheduleId: z.string(),
  error: z.object({ responseCode: z.string().nullish() }).nullish(),
  scheduleItems: z.array(scheduleItem).nullish(),
});
export const scheduleAnswer = z.object({ value: z.array(schedule) });

/** By Exchange's own codes: https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
const refusals = ['ErrorNoFreeBusyAccess', 'ErrorAccessDenied'];
const missing = [
  'ErrorMailRecipientNotFound',
  'ErrorNonExistentMailbox',
  'ErrorMailboxMoveInProgress',
];

/** When somebody cannot be met, from what Graph told of their mailbox. */
export function takenFrom({ error, scheduleItems }: z.infer<typeof schedule>): Told<Taken> {
  if (error != null) {
    const code = error.responseCode ?? '';
    return notTold(refusals.includes(code) ? 'refused' : missing.includes(code) ? 'none' : 'away');
  }
  // A calendar that shows nothing but a merged view is one that was not told.
  if (scheduleItems == null) return notTold('away');
  const busy: Span[] = [];
  const tentative: Span[] = [];
  const outOfOffice: Span[] = [];
  for (const { status, start, end } of scheduleItems) {
    const into = listFor(status?.toLowerCase(), { busy, tentative, outOfOffice });
    if (into === undefined) continue;
    const [begin, over] = [momentOf(start), momentOf(end)];
    if (begin === undefined || over === undefined) return notTold('away');
    if (begin < over) into.push([begin, over]);
  }
  return told({ busy, tentative, outOfOffice });
}

function listFor(
  status: string | undefined,
  { busy, tentative, outOfOffice }: Readonly<Record<keyof Taken, Span[]>>,
): Span[] | undefined {
  // Working elsewhere is no reason not to meet; the merged view calls it free as well.
  if (status === 'free' || status === 'workingelsewhere') return undefined;
  if (status === 'tentative') return tentative;
  return status === 'oof' ? outOfOffice : busy;
}

/** `GET /users/{id}/calendar?$select=owner` */
export const calendarAnswer = z.object({ owner: z.object({ address: z.string().min(3) }) });

/** The answers of `POST /$batch`, in any order. */
export const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d/);

/** `GET /users/{id}/mailboxSettings?$select=timeZone,language,workingHours` */
export const mailboxAnswer = z.object({
  timeZone: z.string().nullish(),
  language: z.object({ locale: z.string().nullish() }).nullish(),
  workingHours: z
    .object({
      daysOfWeek: z.array(z.string()).nullish(),
      startTime: clockTime.nullish(),
      endTime: clockTime.nullish(),
      timeZone: z.object({ name: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

export function settingsFrom({
  timeZone,
  language,
  workingHours,
}: z.infer<typeof mailboxAnswer>): MailboxSettings {
  const zone = zoneNamed(timeZone ?? '') ?? zoneNamed(workingHours?.timeZone?.name ?? '');
  const from = workingHours?.startTime?.slice(0, 5);
  const to = workingHours?.endTime?.slice(0, 5);
  const days = (workingHours?.daysOfWeek ?? [])
    .map((day) => weekdays.indexOf(day.toLowerCase()) + 1)
    .filter((day) => day > 0);
  const locale = language?.locale ?? '';
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(from === undefined || to === undefined || from === to ? {} : { hours: { from, to } }),
    ...(days.length === 0 ? {} : { days }),
    ...(locale === '' ? {} : { locale }),
  };
}

const removed = z.object({ reason: z.string().nullish() }).nullish();

/** One page of `GET /users/delta?$select=accountEnabled,manager`. */
export const deltaAnswer = z.object({
  value: z.array(
    z.object({
      id: z.string().min(1),
      '@removed': removed,
      accountEnabled: z.boolean().nullish(),
      'manager@delta': z.array(z.object({ id: z.string(), '@removed': removed })).nullish(),
    }),
  ),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

export function changesFrom({ value }: z.infer<typeof deltaAnswer>): DirectoryChange[] {
  return value.map((user) => {
    const gone = user['@removed'] != null ? true : user.accountEnabled;
    // Who was replaced is told beside who came; the one who stands is the last that was not removed.
    const managers = user['manager@delta'];
    const manager = managers
      ?.filter((one) => one['@removed'] == null)
      .at(-1)
      ?.id.toLowerCase();
    return {
      id: personId(user.id.toLowerCase()),
      ...(user['@removed'] != null ? { gone: true } : gone == null ? {} : { gone: !gone }),
      ...(managers == null ? {} : { manager: manager === undefined ? null : personId(manager) }),
    };
  });
}

/** Graph's own error; of its message nothing is read. */
export const errorAnswer = z.object({ error: z.object({ code: z.string().nullish() }) });

/** What a status means, with Graph's own code where it says more. */
export function whyNot(status: number, code: string): NotTold {
  if (status === 429 || status === 503) return 'limited';
  if (status === 404 || status === 400) {
    return /^(ErrorInvalidUser|ErrorItemNotFound|MailboxNotEnabledForRESTAPI|Request_ResourceNotFound|ErrorNonExistentMailbox)/.test(
      code,
    )
      ? 'none'
      : 'away';
  }
  return status === 401 || status === 403 ? 'refused' : 'away';
}
