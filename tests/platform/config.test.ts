import { BadSettings, localTenant, readConfig } from '#bot/config';
import fc from '#tests/property';

const full = {
  BOT_ID: '11111111-1111-4111-8111-111111111111',
  BOT_TYPE: 'UserAssignedMSI',
  TENANT_ID: '22222222-2222-4222-8222-222222222222',
  SSO_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  TEAMS_APP_ID: '44444444-4444-4444-8444-444444444444',
  PUBLIC_HOST: 'pass-it-on.example.org',
  STORAGE_ACCOUNT: 'passiton',
};

const faultsOf = (env: Readonly<Record<string, string | undefined>>): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof BadSettings) return error.message.split('\n');
    throw error;
  }
  return [];
};

describe('settings from the environment', () => {
  it('are local mode with storage inside when there are none', () => {
    const { settings } = readConfig({});
    expect(settings.identity).toEqual({ kind: 'local', tenant: localTenant });
    expect(settings.storage).toEqual({ kind: 'embedded', port: 10002, directory: '.data' });
    expect(settings.port).toBe(3978);
  });

  it('take storage and identity apart', () => {
    const { settings } = readConfig({ STORAGE_ACCOUNT: 'passiton' });
    expect(settings.identity.kind).toBe('local');
    expect(settings.storage).toEqual({ kind: 'account', name: 'passiton' });
  });

  it('serve one tenant with a real bot when all are given', () => {
    const { settings } = readConfig(full);
    expect(settings.identity).toMatchObject({ kind: 'entra', tenant: full.TENANT_ID });
  });

  it('are refused whole when any of them is missing, and the message names each that is', () => {
    const names = Object.keys(full).filter((name) => name !== 'STORAGE_ACCOUNT');
    fc.assert(
      fc.property(fc.subarray(names), fc.constantFrom('', '  ', undefined), (missing, nothing) => {
        // Without any bot setting local mode is meant; a tenant alone may go with it.
        fc.pre(names.some((name) => name !== 'TENANT_ID' && !missing.includes(name)));
        const env = { ...full, ...Object.fromEntries(missing.map((name) => [name, nothing])) };
        const told = faultsOf(env).map((fault) => fault.split(':')[0]);
        expect(told.sort()).toEqual([...missing].sort());
      }),
    );
  });

  it('let people who left stay for longer than they are told before', () => {
    expect(readConfig({}).settings.leaverDays).toBe(90);
    expect(readConfig({ LEAVER_DAYS: '15' }).settings.leaverDays).toBe(15);
    for (const days of ['14', '0', '-1', '20.5', 'ninety']) {
      expect(faultsOf({ LEAVER_DAYS: days })).toEqual([expect.stringMatching(/^LEAVER_DAYS: /)]);
    }
  });

  it('need a password for a single-tenant bot', () => {
    expect(faultsOf({ ...full, BOT_TYPE: 'SingleTenant' })).toEqual([
      'BOT_PASSWORD: is needed outside local mode',
    ]);
    expect(faultsOf({ ...full, BOT_TYPE: 'SingleTenant', BOT_PASSWORD: 'x' })).toEqual([]);
  });

  it.each([
    ['NODE_ENV', 'production'],
    ['WEBSITE_SITE_NAME', 'pass-it-on'],
    ['WEBSITE_INSTANCE_ID', '5f4dcc3b'],
    ['CONTAINER_APP_NAME', 'pass-it-on'],
    ['IDENTITY_ENDPOINT', 'http://127.0.0.1:41741/msi/token/'],
  ])('never mean local mode where %s is %s', (name, value) => {
    const [why, ...faults] = faultsOf({ [name]: value });
    expect(why).toMatch(new RegExp(`^${name}.*local mode.*does not start`));
    expect(faults.join('\n')).toMatch(/BOT_ID.*[\s\S]*STORAGE_ACCOUNT/);
    // A tenant alone, and storage, go with local mode too.
    expect(faultsOf({ [name]: value, TENANT_ID: 'x', STORAGE_ACCOUNT: 'y' })[0]).toBe(why);
    // With everything given it says nothing.
    expect(faultsOf({ ...full, [name]: value })).toEqual([]);
  });

  it('may mean local mode wherever else something is run', () => {
    for (const NODE_ENV of ['development', 'test', '', undefined]) {
      expect(faultsOf({ NODE_ENV })).toEqual([]);
    }
  });

  it('never start a worker on storage of its own', () => {
    expect(faultsOf({ ROLE: 'worker' })).toEqual([expect.stringMatching(/^STORAGE_ACCOUNT: /)]);
  });

  it('tell everything that is wrong in one message, malformed and missing alike', () => {
    const faults = faultsOf({
      PORT: 'many',
      ROLE: 'boss',
      BOT_TYPE: 'MultiTenant',
      BOT_ID: 'x',
      DEFAULT_TIME_ZONE: 'Mars/Olympus',
      CLOCK_NOW: 'yesterday',
      TICK_MS: '-1',
    });
    const named = faults.map((fault) => fault.split(':')[0]).sort();
    expect(named).toEqual([
      'BOT_TYPE',
      'CLOCK_NOW',
      'DEFAULT_TIME_ZONE',
      'PORT',
      'PUBLIC_HOST',
      'ROLE',
      'SSO_CLIENT_ID',
      'STORAGE_ACCOUNT',
      'TEAMS_APP_ID',
      'TENANT_ID',
      'TICK_MS',
    ]);
  });

  it('a malformed bot setting is no way into local mode', () => {
    expect(faultsOf({ BOT_TYPE: 'MultiTenant' }).length).toBeGreaterThan(1);
  });

  it('know where figures go, or say what is wrong with the address without showing it', () => {
    const to = (text: string) => ({ ...full, APPLICATIONINSIGHTS_CONNECTION_STRING: text });
    const key = 'InstrumentationKey=11111111-1111-4111-8111-111111111111';
    const text = `${key};IngestionEndpoint=https://in.example/`;
    expect(readConfig(to(text)).secrets.insightsConnectionString).toBe(text);
    expect(readConfig(full).secrets.insightsConnectionString).toBeUndefined();
    expect(faultsOf(to('InstrumentationKey=k3y'))).toEqual([
      'APPLICATIONINSIGHTS_CONNECTION_STRING: is not a connection string of Application Insights: it has no InstrumentationKey',
    ]);
  });

  it('keep secrets out of what may be logged', () => {
    const env = {
      ...full,
      BOT_TYPE: 'SingleTenant',
      BOT_PASSWORD: 's3cret',
      STORAGE_CONNECTION_STRING: 'k3y',
    };
    expect(JSON.stringify(readConfig(env).settings)).not.toMatch(/s3cret|k3y/);
    expect(faultsOf({ ...env, TENANT_ID: '' }).join()).not.toMatch(/s3cret|k3y/);
  });
});
