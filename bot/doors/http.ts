import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Key, Values } from '#bot/core/i18n';
import { hash } from '#bot/core/ids';
import { shortened } from '#bot/core/text';
import type { Instant } from '#bot/core/time';
import { firstPaint } from '#bot/doors/first-paint';
import { callsAMinute, minute, withoutPort } from '#bot/doors/limits';
import { type Readiness, readinessAfter, readinessSaid } from '#bot/doors/readiness';
import { correlated } from '#bot/platform/log';
import { RowRefused, Unreadable } from '#bot/platform/rows';
import { StorageAway, TooLarge } from '#bot/platform/tables';
import type { Caller, TokenVerifier } from '#bot/platform/tokens';
import type { Deps, File, Route } from '#bot/ports';
import { ErasedMeanwhile, personPartition, readRev } from '#bot/records/person';
import type { Touch } from '#bot/records/turn';
import { openTurn } from '#bot/records/turn';
import { type Lang, languageFor, wordsIn } from '#bot/strings/index';

const teamsHosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];

/** What the browser around the tab says of itself, unchecked. */
export interface BrowserFacts {
  /** IANA zone of the device, from the header `time-zone`. */
  readonly zone: string | undefined;
}

export interface HttpDoor {
  readonly deps: Deps;
  readonly verify: TokenVerifier;
  readonly routes: readonly Route[];
  readonly messages: RequestHandler;
  /** What the door tells the record of a person who opened the tab. */
  readonly learn: (caller: Caller, browser: BrowserFacts) => Touch;
  /** Folder with the built tab. */
  readonly tabFolder: string;
  readonly badgesFolder: string;
  /** Folder with the privacy statement and the terms of use. */
  readonly pagesFolder: string;
  /** A file behind a link that is its own key; undefined when the link is no longer valid. */
  readonly files: (
    kind: string,
    token: string,
    now: Instant,
    as: string,
  ) => Promise<Awaited<ReturnType<File>>>;
  /** Whether storage was made ready; until then nobody is served. */
  readonly started: () => Readiness;
  /** One look at storage; rejects when it does not answer. */
  readonly look: () => Promise<unknown>;
  /** Local mode's own routes, before anything that would answer 404. */
  readonly local?: RequestHandler;
  /** Something was written that may be due already. */
  readonly nudge: () => void;
}

/** The web server: health, the bot's endpoint, the tab's API and its files. */
export function httpDoor(door: HttpDoor): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 1);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // Fluent's styles are made in the browser.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'", 'https://*.cdn.office.net', 'data:'],
          connectSrc: ["'self'", 'https://res.cdn.office.net'],
          frameAncestors: ["'self'", ...teamsHosts],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      // Teams shows the tab in a frame: frame-ancestors says by whom.
      xFrameOptions: false,
      crossOriginEmbedderPolicy: false,
      // Teams' clients load badge pictures from their own origins.
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      crossOriginOpenerPolicy: false,
    }),
  );
  app.get('/healthz', (_, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_, response) => {
    const state =
      door.started() === 'ready'
        ? await door.look().then((): Readiness => 'ready', readinessAfter)
        : door.started();
    response.status(state === 'ready' ? 200 : 503).json({ status: readinessSaid[state] });
  });
  app.use((request, response, next) => {
    if (door.started() === 'ready') next();
    else sayAway(request, response);
  });
  app.post('/api/messages', express.json({ limit: '256kb' }), door.messages);
  app.use('/api', api(door));
  if (door.local !== undefined) app.use('/local', door.local);
  app.use(
    '/badges',
    express.static(door.badgesFolder, { maxAge: '7d', extensions: ['png'], index: false }),
  );
  for (const page of ['privacy', 'terms']) {
    app.get(`/${page}`, (_, response) =>
      response.sendFile(`${page}.html`, { root: door.pagesFolder }),
    );
  }
  app.get('/files/:kind/:token', filesLimit, fileOf(door));
  app.use('/tab', tabFiles(door.tabFolder));
  app.get('/', (_, response) => response.redirect('/tab'));
  app.use((_, response) => {
    response.status(404).json(problem('common.refused.notFound', 'en'));
  });
  app.use(translateErrors(door.deps));
  return app;
}

function api(door: HttpDoor): express.Router {
  const router = express.Router();
  router.use((_, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(authenticate(door.verify));
  router.use(
    rateLimit({
      windowMs: minute,
      limit: callsAMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (request, response) =>
        (response.locals['caller'] as Caller | undefined)?.me ??
        ipKeyGenerator(withoutPort(request.ip ?? '')),
      handler: (request, response) => {
        response.status(429).json(problem('common.refused.often', languageOf(request)));
      },
    }),
  );
  router.get('/me/rev', revision(door));
  router.use(express.json({ limit: '128kb' }));
  for (const route of door.routes) router[route.method](route.path, handler(door, route));
  router.use((request, response) => {
    response.status(404).json(problem('common.refused.notFound', languageOf(request)));
  });
  return router;
}

function authenticate(verify: TokenVerifier): RequestHandler {
  return async (request, response, next) => {
    const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    const caller = token === undefined ? 'invalid' : await verify(token);
    const lang = languageOf(request);
    if (caller === 'invalid') {
      response.status(401).json(problem('common.refused.signIn', lang));
    } else if (caller === 'away') {
      sayAway(request, response);
    } else if (caller === 'tenant') {
      response.status(403).json(problem('common.refused.tenant', lang));
    } else {
      response.locals['caller'] = caller;
      next();
    }
  };
}

/**
 * Asked every few seconds by every open tab: one point read, and no turn, since a tab that stands
 * open is no sign that somebody looks at it.
 */
const revision =
  ({ deps }: HttpDoor): RequestHandler =>
  async (_, response) => {
    const { ctx, me } = response.locals['caller'] as Caller;
    response.json({ rev: await readRev(deps.tables, ctx, me) });
  };

/** parse → open the turn → run → present: the order of every route. */
function handler(door: HttpDoor, route: Route): RequestHandler {
  const { log, telemetry } = door.deps;
  const { method, path } = route;
  return async (request, response) => {
    const caller = response.locals['caller'] as Caller;
    const input = route.input.safeParse(
      shortened(route.method === 'get' ? request.query : (request.body ?? {})),
    );
    if (!input.success) {
      const field = input.error.issues[0]?.path.join('.') ?? '';
      response.status(400).json(problem('common.refused.shape', languageOf(request), {}, field));
      return;
    }
    const operation = operationOf(caller, input.data);
    response.locals['operation'] = operation;
    const answer = async (): Promise<void> => {
      const { turn, close } = await openTurn(
        door.deps.tables,
        {
          ctx: caller.ctx,
          me: caller.me,
          operator: caller.operator,
          now: door.deps.clock.now(),
          operation,
          locale: languageOf(request),
          rescue: route.rescue === true,
        },
        door.learn(caller, { zone: request.get('time-zone') }),
      );
      const known = turn.person.etag !== undefined;
      const outcome = await route.run(turn, input.data, request.params as Record<string, string>);
      // Looking makes no record of somebody of whom nothing is kept.
      if (known || method !== 'get') await close();
      const status = outcome.ok ? 200 : statusOf(outcome.why);
      log.debug({ method, path, status }, 'a call was answered');
      response
        .status(status)
        .json(
          outcome.ok
            ? outcome.value
            : problem(outcome.why, turn.lang, outcome.values, outcome.field),
        );
    };
    await correlated(operation, () => telemetry.trace('call', operation, { method, path }, answer));
    if (method !== 'get') door.nudge();
  };
}

/** The client's own name for what it does (`op`), else one of a kind. */
function operationOf({ ctx, me }: Caller, input: unknown): string {
  const op = (input as { op?: unknown }).op;
  return hash(24, ctx.tenant, me, typeof op === 'string' ? op : crypto.randomUUID());
}

const statusOf = (why: Key): number => {
  if (why === 'common.refused.notFound') return 404;
  if (why === 'common.refused.role') return 403;
  return 422;
};

/** The language a refused caller reads: the record is not known yet. */
const languageOf = (request: Request): Lang =>
  languageFor(undefined, request.acceptsLanguages(['en', 'nl']) || 'en');

const problem = (why: Key, lang: Lang, values: Values = {}, field = '') => ({
  error: { why, message: wordsIn(lang)(why, values), ...(field === '' ? {} : { field }) },
});

/** Whoever tries links learns nothing from trying many. */
const filesLimit = rateLimit({
  windowMs: minute,
  limit: 60,
  legacyHeaders: false,
  keyGenerator: ({ ip = '' }) => ipKeyGenerator(withoutPort(ip)),
});

/** Whoever has the link may have the file: it is sealed, expires, and says nothing by itself. */
const fileOf =
  ({ deps, files }: HttpDoor): RequestHandler =>
  async (request, response) => {
    const { kind = '', token = '' } = request.params as Record<string, string>;
    const { as } = request.query;
    const wanted = typeof as === 'string' ? as : '';
    const file =
      token.length > 2_000 ? undefined : await files(kind, token, deps.clock.now(), wanted);
    response.set('Cache-Control', 'no-store');
    if (file === undefined) {
      response.status(404).type('text/plain');
      response.send(wordsIn(languageOf(request))('common.refused.link'));
      return;
    }
    if ('location' in file) return response.redirect(file.location);
    response.set('Content-Type', file.type);
    response.set('Content-Disposition', `attachment; filename="${file.name}"`);
    response.send(file.body);
  };

function tabFiles(folder: string): express.Router {
  const router = express.Router();
  router.use((request, response, next) => precompressed(folder, request, response, next));
  router.use(
    express.static(folder, {
      index: false,
      setHeaders: (response, path) => {
        response.setHeader('Cache-Control', cacheOf(path));
      },
    }),
  );
  const painted = firstPaint(folder);
  router.get('{/*splat}', (request, response) => {
    if (/\.[a-z0-9]+$/i.test(request.path)) {
      response.status(404).json(problem('common.refused.notFound', 'en'));
      return;
    }
    const { lang, theme } = request.query;
    const look = {
      page: request.path.split('/')[1] ?? '',
      lang: typeof lang === 'string' ? languageFor(undefined, lang) : languageOf(request),
      theme: typeof theme === 'string' ? theme : '',
    };
    const accepted = request.acceptsEncodings(['br', 'gzip']);
    const encoding = accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
    response.set({ 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding, Accept-Language' });
    if (encoding !== 'identity') response.set('Content-Encoding', encoding);
    response.type('html').send(painted(look, encoding));
  });
  return router;
}

const cacheOf = (path: string): string =>
  /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

/** Files that were compressed at build time are sent as they are. */
function precompressed(
  folder: string,
  request: Request,
  response: Response,
  next: (error?: unknown) => void,
): void {
  const encoding = request.acceptsEncodings(['br', 'gzip']);
  const type = /\.(js|css|svg|json)$/.exec(request.path)?.[1];
  if (type === undefined || (encoding !== 'br' && encoding !== 'gzip')) {
    next();
    return;
  }
  response.type(type);
  response.set({
    'Content-Encoding': encoding,
    Vary: 'Accept-Encoding',
    'Cache-Control': cacheOf(request.path),
  });
  response.sendFile(
    `${request.path}.${encoding === 'br' ? 'br' : 'gz'}`.slice(1),
    { root: folder },
    (error) => {
      if (error === undefined || response.headersSent) return;
      response.removeHeader('Content-Encoding');
      next();
    },
  );
}

/** Storage is not there, for now: whoever calls, Teams too, comes back. */
function sayAway(request: Request, response: Response): void {
  response
    .status(503)
    .set('Retry-After', '5')
    .json(problem('common.refused.away', languageOf(request)));
}

const tooLarge = 413;

/** One translator of surprises: plain words out, the fault itself only to the log. */
function translateErrors({ log, control }: Deps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const lang = languageOf(request);
    const operation: unknown = response.locals['operation'];
    // A call that failed is known by its id here too, where its handler is long gone.
    const logged = (write: () => void) =>
      typeof operation === 'string' ? correlated(operation, write) : write();
    const status = Number((error as { status?: unknown }).status);
    if (error instanceof StorageAway) {
      logged(() => log.warn({}, 'storage is away'));
      sayAway(request, response);
    } else if (error instanceof Unreadable) {
      control.unreadable(error);
      const caller = response.locals['caller'] as Caller | undefined;
      const own =
        caller !== undefined && error.row.partitionKey === personPartition(caller.ctx, caller.me);
      response
        .status(own ? 422 : 500)
        .json(problem(own ? 'common.refused.unreadable' : 'common.refused.broken', lang));
    } else if (error instanceof RowRefused) {
      logged(() => log.warn({ err: error }, 'what was sent could not have been read again'));
      response.status(400).json(problem('common.refused.shape', lang));
    } else if (error instanceof ErasedMeanwhile) {
      response.status(404).json(problem('common.refused.notFound', lang));
    } else if (status === tooLarge || error instanceof TooLarge) {
      response.status(tooLarge).json(problem('common.refused.big', lang));
    } else if (status >= 400 && status < 500) {
      response.status(status).json(problem('common.refused.shape', lang));
    } else {
      logged(() => log.error({ err: error }, 'a call failed'));
      response.status(500).json(problem('common.refused.broken', lang));
    }
  };
}
