import { AppManifestUtils, type TeamsManifestV1D25 } from '@microsoft/app-manifest';
import { isThere, json, placeholders, text } from './files';

type Manifest = TeamsManifestV1D25.TeamsManifestV1D25;

const examples: Readonly<Record<string, string>> = {
  TEAMS_APP_ID: '11111111-1111-4111-8111-111111111111',
  BOT_ID: '22222222-2222-4222-8222-222222222222',
  SSO_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  APP_HOST: 'passiton.example.com',
};

const filled = (): Manifest =>
  JSON.parse(
    text('appPackage/manifest.json').replace(
      /\$\{\{(\w+)\}\}/g,
      (all, name: string) => examples[name] ?? all,
    ),
  );

const faultsOf = (manifest: object): Promise<string[]> =>
  AppManifestUtils.validateAgainstSchema(manifest as Manifest);

describe('the manifest', () => {
  const online = globalThis.fetch;
  beforeAll(() => {
    globalThis.fetch = () => Promise.reject(new Error('this check works without a network'));
  });
  afterAll(() => {
    globalThis.fetch = online;
  });

  test('is valid against the schema of version 1.25', async () => {
    const manifest = filled();
    expect(manifest.manifestVersion).toBe('1.25');
    expect(manifest.$schema).toContain('/v1.25/');
    expect(await faultsOf(manifest)).toEqual([]);
  });

  test('would not be valid with a bot in a scope that does not exist', async () => {
    const { bots: [bot] = [], ...rest } = filled();
    const faults = await faultsOf({ ...rest, bots: [{ ...bot, scopes: ['groupchat'] }] });
    expect(faults.join('\n')).toContain('/bots/0/scopes/0');
  });

  test('asks for these four values and no others', () => {
    expect(placeholders(text('appPackage/manifest.json')).sort()).toEqual(
      Object.keys(examples).sort(),
    );
  });

  test('names files that are there', () => {
    const { icons, localizationInfo } = filled();
    const files = [
      icons.color,
      icons.outline,
      localizationInfo?.defaultLanguageFile,
      ...(localizationInfo?.additionalLanguages ?? []).map(({ file }) => file),
    ];
    expect(files).toHaveLength(4);
    expect(files.filter((file) => !isThere(`appPackage/${file}`))).toEqual([]);
  });

  test('offers at most ten commands in a chat, and in teams only the six that act there', () => {
    const lists = filled().bots?.[0]?.commandLists ?? [];
    const titles = Object.fromEntries(
      lists.map(({ scopes, commands }) => [scopes.join(), commands.map(({ title }) => title)]),
    );
    const shared = ['help', 'who', 'thank', 'look back', 'together', 'digest for'];
    expect(titles).toEqual({ personal: expect.any(Array), team: shared, groupChat: shared });
    expect(titles.personal?.length).toBeLessThanOrEqual(10);
    expect(titles.personal).toEqual(expect.arrayContaining(['help', 'look back', 'together']));
  });

  test('opens the tab as "home", thanks and asks from a message with a form that the bot makes, and finds help from the message box', () => {
    const { staticTabs, composeExtensions } = filled();
    expect(staticTabs).toEqual([
      {
        entityId: 'home',
        name: 'Pass It On',
        contentUrl: 'https://passiton.example.com/tab?theme={theme}&lang={locale}',
        scopes: ['personal'],
      },
      { entityId: 'about', scopes: ['personal'] },
    ]);
    expect(composeExtensions?.[0]?.commands).toEqual([
      expect.objectContaining({
        id: 'thankForThis',
        type: 'action',
        context: ['message'],
        fetchTask: true,
      }),
      expect.objectContaining({
        id: 'askForThis',
        type: 'action',
        context: ['message'],
        fetchTask: true,
      }),
      expect.objectContaining({
        id: 'findHelp',
        type: 'query',
        context: ['compose', 'commandBox'],
      }),
      expect.objectContaining({
        id: 'makeHowTo',
        type: 'action',
        context: ['message'],
        fetchTask: true,
      }),
    ]);
  });

  test('signs in to the same address that the Entra app of the tab has', () => {
    const { webApplicationInfo } = json('appPackage/manifest.json') as Manifest;
    const { identifierUris, appId } = json('infra/aad.manifest.json') as Record<string, unknown>;
    expect(identifierUris).toEqual([webApplicationInfo?.resource]);
    expect(appId).toBe(webApplicationInfo?.id);
  });

  test('trusts its own host and no other', () => {
    expect(filled().validDomains).toEqual(['passiton.example.com']);
  });
});
