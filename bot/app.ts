import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Config } from '#bot/config';
import { type PersonId, skillId, type TenantContext, tenantContext } from '#bot/core/ids';
import { table } from '#bot/core/table';
import { type Instant, isZone } from '#bot/core/time';
import { type Control, deliveryControl, reachKind } from '#bot/delivery/control';
import { dailyJob } from '#bot/delivery/daily';
import { deliveryGauges } from '#bot/delivery/gauges';
import { type ItemKinds, itemAction, itemVerb } from '#bot/delivery/items';
import { senderLease } from '#bot/delivery/lease';
import { momentJob } from '#bot/delivery/moment';
import { pacing } from '#bot/delivery/pace';
import { pacedMessenger } from '#bot/delivery/paced';
import { chatJob, chatKind, reachJob } from '#bot/delivery/reach';
import { answer, replyJob, replyKind } from '#bot/delivery/replies';
import { deliveryRows } from '#bot/delivery/rows';
import { reschedule, tellKind } from '#bot/delivery/schedule';
import { tellJob } from '#bot/delivery/tell';
import { createWorker, idleMs, startAt, type Worker } from '#bot/doors/clock';
import { dispatcher, type Inbound, type Learn, operationOf, partsOf } from '#bot/doors/dispatch';
import { httpDoor } from '#bot/doors/http';
import { startWith } from '#bot/doors/readiness';
import { type PublicCards, teamsDoor } from '#bot/doors/teams';
import { admin } from '#bot/features/admin/index';
import { backup, backupRows, planBackup } from '#bot/features/backup/index';
import { buddy } from '#bot/features/buddy/index';
import { checkin, checkinRows } from '#bot/features/checkin/index';
import { comealong } from '#bot/features/comealong/index';
import {
  digest,
  digestHooks,
  leadDue,
  planNightly,
  rowsOfDigest,
} from '#bot/features/digest/index';
import { duo } from '#bot/features/duo/index';
import { find } from '#bot/features/find/index';
import { handover } from '#bot/features/handover/index';
import {
  acquainted,
  afterMeeting,
  type HelpDeps,
  help,
  leaveLessons,
  leaving,
  lineFor,
  rowsOfHelp,
  timeline,
} from '#bot/features/help/index';
import {
  beforeAsk,
  beside,
  type HowToDeps,
  helpsAlready,
  howTo,
  howToKinds,
  howTosAbout,
  leavingHowTos,
  offerToOnly,
  write,
} from '#bot/features/howto/index';
import { leaverRows, leavers, planLeavers } from '#bot/features/leavers/index';
import { lookback } from '#bot/features/lookback/index';
import {
  mailboxDue,
  organisation,
  organisationRows,
  planOrganisation,
  standingIn,
} from '#bot/features/organisation/index';
import {
  learnt,
  people,
  planPeopleNight,
  teamFollower,
  unknownReply,
} from '#bot/features/people/index';
import { eraseOf, planRekey, privacy, privacyRows } from '#bot/features/privacy/index';
import {
  joinedDues,
  leavingRounds,
  leftDues,
  roundRows,
  roundShortages,
  rounds,
  roundsAbout,
} from '#bot/features/rounds/index';
import { session } from '#bot/features/session/index';
import {
  findings,
  forgetNames,
  knownSkills,
  planSkillCount,
  ringRead,
  seeker,
  sharedAlone,
  skillRows,
  skills,
  skillsFor,
} from '#bot/features/skills/index';
import { badgeRows, received, receivedMessage, thanks } from '#bot/features/thanks/index';
import { thinkalong } from '#bot/features/thinkalong/index';
import { used } from '#bot/features/used/index';
import { localDoor } from '#bot/local/routes';
import { localMessenger, plantSample, sampleRows, withoutSampleChats } from '#bot/local/sample';
import { localOrganisation, sampleCalendars } from '#bot/local/sample-calendars';
import { sampleAnswerDue, sampleAnswerKind, sampleAnswers } from '#bot/local/sample-help';
import { withSampleAnswers } from '#bot/local/sample-rounds';
import { withSampleParts } from '#bot/local/sample-together';
import { calendarsOf } from '#bot/meeting/calendars';
import type { Container } from '#bot/platform/container';
import { holidayCalendar, knownCountry } from '#bot/platform/holidays';
import { linksFor } from '#bot/platform/links';
import { createLog } from '#bot/platform/log';
import { teamsAdapter, teamsMessenger } from '#bot/platform/messenger';
import { openOrganisation } from '#bot/platform/open-organisation';
import type { Organisation } from '#bot/platform/organisation';
import { clockRows, type MovableClock, movableClock, realClock } from '#bot/platform/product-clock';
import { apart, checkedTables, type RowKind } from '#bot/platform/rows';
import { type OpenStorage, openStorage } from '#bot/platform/storage';
import type { Tables } from '#bot/platform/tables';
import { openTelemetry } from '#bot/platform/telemetry';
import { togetherInDue } from '#bot/platform/together';
import {
  activityVerifier,
  type ChannelKeys,
  channelKeys,
  entraKeys,
  localSigner,
  type TokenKeys,
  tokenVerifier,
} from '#bot/platform/tokens';
import type { Deps, Feature, Job, JobOutcome, Leaver, Log, Messenger, Telemetry } from '#bot/ports';
import { offersDue, practiceRows, practices } from '#bot/practice/index';
import { colleaguesOf } from '#bot/records/colleagues';
import type { Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import {
  dropPublicCard,
  isPublicCardOf,
  keepPublicCard,
  publicCardOver,
} from '#bot/records/public-card';
import { recordRows } from '#bot/records/rows';

/** What more than two do together; a new one is one line here. */
export const together = [lookback, session, thinkalong, duo, buddy, comealong, handover];

/** Every kind of row there is: nothing else is written. */
export const rowKinds: readonly RowKind[] = [
  ...recordRows,
  ...deliveryRows,
  clockRows,
  sampleRows,
  checkinRows,
  ...badgeRows,
  ...rowsOfHelp,
  ...howToKinds,
  ...roundRows,
  ...skillRows,
  ...rowsOfDigest,
  ...privacyRows,
  leaverRows,
  organisationRows,
  backupRows,
  ...practiceRows(together),
];

/** What is built beside the bot. */
interface Built {
  /** Folders. */
  readonly tab: string;
  readonly badges: string;
  readonly pages: string;
  /** The script that computes a round in a thread; without it this one does. */
  readonly engine?: string;
}

/** What tests replace; everything else is the real thing. */
export interface Overrides {
  readonly tables?: Tables;
  readonly backups?: Container;
  readonly messenger?: Messenger;
  readonly log?: Log;
  readonly telemetry?: Telemetry;
  /** Stands in for Microsoft Graph. */
  readonly organisation?: Organisation;
  /** Stands in for the keys that Microsoft publishes. */
  readonly keys?: TokenKeys;
  /** Stands in for the keys with which Teams' connector signs. */
  readonly channelKeys?: ChannelKeys;
  /** Where what was built stands. */
  readonly built?: Built;
}

export interface App {
  readonly deps: Deps;
  readonly ctx: TenantContext;
  readonly worker: Worker | undefined;
  readonly clock: MovableClock | undefined;
  /** Everything that can be asked of it, by Teams and by the tab. */
  readonly features: readonly Feature[];
  /** The port it listens on, at once; who calls before `start` is done is asked to come back. */
  listen(): Promise<number>;
  /**
   * Does what needs storage, until storage takes it, and begins to work; false when it was closed
   * before. Rejects on what waiting cannot mend.
   */
  start(): Promise<boolean>;
  /** Runs one job now, whatever the Due table says; for benchmarks. */
  runJob(kind: string, who: string): Promise<JobOutcome>;
  /** Waits for what goes on after answers have left. */
  settled(): Promise<void>;
  /** Finishes what is under way and closes everything. */
  close(): Promise<void>;
}

/** The only place where features meet. */
export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const { settings } = config;
  const { identity } = settings;
  const log = overrides.log ?? createLog(settings.logLevel);
  const telemetry =
    overrides.telemetry ?? (await openTelemetry(config.secrets.insightsConnectionString));
  const ctx = tenantContext(identity.tenant);
  const storage = overrides.tables ? undefined : await openStorage(config);
  const inDue = togetherInDue(overrides.tables ?? (storage as OpenStorage).tables);
  const check = checkedTables(rowKinds, (error) => control.unreadable(error));
  const tables = check(inDue.tables);
  const local = identity.kind === 'local';
  const clock = local ? movableClock(tables, ctx) : undefined;
  const adapter = teamsAdapter(config);
  adapter.onTurnError = async (context, error) => {
    log.error({ err: error }, 'a turn failed outside its handler');
    if (context.activity.type === 'invoke') {
      await context.sendActivity({
        type: 'invokeResponse',
        value: {
          status: 200,
          body: {
            statusCode: 500,
            type: 'application/vnd.microsoft.error',
            value: { code: '500', message: 'Please try again.' },
          },
        },
      });
    }
  };
  const teams = overrides.messenger ?? teamsMessenger(adapter, config);
  const sampleTeams = local ? localMessenger(teams) : undefined;
  const messenger = sampleTeams ?? teams;
  const control: Control = deliveryControl(tables, ctx, clock ?? realClock, log);
  const isHoliday = holidayCalendar();
  const sampleOrganisation =
    local && settings.local.sample
      ? localOrganisation(sampleCalendars(settings.defaultZone))
      : undefined;
  const told = overrides.organisation ?? sampleOrganisation ?? (await openOrganisation(config));
  const standing = standingIn(tables, ctx);
  const calendars = told && calendarsOf(told, () => performance.now(), standing.late);
  let port = settings.port;
  const lease = senderLease(tables, ctx, randomUUID(), settings.leaseMs, Date.now);
  const pace = pacing(settings.sendRate, Date.now, lease.held);
  const deps: Deps = {
    tables,
    coming: () => {
      const coming = inDue.coming();
      return { ...coming, tables: check(coming.tables) };
    },
    backups: overrides.backups ?? storage?.backups,
    messenger: pacedMessenger(messenger, pace, control),
    control,
    clock: clock ?? realClock,
    links: linksFor(identity, () => port),
    log,
    telemetry,
    calendar: {
      defaultZone: settings.defaultZone,
      isHoliday,
      ...(calendars === undefined
        ? {}
        : { taken: calendars.taken, mayChoose: () => standing.calendars }),
    },
    backoffMs: settings.backoffMs,
    sendRate: settings.sendRate,
    inFlight: settings.sendInFlight,
    local,
  };
  telemetry.watch(() => deliveryGauges(deps, ctx));
  const built = overrides.built ?? {
    tab: fileURLToPath(new URL('./tab', import.meta.url)),
    badges: fileURLToPath(new URL('./badges', import.meta.url)),
    pages: fileURLToPath(new URL('./pages', import.meta.url)),
    engine: fileURLToPath(new URL('./round.mjs', import.meta.url)),
  };

  const known = knownSkills(tables, ctx);
  const skill = skillsFor(known);
  const found = findings({ tables, known, defaultZone: settings.defaultZone });
  // Nobody waits for it: until it is read, the vocabulary answers.
  const readSkills = () =>
    known.keepFresh().catch(() => log.warn({}, 'the tenant’s own skills could not be read'));
  const shareSkill = (person: Person, name: string, at: Instant) =>
    skill.addition(person, { list: 'share', name }, at);
  const items = table<Record<string, NonNullable<Feature['items']>[string]>>({});
  const thanking = thanks({
    deps,
    ctx,
    skillNamed: skill.named,
    shareSkill,
    coach: skill.coach,
  });
  const knowing: HowToDeps = {
    deps,
    skillNamed: skill.named,
    lookedFor: skill.lookedFor,
    topicIn: skill.mentioned,
    mergedInto: skill.mergedInto,
  };
  const helping: HelpDeps = {
    deps,
    before: beforeAsk(knowing),
    helps: helpsAlready(knowing),
    ring: (tenant, seeking) => ringRead(tables, tenant, seeking),
    skillNamed: skill.named,
    lookedFor: skill.lookedFor,
    topicIn: skill.mentioned,
    mergedInto: skill.mergedInto,
    named: found,
    addition: skill.addition,
    unwish: skill.unwish,
    openThanks: thanking.actions['thanks.open'],
    ...(local && settings.local.sample ? { alongside: sampleAnswerDue } : {}),
  };
  const practising = practices(deps, ctx, together, {
    seek: seeker(deps, known),
    acquainted: acquainted(tables),
    only: (turn) => sharedAlone(tables, turn.ctx, known, turn.person),
    howTo: (turn, team, { id, topic, steps }) =>
      write(knowing, turn, team, { topic, steps, link: '', reach: 'team' }, id),
  });
  /** @param keeps how-tos stay, nameless; else they go along */
  const leave = async (who: Leaver, keeps: boolean): Promise<void> => {
    await apart(tables, () => leavingHowTos(tables, who.ctx, who.me, keeps));
    await apart(tables, () => leaving({ deps }, who));
    await apart(tables, () => leavingRounds(deps, who));
    await apart(tables, () => practising.leaving(who));
  };
  const afterYes = (person: PersonId, at: Instant) => [
    ...joinedDues(person, at),
    ...offersDue(person, at),
    ...(told === undefined ? [] : [mailboxDue(person, at)]),
  ];
  const features: Feature[] = [
    practising.feature,
    people({
      deps,
      items,
      knownCountry,
      hooks: { ...digestHooks(deps), joinedDues: afterYes, leftDues },
    }),
    skills(
      deps,
      known,
      found,
      { howTo: beside(knowing), line: lineFor(helping) },
      offerToOnly(knowing),
    ),
    checkin({
      items,
      deps,
      colleagues: (person) => colleaguesOf(deps, ctx, person),
      addition: skill.addition,
      skillNamed: skill.named,
      badges: ({ me }) => received(tables)(ctx, me),
      helped: ({ me }) => timeline(tables)(ctx, me),
    }),
    thanking,
    help(helping, ctx),
    howTo(knowing),
    rounds(
      {
        ...deps,
        countsAs: skill.countsAs,
        after: afterMeeting(helping, ctx),
        engine: built.engine,
      },
      ctx,
    ),
    privacy(
      deps,
      {
        rounds: roundsAbout(tables),
        practices: practising.about,
        howTos: (tenant, me) => howTosAbout(tables, tenant, me),
      },
      leave,
      {
        done: forgetNames(deps, known),
        received: receivedMessage({ deps, skillNamed: skill.named }),
      },
      settings.leaverDays,
    ),
    leavers({
      deps,
      days: settings.leaverDays,
      erase: eraseOf(deps, async (who) => {
        await leaveLessons(tables, who.ctx, who.me);
        await leave(who, true);
      }),
    }),
    digest({
      deps,
      shareSkill,
      unshareSkill: skill.unshare,
      topics: skill,
      called: skill.called,
      foundByName: found.among,
      shortages: roundShortages(tables),
    }),
    find({
      deps,
      search: skill.search,
      lookedFor: skill.lookedFor,
      skillNamed: skill.named,
      supply: (turn, topic) => found.offer(turn, skillId(topic)),
      shareSkill,
    }),
    used(deps),
    backup(deps, rowKinds),
    organisation({ deps, organisation: told, standing, offerDue: leadDue }),
    delivery(deps, items),
    admin(deps, () => Object.keys(items)),
  ];
  for (const [kind, item] of features.flatMap((feature) => Object.entries(feature.items ?? {}))) {
    items[kind] = { ...item, recalled: (open) => control.isRecalled(open) };
  }

  const jobs: Record<string, Job> = table(
    Object.assign({}, ...features.map((feature) => feature.jobs ?? {})),
  );
  const worker =
    settings.role === 'web' ? undefined : createWorker(deps, ctx, lease, jobs, settings.tickMs);
  const nudge = () => worker?.nudge();
  const routes = features.flatMap((feature) => feature.routes ?? []);
  const plant = async (): Promise<void> => {
    if (sampleTeams === undefined || !settings.local.sample || worker === undefined) return;
    const serviceUrl = `http://localhost:${settings.local.playgroundPort}/_connector`;
    const house = { deps, ctx, routes, jobs, serviceUrl, settle: () => worker.look() };
    jobs[chatKind] = withoutSampleChats(chatJob(deps));
    // Local mode's administrator allows it from the start.
    await standing.change((allowed) =>
      allowed.calendar.state === 'unasked'
        ? { ...allowed, calendar: { ...allowed.calendar, state: 'available' } }
        : allowed,
    );
    await sampleTeams.quietly(() => plantSample(house));
    jobs[sampleAnswerKind] = sampleAnswers(house);
    jobs['round-invite'] = withSampleAnswers({ ...house, jobs: table(jobs) });
    jobs['practice'] = withSampleParts({ ...house, jobs: table(jobs) });
  };
  const followTeam = teamFollower(deps);
  const starting = startWith(async () => {
    await storage?.prepare();
    if (clock !== undefined) await startAt(clock, settings.local.clockNow, log);
    await control.refresh();
    await Promise.all([
      planNightly(deps, ctx),
      planSkillCount(deps, ctx),
      planPeopleNight(deps, ctx),
      planRekey(deps, ctx),
      planLeavers(deps, ctx),
      planBackup(deps, ctx),
      planOrganisation(deps, ctx, told),
      ...(told === undefined ? [] : [standing.read()]),
    ]);
    await plant();
  }, log);
  const dispatch = dispatcher(
    deps,
    partsOf(features, {
      learn: learnFrom(deps),
      isSkill: skill.isKnown,
      unknown: unknownReply,
    }),
  );
  const signer = local ? await localSigner(identity.tenant, localAudience) : undefined;
  const verify = tokenVerifier(
    identity.kind === 'local'
      ? {
          tenant: identity.tenant,
          audience: [localAudience],
          keys: (signer as NonNullable<typeof signer>).keys,
        }
      : {
          tenant: identity.tenant,
          audience: [identity.ssoClientId, `api://${identity.host}/${identity.ssoClientId}`],
          keys: overrides.keys ?? entraKeys(identity.tenant),
        },
  );
  const background = new Set<Promise<void>>();
  const web = httpDoor({
    deps,
    verify,
    routes,
    files: filesOf(features, ctx),
    messages: teamsDoor({
      adapter,
      identity,
      verify:
        identity.kind === 'local'
          ? undefined
          : activityVerifier(identity.botId, overrides.channelKeys ?? channelKeys()),
      messenger: deps.messenger,
      publicCards: publicCardsIn(deps),
      say: async (inbound, to, message) => {
        const { ctx: tenant, me, event } = inbound;
        const own = event.place.kind === 'personal';
        const operation = operationOf(inbound);
        const said = { ...message, replyTo: inbound.activityId };
        const result = await answer(deps, { ctx: tenant, me, operation, to, own }, said);
        if (result.kind === 'later') nudge();
        return result.kind === 'sent' ? result.activityId : undefined;
      },
      log,
      background: (work) => {
        const tracked = work
          .catch((error: unknown) => log.error({ err: error }, 'work after an answer failed'))
          .finally(() => background.delete(tracked));
        background.add(tracked);
      },
      dispatch: async (inbound) => {
        // Somebody can write to us again: perhaps we to them. If not, the first refusal says so.
        if (control.block !== undefined) await control.resume().catch(() => undefined);
        const answer = await dispatch(inbound).finally(nudge);
        // Nobody is refused for what was learnt of the team on the way.
        await followTeam(inbound.ctx, inbound.event.place).catch(() =>
          log.warn({}, 'what was told of a team was not kept'),
        );
        return answer;
      },
    }),
    learn:
      ({ name }, { zone }) =>
      (person) => {
        // The browser's zone is a guess, for who has none from Teams and chose none.
        const guess = person.profile.zone === undefined && zone !== undefined && isZone(zone);
        return learnedChange(deps, person, {
          ...(name === '' ? {} : { name }),
          ...(guess ? { zone } : {}),
        });
      },
    tabFolder: built.tab,
    badgesFolder: built.badges,
    pagesFolder: built.pages,
    started: starting.state,
    look: () => tables.read('Control', identity.tenant, 'lease'),
    ...(signer === undefined || clock === undefined
      ? {}
      : {
          local: localDoor({
            deps,
            ctx,
            clock,
            worker,
            signer,
            calendars: sampleOrganisation && {
              allowed: () => sampleOrganisation.allowed,
              async allow(allowed) {
                sampleOrganisation.allow(allowed);
                calendars?.forget();
                const at = deps.clock.now();
                await jobs['organisation']?.(ctx, { who: 'start', at }, at);
              },
            },
          }),
        }),
    nudge,
  });
  const timers: NodeJS.Timeout[] = [];
  const work = (): void => {
    void readSkills();
    worker?.start();
    let watchedAt = performance.now();
    const watch = setInterval(() => {
      void readSkills();
      // Without work it is enough to look as often as the worker does.
      const isIdle = worker?.idle ?? true;
      if (isIdle && performance.now() - watchedAt < idleMs(settings.tickMs)) return;
      watchedAt = performance.now();
      control.refresh().catch(() => undefined);
      if (told !== undefined) standing.read().catch(() => undefined);
    }, settings.tickMs);
    timers.push(watch);
    if (clock === undefined) return;
    const follow = setInterval(() => {
      clock.follow().then(
        // Whoever moved it waits for what falls due there.
        (moved) => (moved ? nudge() : undefined),
        () => undefined,
      );
    }, settings.clockPollMs);
    timers.push(follow);
  };
  let server: Server | undefined;
  const settled = async (): Promise<void> => {
    await Promise.all(background);
  };

  return {
    deps,
    ctx,
    worker,
    clock,
    features,
    settled,
    async runJob(kind, who) {
      const now = deps.clock.now();
      const job = jobs[kind];
      if (job === undefined) throw new Error(`no job ${kind}`);
      return job(ctx, { who, at: now }, now);
    },
    async listen() {
      server = createServer(web);
      await new Promise<void>((resolve, reject) => {
        server?.once('error', reject);
        // Local mode has no sign-in worth the name: never beyond this machine.
        server?.listen(settings.port, local ? '127.0.0.1' : undefined, resolve);
      });
      const address = server.address();
      if (address !== null && typeof address === 'object') port = address.port;
      return port;
    },
    async start() {
      const ready = await starting.run();
      if (ready) work();
      return ready;
    },
    async close() {
      starting.giveUp();
      for (const timer of timers) clearInterval(timer);
      const drained = new Promise<void>((resolve) => {
        if (server === undefined) return resolve();
        server.close(() => resolve());
        server.closeIdleConnections();
        // An open tab keeps its connection: it may finish its call, not hold up the end.
        setTimeout(() => server?.closeAllConnections(), graceMs).unref();
      });
      await Promise.all([drained, worker?.stop()]);
      await settled();
      await storage?.close();
      await telemetry.close();
    },
  };
}

const localAudience = 'local';

/** How long calls under way may take at the end, in milliseconds: Teams waits no longer for one. */
const graceMs = 5_000;

/** The weekly moment, what colleagues left, and later steps: the ways in which we write first. */
const delivery = (deps: Deps, items: ItemKinds): Feature => ({
  actions: { [itemVerb]: itemAction(items) },
  jobs: {
    moment: momentJob(deps, items),
    collect: dailyJob(deps, items),
    [reachKind]: reachJob(deps),
    [chatKind]: chatJob(deps),
    [replyKind]: replyJob(deps),
    [tellKind]: tellJob(deps, items),
    [publicCardOver]: async (tenant, { who }) => {
      await dropPublicCard(deps.tables, tenant, who);
      return 'done';
    },
  },
});

const publicCardsIn = ({ tables, clock }: Deps): PublicCards => ({
  async isOwn({ ctx, me, event, what }) {
    const { cardActivityId, place } = event;
    if (what.kind !== 'action' || cardActivityId === undefined || me === undefined) return false;
    const message = { conversation: place.conversation.id, activityId: cardActivityId };
    return isPublicCardOf(tables, ctx, me, message, what.verb);
  },
  async keep({ ctx, me, event }, activityId, verbs) {
    if (me === undefined) return;
    const message = { conversation: event.place.conversation.id, activityId };
    await keepPublicCard(tables, ctx, me, message, verbs, clock.now());
  },
});

/** Files behind links that are their own key. */
const filesOf =
  (features: readonly Feature[], ctx: TenantContext) =>
  async (kind: string, token: string, now: Instant, as: string) => {
    const files = new Map(features.flatMap(({ files = {} }) => Object.entries(files)));
    return files.get(kind)?.(ctx, token, now, as);
  };

/** What an activity teaches of the person who sent it. */
const learnFrom =
  (deps: Deps): Learn =>
  (person: Person, { facts, event, what }: Inbound) => {
    // Taking the bot away is no sign that the person can be reached.
    if (what.kind === 'event' && what.name === 'uninstalled') return undefined;
    const { kind, conversation } = event.place;
    // The private chat is where the bot was installed or written to. A press may come from a chat
    // with a colleague: of the known chat it renews the service's address, of another it teaches nothing.
    const isOwn = what.kind !== 'action' || conversation.id === person.profile.conversation?.id;
    return learnedChange(
      deps,
      person,
      kind === 'personal' && isOwn ? { ...facts, conversation } : facts,
    );
  };

function learnedChange(deps: Deps, person: Person, facts: Parameters<typeof learnt>[1]) {
  const patch = learnt(person.profile, facts);
  if (patch === undefined) return undefined;
  const timing: (keyof Profile)[] = ['zone', 'country', 'reach'];
  const firstChat = person.profile.conversation === undefined && patch.conversation !== undefined;
  return firstChat || timing.some((name) => name in patch)
    ? reschedule(person, patch, deps.clock.now(), deps.calendar)
    : { profile: patch };
}
