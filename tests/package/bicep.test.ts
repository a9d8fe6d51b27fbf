import { readdirSync } from 'node:fs';
import { readConfig } from '#bot/config';
import { flags } from '../../infra/build/flags.mjs';
import { faultsOf, readBicep, type Sources } from './bicep';
import { json, text } from './files';

// The compiler is not everywhere (infra/build/bicep.mjs). These tests read how the files are wired to
// each other and to the app; whether Azure takes them, only a deployment can tell.

const paths = [
  'infra/azure.bicep',
  ...readdirSync('infra/modules').map((name) => `infra/modules/${name}`),
];
const sources: Sources = Object.fromEntries(paths.map((path) => [path, text(path)]));
const source = (name: string): string => sources[name] ?? '';

/** The sources with one change, which must really change something. */
function changed(path: string, from: string | RegExp, to: string): Sources {
  const altered = source(path).replace(from, to);
  if (altered === source(path)) throw new Error(`${path} has no ${from}`);
  return { ...sources, [path]: altered };
}

describe('the bot registration', () => {
  test('has Teams switched on, and the channels that Azure makes with every bot switched off', () => {
    const bot = source('infra/modules/bot.bicep');
    const channels = bot
      .split(/^resource /m)
      .filter((part) => part.includes('botServices/channels'));
    const byName = new Map(channels.map((part) => [/name: '(\w+)'/.exec(part)?.[1], part]));
    expect([...byName.keys()].sort()).toEqual([
      'DirectLineChannel',
      'MsTeamsChannel',
      'WebChatChannel',
    ]);
    for (const [name, part] of byName) {
      const enabled = [...part.matchAll(/isEnabled: (\w+)/g)].map(([, value]) => value);
      expect({ name, enabled }).toEqual({ name, enabled: [String(name === 'MsTeamsChannel')] });
    }
    expect(bot).toContain('disableLocalAuth: true');
  });
});

describe('the Bicep files', () => {
  test('fit together', () => {
    expect(paths.length).toBe(7);
    expect(faultsOf(sources)).toEqual([]);
  });

  test.each([
    [
      'a module that is not there',
      'infra/azure.bicep',
      'modules/bot',
      'modules/bots',
      'there is no',
    ],
    ['a missing param', 'infra/azure.bicep', / {4}planSku: planSku\n/, '', 'is not given planSku'],
    ['an unknown param', 'infra/azure.bicep', 'host: web', 'hots: web', 'takes no hots'],
    ['a param of another type', 'infra/azure.bicep', 'planSku string', 'planSku int', 'as string'],
    [
      'an unknown output',
      'infra/azure.bicep',
      'storage.outputs.name',
      'storage.outputs.key',
      'exist',
    ],
    ['an open bracket', 'infra/modules/bot.bicep', /\}\n$/, '', 'never closed'],
    ['an open string', 'infra/modules/bot.bicep', "'global'", "'global", 'does not end'],
    ['an unknown parent', 'infra/modules/web.bicep', 'parent: app', 'parent: site', 'called site'],
    [
      'an idle param',
      'infra/modules/web.bicep',
      'ROLE:',
      "ROLE: 'all'\n}\nparam idle int\n//",
      'idle is',
    ],
  ])('would be refused with %s', (_, path, from, to, words) => {
    expect(faultsOf(changed(path, from, to)).join('\n')).toContain(words);
  });

  test('get exactly the parameters that have no default, and the file passes only known ones', () => {
    const { parameters } = json('infra/azure.parameters.json') as { parameters: object };
    const { params } = readBicep(source('infra/azure.bicep'));
    const needed = params.filter(({ optional }) => !optional).map(({ name }) => name);
    expect(Object.keys(parameters).sort()).toEqual(needed.sort());
  });

  test('keep storage keys, old TLS, plain http, FTP and passwords off', () => {
    expect(source('infra/modules/storage.bicep')).toMatch(/^ {4}allowSharedKeyAccess: false$/m);
    expect(source('infra/modules/storage.bicep')).toMatch(/^ {4}minimumTlsVersion: 'TLS1_2'$/m);
    const web = source('infra/modules/web.bicep');
    expect(web).toMatch(/^ {4}httpsOnly: true$/m);
    expect(web).toMatch(/^ {2}ftpsState: 'Disabled'$/m);
    expect(web).toMatch(/^ {2}minTlsVersion: '1\.2'$/m);
    expect(web.match(/^ {4}siteConfig: siteConfig$/gm)).toHaveLength(2);
    expect(web.match(/^ {4}allow: false$/gm)).toHaveLength(4);
    expect(Object.values(sources).join()).not.toMatch(/listKeys|AccountKey|password:/i);
  });

  test('start the app as it is started everywhere else', () => {
    const web = source('infra/modules/web.bicep');
    expect(web).toContain(`appCommandLine: 'node ${flags.join(' ')} main.mjs'`);
  });

  test('let the identity into the tables and their backups, and nothing else', () => {
    const assignments = [
      ...Object.values(sources)
        .join('\n')
        .matchAll(/roleAssignments@/g),
    ];
    expect(assignments).toHaveLength(2);
    const storage = source('infra/modules/storage.bicep');
    // Storage Table Data Contributor, Storage Blob Data Contributor
    expect(storage).toContain('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3');
    expect(storage).toContain('ba92f5b4-2d11-453d-a403-e96b0029c9fe');
  });

  test('keep backups as long as people were told, where the app puts them, and the account for good', () => {
    const storage = source('infra/modules/storage.bicep');
    expect(storage).toContain("var containerName = 'backups'");
    expect(text('bot/platform/storage.ts')).toContain("containerName = 'backups'");
    expect(storage).toContain('var backupDays = 30\n');
    expect(storage).toContain('daysAfterModificationGreaterThan: backupDays');
    for (const lang of ['en', 'nl']) {
      const words = json(`bot/strings/${lang}/privacy.json`) as Record<string, string>;
      expect(words['kept.backups']).toMatch(/\b30 da/);
      expect(words['erase.backups']).toMatch(/\b30 da/);
    }
    expect(text('bot/doors/pages/privacy.html').match(/\b30 da(ys|gen)\b/g)).toHaveLength(2);
    expect(storage).toMatch(/deleteRetentionPolicy: \{\s+enabled: false/);
    expect(storage).toMatch(/locks@[^{]+\{[^}]+scope: account[^}]+level: 'CanNotDelete'/);
  });

  test('alarm on figures that the app really sends, to the address that was given', () => {
    const alarms = source('infra/modules/alarms.bicep');
    const sent = new Set(
      text('bot/platform/azure-monitor.ts').match(/(?<=')(delivery\.\w+|alarms)(?=')/g),
    );
    const queried = [...alarms.matchAll(/Name == "([^"]+)"/g)].map(([, name = '']) => name);
    expect(queried).toHaveLength(6);
    for (const name of queried) expect(sent).toContain(name);
    // What is measured is a column of the query, and every rule tells the same people.
    for (const [, query = '', column = ''] of alarms.matchAll(
      /query: '([^\n]+)'\n +metricMeasureColumn: '(\w+)'/g,
    )) {
      expect(query).toMatch(new RegExp(`project .*\\b${column} = `));
    }
    const rules = alarms.match(/^resource \w+ 'Microsoft\.Insights\/scheduledQueryRules@/gm);
    expect(rules).toHaveLength(7);
    expect(alarms.match(/^ {8}people\.id$/gm)).toHaveLength(7);
    expect(alarms.match(/^ {8}actionGroupId: people\.id$/gm)).toHaveLength(2);
    expect(alarms).toContain('emailAddress: email');
    expect(source('infra/azure.bicep')).toContain('email: alarmEmail');
  });

  test('alarm on answers of 500 and above, failed health, starts again and again, and our own faults', () => {
    const alarms = source('infra/modules/alarms.bicep');
    expect(alarms.match(/(?<=metricName: ')\w+/g)).toEqual(['Http5xx', 'HealthCheckStatus']);
    // What is counted is what every process says when it starts.
    const [, said = ''] = /ResultDescription has "([^"]+)"/.exec(alarms) ?? [];
    expect(text('bot/local/start.ts')).toContain(`'${said}'`);
    const [, words = ''] = /Properties\.what\) in \(([^)]+)\)/.exec(alarms) ?? [];
    const sources = ['bot/main.ts', 'bot/features/backup/job.ts'].map(text).join('');
    for (const word of words.match(/\w+/g) ?? []) expect(sources).toContain(`alarm('${word}')`);
  });

  test('take in no more of what is logged than was allowed for', () => {
    expect(source('infra/modules/monitoring.bicep')).toMatch(/dailyQuotaGb: dailyQuotaGb$/m);
  });

  test('let a new version write to nobody before it is swapped in, and swap it in when it is ready', () => {
    const web = source('infra/modules/web.bicep');
    const rolesOf = (resource: string) =>
      new RegExp(`${resource}@[^']+' = \\{[^}]+union\\(appSettings, \\{\\s+ROLE: '(\\w+)'`).exec(
        web,
      )?.[1];
    expect(rolesOf('Microsoft.Web/sites/config')).toBe('all');
    expect(rolesOf('Microsoft.Web/sites/slots/config')).toBe('web');
    expect(web).toMatch(
      /name: 'slotConfigNames'\n {2}properties: \{\n {4}appSettingNames: \[\n {6}'ROLE'\n/,
    );
    expect(web).toContain("WEBSITE_SWAP_WARMUP_PING_PATH: '/readyz'");
    expect(web).toContain("WEBSITE_SWAP_WARMUP_PING_STATUSES: '200'");
  });

  test('register the bot for Teams with the managed identity', () => {
    const bot = source('infra/modules/bot.bicep');
    expect(bot).toContain("msaAppType: 'UserAssignedMSI'");
    expect(bot).toMatch(/endpoint: 'https:\/\/\$\{host\}\/api\/messages'/);
    expect(bot).toContain("name: 'MsTeamsChannel'");
  });

  test('give the web app every setting that it needs to start', () => {
    const [, block = ''] = /^var appSettings = \{([^}]*)\}/m.exec(
      source('infra/modules/web.bicep'),
    ) as string[];
    const settings = Object.fromEntries(
      [...block.matchAll(/^ {2}(\w+): (?:'([^']*)'|\S+)$/gm)].map(([, name = '', literal]) => [
        name,
        literal ?? 'some-value',
      ]),
    );
    expect(settings).toMatchObject({ BOT_TYPE: 'UserAssignedMSI' });
    expect(settings).toHaveProperty('APPLICATIONINSIGHTS_CONNECTION_STRING');
    const read = () =>
      readConfig({
        ...settings,
        DEFAULT_TIME_ZONE: 'Europe/Amsterdam',
        LEAVER_DAYS: '90',
        APPLICATIONINSIGHTS_CONNECTION_STRING:
          'InstrumentationKey=11111111-1111-4111-8111-111111111111;IngestionEndpoint=https://in.example/',
      });
    expect(read().settings.identity.kind).toBe('entra');
    expect(read().settings.storage).toEqual({ kind: 'account', name: 'some-value' });
    expect(read().secrets.identityClientId).toBe('some-value');
  });
});
