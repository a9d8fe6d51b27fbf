import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessToken, TokenCredential } from '@azure/identity';
import type {
  Calendar,
  FreeBusyStatus,
  MailboxSettings,
  NullableOption,
  ScheduleInformation,
  ScheduleItem,
  User,
} from '@microsoft/microsoft-graph-types';

// A stand-in for Microsoft Graph, written from Microsoft's published examples and from what others
// reported: https://learn.microsoft.com/graph/api/calendar-getschedule, …/user-delta,
// …/user-get-mailboxsettings, …/json-batching, github.com/microsoftgraph/microsoft-graph-docs issues
// 4494 (an interval of null answers 500) and 7047 (too many mailboxes). Its shapes are checked against
// @microsoft/microsoft-graph-types.

export interface Appointment {
  /** Local times without an offset, in `zone`. */
  readonly start: string;
  readonly end: string;
  readonly status: FreeBusyStatus;
  /** What nobody else may ever see. */
  readonly subject?: string;
  readonly location?: string;
}

export interface Mailbox {
  readonly address: string;
  readonly appointments: readonly Appointment[];
  readonly settings?: MailboxSettings;
}

/** What goes wrong with a call. `cut`: the connection breaks in the middle of the answer. */
export type Fault =
  | {
      readonly status: number;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly slowMs: number }
  | { readonly raw: string }
  | 'cut';

/** A user as `/users/delta` tells of them. */
export type DeltaUser = Pick<User, 'id' | 'accountEnabled'> & {
  readonly '@removed'?: { readonly reason: 'changed' | 'deleted' };
  readonly 'manager@delta'?: readonly {
    readonly '@odata.type': '#microsoft.graph.user';
    readonly id: string;
    readonly '@removed'?: { readonly reason: 'deleted' };
  }[];
};

export interface GraphStandIn {
  readonly url: string;
  readonly credential: TokenCredential;
  /** By object id. */
  readonly mailboxes: Map<string, Mailbox>;
  /** Whose mailbox the right covers; undefined is the whole organisation, empty is no right at all. */
  scope: ReadonlySet<string> | undefined;
  /** The directory, in pages; each is told once and stands as the state of its page. */
  directory: { allowed: boolean; pages: (readonly DeltaUser[])[]; expired: boolean };
  /** What the identity is given instead of a token. */
  token: 'good' | 'expired' | 'none' | 'away';
  /** Calls that came, in order. */
  readonly calls: { readonly method: string; readonly path: string; readonly body: unknown }[];
  /** For the calls to come, first come first served; `path` narrows to calls that contain it. */
  readonly faults: { readonly path?: string; readonly fault: Fault }[];
  /** The most calls that used one mailbox at the same time. */
  readonly busiest: () => number;
  close(): Promise<void>;
}

const mostMailboxes = 100;
const pageLink = (url: string, kind: 'skip' | 'delta', at: string): string =>
  `${url}/v1.0/users/delta?$${kind}token=${at}`;

export async function graphStandIn(): Promise<GraphStandIn> {
  const inUse = new Map<string, number>();
  let busiest = 0;
  const standIn: Omit<GraphStandIn, 'url' | 'close' | 'busiest'> = {
    credential: {
      async getToken(): Promise<AccessToken | null> {
        if (standIn.token === 'none') {
          throw Object.assign(new Error('no identity'), { name: 'CredentialUnavailableError' });
        }
        if (standIn.token === 'away') throw new Error('the identity does not answer');
        return { token: standIn.token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER };
      },
    },
    mailboxes: new Map(),
    scope: undefined,
    directory: { allowed: true, pages: [], expired: false },
    token: 'good',
    calls: [],
    faults: [],
  };

  const fail = (status: number, code: string, headers: Readonly<Record<string, string>> = {}) => ({
    status,
    headers,
    // A message of Graph's may repeat what was asked: nobody may read it.
    body: { error: { code, message: `MARKED message of ${code}`, innerError: {} } },
  });
  const good = (body: unknown) => ({ status: 200, headers: {}, body });
  type Answer = ReturnType<typeof fail> | ReturnType<typeof good>;

  /** The mailbox behind `/users/{id}`, or why there is none. */
  const mailboxOf = (id: string): Mailbox | Answer => {
    if (standIn.scope !== undefined && !standIn.scope.has(id))
      return fail(403, 'ErrorAccessDenied');
    return standIn.mailboxes.get(id) ?? fail(404, 'ErrorInvalidUser');
  };
  const isAnswer = (found: Mailbox | Answer): found is Answer => 'status' in found;

  const calendar = (id: string): Answer => {
    const mailbox = mailboxOf(id);
    if (isAnswer(mailbox)) return mailbox;
    const { address } = mailbox;
    return good({ id: 'AAMk', owner: { name: 'MARKED name', address } } satisfies Calendar);
  };

  const schedule = (id: string, body: unknown): Answer => {
    const asked = body as {
      schedules: string[];
      startTime: { dateTime: string; timeZone: string };
      endTime: { dateTime: string; timeZone: string };
      availabilityViewInterval?: number | null;
    };
    const through = mailboxOf(id);
    if (isAnswer(through)) return through;
    if (asked.availabilityViewInterval === null) return fail(500, 'ErrorInternalServerError');
    if (asked.schedules.length > mostMailboxes) return fail(400, 'ErrorMailboxDataArrayTooBig');
    const [from, to] = [asked.startTime, asked.endTime].map(({ dateTime }) =>
      Date.parse(`${dateTime}Z`),
    );
    const days = ((to ?? 0) - (from ?? 0)) / 86_400_000;
    if (!(days > 0) || days > 62) return fail(400, 'ErrorInvalidTimeInterval');
    const value = asked.schedules.map((address) => informationOf(address, from ?? 0, to ?? 0));
    return good({
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#Collection(microsoft.graph.scheduleInformation)',
      value,
    });
  };

  const informationOf = (address: string, from: number, to: number): ScheduleInformation => {
    const mailbox = [...standIn.mailboxes.values()].find(
      (one) => one.address.toLowerCase() === address.toLowerCase(),
    );
    if (mailbox === undefined) {
      return {
        scheduleId: address,
        error: { message: 'MARKED unresolved', responseCode: 'ErrorMailRecipientNotFound' },
      };
    }
    const scheduleItems = mailbox.appointments
      .filter(({ start, end }) => Date.parse(`${end}Z`) > from && Date.parse(`${start}Z`) < to)
      .map((one): ScheduleItem => itemOf(one));
    return {
      scheduleId: address,
      availabilityView: viewOf(mailbox.appointments, from, to),
      scheduleItems,
      workingHours: mailbox.settings?.workingHours ?? null,
    };
  };

  const delta = (query: URLSearchParams): Answer => {
    const { allowed, pages, expired } = standIn.directory;
    if (!allowed) return fail(403, 'Authorization_RequestDenied');
    const [skip, since] = [query.get('$skiptoken'), query.get('$deltatoken')];
    if (expired && since !== null) return fail(410, 'syncStateNotFound');
    const index = Number(skip ?? since ?? 0);
    const isLast = index >= pages.length - 1;
    return good({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(accountEnabled,manager)',
      ...(isLast
        ? {
            '@odata.deltaLink': pageLink(url(), 'delta', String(pages.length)),
          }
        : { '@odata.nextLink': pageLink(url(), 'skip', String(index + 1)) }),
      value: pages[index] ?? [],
    });
  };

  const route = (method: string, address: string, body: unknown): Answer => {
    const { pathname, searchParams } = new URL(address, 'http://graph');
    const path = pathname.replace(/^\/v1\.0/, '');
    if (method === 'POST' && path === '/$batch') return batch(body);
    if (method === 'GET' && path === '/users/delta') return delta(searchParams);
    const [, id = '', rest = ''] = /^\/users\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (method === 'GET' && rest === 'calendar') return calendar(id);
    if (method === 'POST' && rest === 'calendar/getSchedule') return schedule(id, body);
    if (method === 'GET' && rest === 'mailboxSettings') {
      const mailbox = mailboxOf(id);
      return isAnswer(mailbox) ? mailbox : good(mailbox.settings ?? {});
    }
    return fail(400, 'BadRequest');
  };

  const batch = (body: unknown): Answer => {
    const { requests } = body as { requests: { id: string; method: string; url: string }[] };
    if (requests.length > 20) return fail(400, 'BadRequest');
    const responses = requests.map(({ id, method, url: part }) => {
      const fault = faultFor(part);
      const answer =
        fault !== undefined && typeof fault === 'object' && 'status' in fault
          ? fail(fault.status, fault.code ?? 'Faulty', fault.headers)
          : route(method, part, undefined);
      return { id, ...answer };
    });
    // They may come in any order.
    return good({ responses: responses.reverse() });
  };

  const faultFor = (path: string): Fault | undefined => {
    const index = standIn.faults.findIndex(
      (one) => one.path === undefined || path.includes(one.path),
    );
    return index < 0 ? undefined : standIn.faults.splice(index, 1)[0]?.fault;
  };

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const path = request.url ?? '';
    const method = request.method ?? '';
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    standIn.calls.push({ method, path: path.replace(/^\/v1\.0/, ''), body });
    const mailbox = /^\/v1\.0\/users\/([^/]+)\/calendar\/getSchedule/.exec(path)?.[1];
    if (mailbox !== undefined) {
      inUse.set(mailbox, (inUse.get(mailbox) ?? 0) + 1);
      busiest = Math.max(busiest, inUse.get(mailbox) ?? 0);
    }
    const send = ({ status, headers, body: content }: Answer) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(content));
    };
    const fault = faultFor(path);
    if (fault === 'cut') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '9999' });
      response.write('{"value": [');
      response.socket?.destroy();
    } else if (fault !== undefined && 'raw' in fault) {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(fault.raw);
    } else if (fault !== undefined && 'status' in fault) {
      send(fail(fault.status, fault.code ?? 'Faulty', fault.headers));
    } else {
      const slow = fault === undefined ? 0 : fault.slowMs;
      if (slow > 0) await new Promise((resolve) => setTimeout(resolve, slow));
      const isSigned = request.headers.authorization === 'Bearer good';
      send(isSigned ? route(method, path, body) : fail(401, 'InvalidAuthenticationToken'));
    }
    if (mailbox !== undefined) inUse.set(mailbox, (inUse.get(mailbox) ?? 1) - 1);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(standIn, {
    url: url(),
    busiest: () => busiest,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

const inUtc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: 'UTC' });

/** As Graph tells it: subject and place stand beside, whoever asks. */
const itemOf = ({ start, end, status, subject, location }: Appointment): ScheduleItem => ({
  isPrivate: false,
  status,
  subject: subject ?? 'MARKED subject',
  location: (location ?? 'MARKED place') as NullableOption<string>,
  start: inUtc(start),
  end: inUtc(end),
});

/** The merged view: 0 free or working elsewhere, 1 tentative, 2 busy, 3 out of office. */
function viewOf(appointments: readonly Appointment[], from: number, to: number): string {
  const digits: Partial<Record<FreeBusyStatus, number>> = { tentative: 1, busy: 2, oof: 3 };
  const slots = Math.ceil((to - from) / (30 * 60_000));
  return Array.from({ length: slots }, (_, slot) => {
    const [begin, end] = [from + slot * 30 * 60_000, from + (slot + 1) * 30 * 60_000];
    const here = appointments.filter(
      (one) => Date.parse(`${one.start}Z`) < end && Date.parse(`${one.end}Z`) > begin,
    );
    return String(Math.max(0, ...here.map(({ status }) => digits[status] ?? 0)));
  }).join('');
}
