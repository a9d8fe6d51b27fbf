import { z } from 'zod';
import { isZone } from '#bot/core/time';

/** Teams' own name for a local tenant: the Playground's default, so that any Playground talks to us. */
export const localTenant = '00000000-0000-0000-0000-0000000000001';

const flag = z
  .enum(['on', 'off'])
  .default('on')
  .transform((value) => value === 'on');
const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const milliseconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

const environment = z.object({
  PORT: port(3978),
  TABLES_PORT: port(10002),
  PLAYGROUND_PORT: port(56150),
  DATA_DIR: z.string().min(1).default('.data'),
  PLAYGROUND: flag,
  SAMPLE: flag,
  BROWSER: z.string().optional(),
  CLOCK_NOW: z.iso.datetime({ offset: true }).optional(),

  BOT_ID: z.string().min(1).optional(),
  BOT_TYPE: z.enum(['UserAssignedMSI', 'SingleTenant']).optional(),
  /** Only for BOT_TYPE=SingleTenant. */
  BOT_PASSWORD: z.string().min(1).optional(),
  TENANT_ID: z.string().min(1).optional(),
  SSO_CLIENT_ID: z.string().min(1).optional(),
  TEAMS_APP_ID: z.string().min(1).optional(),
  PUBLIC_HOST: z.string().min(1).optional(),

  STORAGE_CONNECTION_STRING: z.string().min(1).optional(),
  STORAGE_ACCOUNT: z.string().min(1).optional(),
  /** Client id of the user-assigned identity. */
  AZURE_CLIENT_ID: z.string().min(1).optional(),
  /** `production` and what Azure sets by itself: there, local mode is never meant. */
  NODE_ENV: z.string().optional(),
  WEBSITE_SITE_NAME: z.string().optional(),
  WEBSITE_INSTANCE_ID: z.string().optional(),
  CONTAINER_APP_NAME: z.string().optional(),
  IDENTITY_ENDPOINT: z.string().optional(),
  /** Set by the Bicep files; without it nothing is measured. */
  APPLICATIONINSIGHTS_CONNECTION_STRING: z
    .string()
    .regex(
      /(^|;)\s*InstrumentationKey=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*(;|$)/i,
      'is not a connection string of Application Insights: it has no InstrumentationKey',
    )
    .optional(),

  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  DEFAULT_TIME_ZONE: z
    .string()
    .default('Europe/Amsterdam')
    .refine(isZone, 'is not a time zone of the IANA list, such as Europe/Amsterdam'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Days after which the data of people who left goes; two weeks of them are notice. */
  LEAVER_DAYS: z.coerce.number().int().min(15).max(3650).default(90),
  /** How often the worker looks for what is due. */
  TICK_MS: milliseconds(2_000),
  /** How often the moved clock is read, in local mode. */
  CLOCK_POLL_MS: milliseconds(500),
  /** Messages a second; Teams allows about 50 for an app in a tenant, and answers need room. */
  SEND_RATE: z.coerce.number().min(1).max(1000).default(40),
  /** Messages being sent at once. */
  SEND_IN_FLIGHT: z.coerce.number().int().min(1).max(200).default(32),
  /** First pause before a refused message is tried again. */
  BACKOFF_MS: milliseconds(5_000),
  /** How long the sender's lease lasts without being renewed. */
  LEASE_MS: milliseconds(13_000),
});

export type Identity =
  | { readonly kind: 'local'; readonly tenant: string }
  | {
      readonly kind: 'entra';
      readonly tenant: string;
      readonly botId: string;
      readonly botType: 'UserAssignedMSI' | 'SingleTenant';
      readonly ssoClientId: string;
      readonly host: string;
      readonly teamsAppId: string;
    };

export type Storage =
  | { readonly kind: 'embedded'; readonly port: number; readonly directory: string }
  | { readonly kind: 'connection' }
  | { readonly kind: 'account'; readonly name: string };

/** What may be shown in a log. */
export interface Settings {
  readonly port: number;
  readonly identity: Identity;
  readonly storage: Storage;
  readonly role: 'all' | 'web' | 'worker';
  /** The bot's identity is one of Azure's, which an administrator can give rights in Microsoft Graph. */
  readonly managed: boolean;
  readonly defaultZone: string;
  readonly leaverDays: number;
  readonly logLevel: string;
  readonly tickMs: number;
  readonly clockPollMs: number;
  readonly backoffMs: number;
  readonly leaseMs: number;
  readonly sendRate: number;
  readonly sendInFlight: number;
  readonly local: {
    readonly playground: boolean;
    readonly playgroundPort: number;
    readonly sample: boolean;
    readonly browser: string | undefined;
    readonly clockNow: string | undefined;
    /** Where local mode keeps its files. */
    readonly directory: string;
  };
}

/** What may not. */
export interface Secrets {
  readonly botPassword: string | undefined;
  readonly storageConnectionString: string | undefined;
  readonly identityClientId: string | undefined;
  /** Where figures and traces go. */
  readonly insightsConnectionString: string | undefined;
}

export interface Config {
  readonly settings: Settings;
  readonly secrets: Secrets;
}

/** Thrown with every fault at once, one a line. */
export class BadSettings extends Error {
  override readonly name = 'BadSettings';
}

/** A sentence for a start that met a port in use; undefined for any other error. */
export function inUse(error: unknown): string | undefined {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'DATA_IN_USE') {
    return 'the local data is in use by another Pass It On: stop that, or choose another place with DATA_DIR';
  }
  if (code !== 'EADDRINUSE') return undefined;
  return `port ${port} is in use, perhaps by another Pass It On: stop that, or choose others with PORT, TABLES_PORT and PLAYGROUND_PORT`;
}

/**
 * Settings and secrets from the environment. Local mode is what no bot settings mean; any of them
 * present makes all of them needed.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const checked = environment.safeParse(given);
  const issues = checked.success ? [] : checked.error.issues;
  const faults = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  // What is at fault is told already: the rest is looked at as if it were right, for one message.
  const wrong = new Set(issues.map(({ path }) => String(path[0])));
  const e = environment.parse(
    Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))),
  );
  const identity = readIdentity(e, wrong, faults);
  const storage = readStorage(e, identity, faults);
  if (identity === undefined || storage === undefined || faults.length > 0) {
    throw new BadSettings(faults.join('\n'));
  }
  return {
    settings: {
      port: e.PORT,
      identity,
      storage,
      role: e.ROLE,
      managed: e.BOT_TYPE === 'UserAssignedMSI' && e.IDENTITY_ENDPOINT !== undefined,
      defaultZone: e.DEFAULT_TIME_ZONE,
      leaverDays: e.LEAVER_DAYS,
      logLevel: e.LOG_LEVEL,
      tickMs: e.TICK_MS,
      clockPollMs: e.CLOCK_POLL_MS,
      backoffMs: e.BACKOFF_MS,
      leaseMs: e.LEASE_MS,
      sendRate: e.SEND_RATE,
      sendInFlight: e.SEND_IN_FLIGHT,
      local: {
        playground: e.PLAYGROUND,
        playgroundPort: e.PLAYGROUND_PORT,
        sample: e.SAMPLE,
        browser: e.BROWSER,
        clockNow: e.CLOCK_NOW,
        directory: e.DATA_DIR,
      },
    },
    secrets: {
      botPassword: e.BOT_PASSWORD,
      storageConnectionString: e.STORAGE_CONNECTION_STRING,
      identityClientId: e.AZURE_CLIENT_ID,
      insightsConnectionString: e.APPLICATIONINSIGHTS_CONNECTION_STRING,
    },
  };
}

type Environment = z.infer<typeof environment>;

function readIdentity(
  e: Environment,
  wrong: ReadonlySet<string>,
  faults: string[],
): Identity | undefined {
  const { TENANT_ID: _, ...others } = pick(e);
  const botSettings = { ...others, BOT_PASSWORD: e.BOT_PASSWORD };
  const meant = Object.entries(botSettings).some(
    ([name, value]) => value !== undefined || wrong.has(name),
  );
  const sign = signOfProduction(e);
  if (!meant && sign === undefined) {
    return { kind: 'local', tenant: e.TENANT_ID ?? localTenant };
  }
  if (!meant) {
    faults.push(
      `${sign}: is set, so people of a tenant are served here: local mode, in which anybody may be anybody, does not start. Give the settings that are named below, or take ${sign} away`,
    );
  }
  const needed = { ...pick(e), BOT_PASSWORD: passwordNeeded(e) };
  for (const [name, value] of Object.entries(needed)) {
    if (value === undefined && !wrong.has(name)) {
      faults.push(`${name}: is needed outside local mode`);
    }
  }
  if (faults.length > 0) return undefined;
  return {
    kind: 'entra',
    tenant: e.TENANT_ID as string,
    botId: e.BOT_ID as string,
    botType: e.BOT_TYPE as 'UserAssignedMSI' | 'SingleTenant',
    ssoClientId: e.SSO_CLIENT_ID as string,
    host: e.PUBLIC_HOST as string,
    teamsAppId: e.TEAMS_APP_ID as string,
  };
}

/** The variable that tells that this is no developer's machine. */
function signOfProduction(e: Environment): string | undefined {
  if (e.NODE_ENV === 'production') return 'NODE_ENV=production';
  const azure = [
    'WEBSITE_SITE_NAME',
    'WEBSITE_INSTANCE_ID',
    'CONTAINER_APP_NAME',
    'IDENTITY_ENDPOINT',
  ] as const;
  return azure.find((name) => e[name] !== undefined);
}

const pick = ({
  BOT_ID,
  BOT_TYPE,
  TENANT_ID,
  SSO_CLIENT_ID,
  PUBLIC_HOST,
  TEAMS_APP_ID,
}: Environment) => ({
  BOT_ID,
  BOT_TYPE,
  TENANT_ID,
  SSO_CLIENT_ID,
  PUBLIC_HOST,
  TEAMS_APP_ID,
});

const passwordNeeded = (e: Environment): string | undefined =>
  e.BOT_TYPE === 'SingleTenant' ? e.BOT_PASSWORD : 'not needed';

function readStorage(
  e: Environment,
  identity: Identity | undefined,
  faults: string[],
): Storage | undefined {
  if (e.STORAGE_CONNECTION_STRING !== undefined) return { kind: 'connection' };
  if (e.STORAGE_ACCOUNT !== undefined) return { kind: 'account', name: e.STORAGE_ACCOUNT };
  if (identity?.kind === 'local' && e.ROLE !== 'worker') {
    return { kind: 'embedded', port: e.TABLES_PORT, directory: e.DATA_DIR };
  }
  faults.push(
    'STORAGE_ACCOUNT: is needed (or STORAGE_CONNECTION_STRING): storage runs inside the process only in local mode, and never in ROLE=worker',
  );
  return undefined;
}
