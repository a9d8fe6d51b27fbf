import type { TokenCredential } from '@azure/identity';
import {
  Client,
  type Context,
  GraphError,
  HTTPMessageHandler,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import type { z } from 'zod';
import type { PersonId } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import {
  batchAnswer,
  calendarAnswer,
  changesFrom,
  deltaAnswer,
  errorAnswer,
  mailboxAnswer,
  scheduleAnswer,
  settingsFrom,
  takenFrom,
  whyNot,
} from '#bot/platform/graph-shapes';
import {
  type NotTold,
  notTold,
  type Organisation,
  type Taken,
  type Told,
  told,
} from '#bot/platform/organisation';

export interface GraphOptions {
  /** The identity that an administrator gave the rights to. */
  readonly credential: TokenCredential;
  /** Where Graph is; another address only in tests. */
  readonly base?: string;
  /** Nobody waits for one answer any longer, in milliseconds. */
  readonly withinMs?: number;
  /** A clock that only runs forward, in milliseconds. */
  readonly elapsed?: () => number;
}

/** Mailboxes of one getSchedule, and requests of one $batch: as many as either takes. */
const atOnce = 20;
/** Requests under way that use one mailbox: Outlook takes no more of an app. */
const perMailbox = 4;
/** An address is kept no longer than an answer is. */
const addressKeptMs = 10 * 60_000;
/** Where Graph says too often without saying for how long. */
const limitedMs = 30_000;
const limitedMost = 60 * 60_000;
/** Length of a slot in the merged view, which is not read: without one Graph answers with an error. */
const slotMinutes = 30;
const scope = 'https://graph.microsoft.com/.default';

/** Which limit of Graph's an answer counts against. */
type Workload = 'calendar' | 'directory';

interface Asked {
  readonly workload: Workload;
  readonly path: string;
  readonly body?: object;
}

/**
 * Microsoft Graph through Microsoft's own client, with the identity of this process. Nothing is
 * retried: whoever asks goes on without, and asks again when it is time. What goes wrong is a word of
 * ours, so that nothing of an answer reaches a log.
 */
export function graph({
  credential,
  base = 'https://graph.microsoft.com',
  withinMs = 10_000,
  elapsed = () => performance.now(),
}: GraphOptions): Organisation {
  const signer = signing(credential, `${base}/`);
  signer.setNext?.(new HTTPMessageHandler());
  const client = Client.initWithMiddleware({ middleware: signer, baseUrl: base });
  const quietUntil = new Map<Workload, number>();
  const addresses = new Map<PersonId, { readonly address: string; readonly until: number }>();
  const inUse = new Map<PersonId, number>();

  const limit = (workload: Workload, retryAfter: string | null | undefined): void => {
    const seconds = Number(retryAfter);
    const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : limitedMs;
    quietUntil.set(workload, elapsed() + Math.min(wait, limitedMost));
  };

  /** @returns what Graph answered, read with this shape; 'expired' for a 410 */
  async function ask<S extends z.ZodType>(
    { workload, path, body }: Asked,
    shape: S,
  ): Promise<Told<z.output<S>> | 'expired'> {
    if (elapsed() < (quietUntil.get(workload) ?? 0)) return notTold('limited');
    try {
      const request = client
        .api(path)
        .responseType(ResponseType.RAW)
        .header('Prefer', 'outlook.timezone="UTC"')
        .options({ signal: AbortSignal.timeout(withinMs) });
      const response: Response = await (body === undefined ? request.get() : request.post(body));
      const content: unknown = await response.json().catch(() => undefined);
      if (!response.ok) {
        if (response.status === 410) return 'expired';
        const why = whyNot(response.status, codeIn(content));
        if (why === 'limited') limit(workload, response.headers.get('retry-after'));
        return notTold(why);
      }
      const read = shape.safeParse(content);
      return read.success ? told(read.data) : notTold('away');
    } catch (error) {
      return notTold(
        error instanceof GraphError && error.code === 'IdentityRefused' ? 'refused' : 'away',
      );
    }
  }

  /** Everybody's address, from their own calendar: whose is not covered by the right has none. */
  async function addressesOf(
    people: readonly PersonId[],
    note: (person: PersonId, why: NotTold) => void,
  ): Promise<ReadonlyMap<PersonId, string>> {
    const found = new Map<PersonId, string>();
    const unknown: PersonId[] = [];
    for (const person of people) {
      const kept = addresses.get(person);
      if (kept !== undefined && kept.until > elapsed()) found.set(person, kept.address);
      else unknown.push(person);
    }
    if (unknown.length === 0) return found;
    const requests = unknown.map((id, index) => ({
      id: String(index),
      method: 'GET',
      url: `/users/${encodeURIComponent(id)}/calendar?$select=owner`,
    }));
    const asked: Asked = { workload: 'calendar', path: '/$batch', body: { requests } };
    const answer = await ask(asked, batchAnswer);
    if (answer === 'expired' || !answer.told) {
      for (const id of unknown) note(id, answer === 'expired' ? 'away' : answer.why);
      return found;
    }
    for (const [index, id] of unknown.entries()) {
      const one = answer.value.responses.find((response) => response.id === String(index));
      const read = one?.status === 200 ? calendarAnswer.safeParse(one.body) : undefined;
      if (read?.success === true) {
        const { address } = read.data.owner;
        addresses.set(id, { address, until: elapsed() + addressKeptMs });
        found.set(id, address);
        continue;
      }
      const why = one === undefined ? 'away' : whyNot(one.status, codeIn(one.body));
      if (why === 'limited') limit('calendar', headerOf(one?.headers, 'retry-after'));
      note(id, why);
    }
    return found;
  }

  /** Through the mailbox of these that is used least; undefined when each is used as much as it may be. */
  const through = (people: Iterable<PersonId>): PersonId | undefined =>
    [...people]
      .sort((a, b) => (inUse.get(a) ?? 0) - (inUse.get(b) ?? 0))
      .find((id) => (inUse.get(id) ?? 0) < perMailbox);

  async function schedules(
    people: readonly PersonId[],
    from: Instant,
    to: Instant,
  ): Promise<Map<PersonId, Told<Taken>>> {
    const answers = new Map<PersonId, Told<Taken>>();
    const known = await addressesOf(people, (id, why) => answers.set(id, notTold(why)));
    if (known.size === 0) return answers;
    const mailbox = through(known.keys());
    const all = (why: NotTold): Map<PersonId, Told<Taken>> => {
      for (const id of known.keys()) answers.set(id, notTold(why));
      return answers;
    };
    if (mailbox === undefined) return all('limited');
    inUse.set(mailbox, (inUse.get(mailbox) ?? 0) + 1);
    const answer = await ask(
      {
        workload: 'calendar',
        path: `/users/${encodeURIComponent(mailbox)}/calendar/getSchedule`,
        body: {
          schedules: [...known.values()],
          startTime: { dateTime: isoInstant(from).slice(0, 19), timeZone: 'UTC' },
          endTime: { dateTime: isoInstant(to).slice(0, 19), timeZone: 'UTC' },
          availabilityViewInterval: slotMinutes,
        },
      },
      scheduleAnswer,
    );
    const left = (inUse.get(mailbox) ?? 1) - 1;
    if (left === 0) inUse.delete(mailbox);
    else inUse.set(mailbox, left);
    if (answer === 'expired' || !answer.told) {
      return all(answer === 'expired' ? 'away' : answer.why);
    }
    for (const [id, address] of known) {
      const theirs = answer.value.value.find(
        ({ scheduleId }) => scheduleId.toLowerCase() === address.toLowerCase(),
      );
      answers.set(id, theirs === undefined ? notTold('away') : takenFrom(theirs));
    }
    return answers;
  }

  return {
    async freeTimes(people, from, to) {
      const groups = Array.from({ length: Math.ceil(people.length / atOnce) }, (_, index) =>
        people.slice(index * atOnce, (index + 1) * atOnce),
      );
      const answers = await Promise.all(groups.map((group) => schedules(group, from, to)));
      return new Map(answers.flatMap((answer) => [...answer]));
    },
    async mailbox(person) {
      const path = `/users/${encodeURIComponent(person)}/mailboxSettings?$select=timeZone,language,workingHours`;
      const answer = await ask({ workload: 'calendar', path }, mailboxAnswer);
      if (answer === 'expired') return notTold('away');
      return answer.told ? told(settingsFrom(answer.value)) : answer;
    },
    async changes(after) {
      const query = after ?? '$select=accountEnabled,manager';
      const answer = await ask(
        { workload: 'directory', path: `/users/delta?${query}` },
        deltaAnswer,
      );
      if (answer === 'expired' || !answer.told) return answer;
      const { '@odata.nextLink': page, '@odata.deltaLink': delta } = answer.value;
      const next = queryOf(page ?? delta);
      if (next === undefined) return notTold('away');
      return told({ changes: changesFrom(answer.value), next, more: page !== undefined });
    },
  };
}

/** No token came since there is no identity, or since it was taken away. The client tells of the name alone. */
class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';
}
/** By the names of @azure/identity; whatever else went wrong may go well the next time. */
const identityRefusals = [
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
];

/** Signs what goes to Graph and nothing else. */
function signing(credential: TokenCredential, prefix: string): Middleware {
  let next: Middleware | undefined;
  return {
    async execute(context: Context) {
      const url = typeof context.request === 'string' ? context.request : context.request.url;
      if (!url.startsWith(prefix)) throw new Error('that is not Graph');
      // The credential keeps a token as long as it lasts.
      const token = await credential.getToken(scope).catch((error: unknown) => {
        const isRefused = error instanceof Error && identityRefusals.includes(error.name);
        throw isRefused ? new IdentityRefused('no token', { cause: error }) : error;
      });
      if (token === null) throw new Error('no token');
      context.options = {
        ...context.options,
        headers: { ...context.options?.headers, Authorization: `Bearer ${token.token}` },
      };
      await next?.execute(context);
    },
    setNext(middleware: Middleware) {
      next = middleware;
    },
  };
}

const codeIn = (content: unknown): string => {
  const read = errorAnswer.safeParse(content);
  return read.success ? (read.data.error.code ?? '') : '';
};

const headerOf = (
  headers: Readonly<Record<string, string>> | null | undefined,
  name: string,
): string | undefined =>
  Object.entries(headers ?? {}).find(([known]) => known.toLowerCase() === name)?.[1];

/** Of a link to go on with what it asks for: where Graph is, we know. */
const queryOf = (link: string | undefined): string | undefined => link?.split('?')[1];
