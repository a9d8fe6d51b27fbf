import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '#bot/config';
import { readBicep } from './bicep';
import { isThere, json, placeholders, text } from './files';

// The toolkit's own schema for these files is checked by the long tests. What stands here is the
// part of it that our steps use, written down again: the actions, their parameters and outputs.

const words = z.string().min(1);
const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
const step = <U extends string, W extends z.ZodType, O extends z.ZodType>(
  uses: U,
  parameters: W,
  outputs?: O,
) =>
  z.strictObject({
    uses: z.literal(uses),
    name: words.optional(),
    with: parameters,
    ...(outputs === undefined ? {} : { writeToEnvironmentFile: outputs }),
  });
const entraApp = {
  name: words,
  generateServicePrincipal: z.boolean(),
  signInAudience: z.literal('AzureADMyOrg'),
};
const manifestPath = words;
const appPackagePath = words;

const anyStep = z.union([
  step(
    'teamsApp/create',
    z.strictObject({ name: words }),
    z.strictObject({ teamsAppId: variable }),
  ),
  step(
    'aadApp/create',
    z.strictObject({ ...entraApp, generateClientSecret: z.literal(false) }),
    z.strictObject({ clientId: variable, objectId: variable }),
  ),
  step(
    'aadApp/create',
    z.strictObject({ ...entraApp, generateClientSecret: z.literal(true) }),
    z.strictObject({
      clientId: variable,
      objectId: variable,
      // The toolkit encrypts what has this beginning, and keeps it in a file that git ignores.
      clientSecret: variable.startsWith('SECRET_'),
    }),
  ),
  step(
    'arm/deploy',
    z.strictObject({
      subscriptionId: words,
      resourceGroupName: words,
      bicepCliVersion: z.string().regex(/^v\d+\.\d+\.\d+$/),
      templates: z.array(z.strictObject({ path: words, parameters: words, deploymentName: words })),
    }),
  ),
  step('aadApp/update', z.strictObject({ manifestPath, outputFilePath: words })),
  step('teamsApp/validateManifest', z.strictObject({ manifestPath })),
  step(
    'teamsApp/zipAppPackage',
    z.strictObject({ manifestPath, outputZipPath: words, outputFolder: words }),
  ),
  step('teamsApp/update', z.strictObject({ appPackagePath })),
  step(
    'botFramework/create',
    z.strictObject({
      botId: words,
      name: words,
      messagingEndpoint: words,
      description: z.string(),
      channels: z.array(z.strictObject({ name: z.literal('msteams') })),
    }),
  ),
  step('cli/runNpmCommand', z.strictObject({ args: words })),
  step(
    'file/createOrUpdateEnvironmentFile',
    z.strictObject({ target: words, envs: z.record(variable, z.string()) }),
  ),
  step(
    'azureAppService/zipDeploy',
    z.strictObject({ artifactFolder: words, ignoreFile: words, resourceId: words }),
  ),
  step(
    'teamsApp/publishAppPackage',
    z.strictObject({ appPackagePath }),
    z.strictObject({ publishedAppId: variable }),
  ),
]);

const project = z.strictObject({
  version: z.literal('v1.11'),
  environmentFolderPath: words,
  provision: z.array(anyStep),
  deploy: z.array(anyStep),
  publish: z.array(anyStep).optional(),
});

type Project = z.infer<typeof project>;
type Step = z.infer<typeof anyStep>;

const azure = project.parse(parse(text('teamsapp.yml')));
const local = project.parse(parse(text('teamsapp.local.yml')));
const stepsOf = ({ provision, deploy, publish = [] }: Project) => [
  ...provision,
  ...deploy,
  ...publish,
];
const nameOf = ({ uses }: Step) => uses;

/** Files that a step reads, and fills the placeholders of. */
function filesOf({ with: given }: Step): string[] {
  if ('templates' in given) return given.templates.map(({ parameters }) => parameters);
  return 'manifestPath' in given ? [given.manifestPath] : [];
}

/** What the toolkit knows after a step that it did not know before. */
function outputsOf(done: Step): string[] {
  const written =
    'writeToEnvironmentFile' in done ? Object.values(done.writeToEnvironmentFile ?? {}) : [];
  if (done.uses === 'teamsApp/create') return [...written, 'TEAMS_APP_TENANT_ID'];
  if (done.uses === 'arm/deploy') return readBicep(text('infra/azure.bicep')).outputs.slice();
  return written;
}

/** Each use of a variable that nothing before it has given a value, as `step: NAME`. */
function usedTooEarly(steps: readonly Step[], atStart: readonly string[]): string[] {
  const known = new Set(atStart);
  return steps.flatMap((one) => {
    // The toolkit makes this one up while it reads the file, when it has none.
    if (one.uses === 'aadApp/update') known.add('AAD_APP_ACCESS_AS_USER_PERMISSION_ID');
    const wanted = placeholders([JSON.stringify(one.with), ...filesOf(one).map(text)].join());
    const early = wanted.filter((name) => !known.has(name)).map((name) => `${one.uses}: ${name}`);
    for (const name of outputsOf(one)) known.add(name);
    return early;
  });
}

// The toolkit asks for the first two, or makes up the third, before the first step.
const asked = ['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME', 'RESOURCE_SUFFIX'];
const devFile = parseEnv(text('infra/env/.env.dev'));
// Nobody can guess it: the toolkit does not provision, and names it, until it stands in the file.
const told = ['ALARM_EMAIL'];
const atStart = [...asked, ...told, ...Object.keys(devFile).filter((name) => devFile[name] !== '')];

describe('teamsapp.yml and teamsapp.local.yml', () => {
  test('have only steps, parameters and outputs that the toolkit knows', () => {
    const twisted = { ...azure, deploy: [{ uses: 'cli/runNpmCommand', with: { arg: 'ci' } }] };
    expect(project.safeParse(twisted).success).toBe(false);
    expect(stepsOf(azure).length + stepsOf(local).length).toBeGreaterThan(20);
  });

  test('go through the steps in the order that each one needs', () => {
    expect(azure.provision.map(nameOf)).toEqual([
      'teamsApp/create',
      'aadApp/create',
      'arm/deploy',
      'aadApp/update',
      'teamsApp/validateManifest',
      'teamsApp/zipAppPackage',
      'teamsApp/update',
    ]);
    expect(usedTooEarly(stepsOf(azure), atStart)).toEqual([]);
  });

  test('stop before anything is made in Azure while nobody is named who is told of alarms', () => {
    expect(told.map((name) => devFile[name])).toEqual(['']);
    const without = atStart.filter((name) => !told.includes(name));
    expect(usedTooEarly(stepsOf(azure), without)).toEqual(['arm/deploy: ALARM_EMAIL']);
    expect(text('infra/azure.bicep')).toMatch(/@minLength\(6\)\n@[^\n]+\nparam alarmEmail string/);
  });

  test('would be refused with two steps the wrong way round', () => {
    const [first, second, arm, update, ...rest] = azure.provision as [Step, Step, Step, Step];
    expect(usedTooEarly([first, second, update, arm, ...rest], atStart)).toEqual([
      'aadApp/update: APP_HOST',
    ]);
  });

  test('find every variable of the tunnel variant in its sample file or an earlier step', () => {
    const sample = Object.keys(parseEnv(text('infra/env/.env.local.sample')));
    expect(usedTooEarly(stepsOf(local), sample)).toEqual([]);
    expect(usedTooEarly(stepsOf(local), [])).not.toEqual([]);
  });

  test('have a line in .env.dev for all that provisioning and publishing write', () => {
    const written = [...stepsOf(azure).flatMap(outputsOf), 'AAD_APP_ACCESS_AS_USER_PERMISSION_ID'];
    expect(written.filter((name) => !(name in devFile))).toEqual([]);
  });

  test('name only files and folders that are there', () => {
    const named = [azure, local].flatMap((one) => [
      one.environmentFolderPath,
      ...stepsOf(one).flatMap(({ with: given }) => [
        ...('templates' in given ? given.templates.flatMap((t) => [t.path, t.parameters]) : []),
        ...('manifestPath' in given ? [given.manifestPath] : []),
        ...('ignoreFile' in given ? [given.ignoreFile] : []),
      ]),
    ]);
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  test('call only npm scripts that package.json has', () => {
    const { scripts } = json('package.json') as { scripts: Record<string, string> };
    const called = [azure, local]
      .flatMap(stepsOf)
      .flatMap(({ with: given }) => ('args' in given ? [given.args] : []))
      .filter((args) => args !== 'ci')
      .map((args) => args.replace(/^run /, ''));
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('give the app on a tunnel every setting that it needs to start', () => {
    const [settings = {}] = local.deploy.flatMap(({ with: given }) =>
      'envs' in given ? [given.envs] : [],
    );
    const values = Object.entries(settings).map(([name, value]) => [
      name,
      name === 'DEFAULT_TIME_ZONE' ? devFile[name] : value,
    ]);
    const { identity, storage } = readConfig(Object.fromEntries(values)).settings;
    expect(identity).toMatchObject({ kind: 'entra', botType: 'SingleTenant' });
    expect(storage).toEqual({ kind: 'connection' });
  });

  test('write no secret anywhere but where git does not look', () => {
    const ignored = text('infra/env/.gitignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env.*.user', '.env.local']));
    const secrets = stepsOf(local).filter((one) => JSON.stringify(one).includes('${{SECRET_'));
    expect(secrets.map(({ with: given }) => ('target' in given ? given.target : ''))).toEqual([
      './.data/teams.env',
    ]);
    expect(text('.gitignore').split('\n')).toContain('.data/');
  });
});

describe('the Entra app of the tab', () => {
  interface EntraApp {
    readonly api: {
      readonly requestedAccessTokenVersion: number;
      readonly oauth2PermissionScopes: readonly { id: string; value: string; isEnabled: boolean }[];
      readonly preAuthorizedApplications: readonly {
        appId: string;
        delegatedPermissionIds: string[];
      }[];
    };
    readonly appRoles: readonly { value: string; isEnabled: boolean; id: string }[];
    readonly signInAudience: string;
    readonly requiredResourceAccess: readonly unknown[];
  }
  const app = json('infra/aad.manifest.json') as EntraApp;

  test('is for one tenant, gives version 2 tokens, and asks for no access to anything', () => {
    expect(app.signInAudience).toBe('AzureADMyOrg');
    expect(app.api.requestedAccessTokenVersion).toBe(2);
    expect(app.requiredResourceAccess).toEqual([]);
  });

  test('opens access_as_user, and nothing else, to Teams, Outlook and Microsoft 365', () => {
    const [scope, ...others] = app.api.oauth2PermissionScopes;
    expect(scope).toMatchObject({ value: 'access_as_user', isEnabled: true });
    expect(others).toEqual([]);
    const clients = app.api.preAuthorizedApplications;
    expect(clients.map(({ appId }) => appId).sort()).toEqual([
      '0ec893e0-5785-4de6-99da-4ed124e5296c', // Microsoft 365, desktop
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Teams, desktop and mobile
      '27922004-5251-4030-b22d-91ecd9a37ea4', // Outlook, mobile
      '4765445b-32c6-49b0-83e6-1d93765276ca', // Microsoft 365, web
      '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', // Teams, web
      'bc59ab01-8403-45c6-8796-ac3ef710b3e3', // Outlook, web
      'd3590ed6-52b3-4102-aeff-aad2292ab01c', // Outlook, desktop; Microsoft 365, mobile
    ]);
    expect(clients.every(({ delegatedPermissionIds: [id] }) => id === scope?.id)).toBe(true);
  });

  test('has the role Operator, which an administrator gives to somebody', () => {
    expect(app.appRoles).toEqual([expect.objectContaining({ value: 'Operator', isEnabled: true })]);
    expect(app.appRoles[0]?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
