// The floors of the house (ARCHITECTURE.md): an arrow that is not allowed fails the build.
const feature = '^bot/features/([^/]+)/';
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'a-feature-never-imports-a-feature',
      severity: 'error',
      from: { path: feature },
      to: { path: feature, pathNot: '^bot/features/$1/' },
    },
    {
      name: 'features-meet-in-app-only',
      severity: 'error',
      from: { path: '^bot/(?!features/|(app|restore)\\.ts$)' },
      to: { path: feature, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-takes-features-by-their-index',
      severity: 'error',
      from: { path: '^bot/(app|restore)\\.ts$' },
      to: { path: feature, pathNot: '/index\\.ts$' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^bot/core/' },
      to: { path: '^bot/(?!core/|strings/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '/rules\\.ts$' },
      to: {
        path: '^bot/(doors|platform|features/[^/]+/(store|card|verbs|routes|job|index))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'cards-do-no-input-or-output',
      severity: 'error',
      from: { path: '/card\\.ts$' },
      to: {
        path: '^bot/(doors|platform|features/[^/]+/(store|verbs|routes|job))',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'wire-is-for-both-sides',
      severity: 'error',
      from: { path: '/wire\\.ts$' },
      to: { pathNot: '^(bot/core/|node_modules/zod)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'records-and-delivery-below-features',
      severity: 'error',
      from: { path: '^bot/(records|platform|delivery|cards)/' },
      to: { path: '^bot/(features|doors|app|local)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'practice-above-records-below-features',
      severity: 'error',
      from: { path: '^bot/practice/' },
      to: { path: '^bot/(features|doors|app|local)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'records-and-delivery-below-practice',
      severity: 'error',
      from: { path: '^bot/(records|platform|delivery|cards|core)/' },
      to: { path: '^bot/practice/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'meeting-above-records-below-practice',
      severity: 'error',
      from: { path: '^bot/meeting/' },
      to: { path: '^bot/(practice|features|doors|app|local)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'records-and-delivery-below-meeting',
      severity: 'error',
      from: { path: '^bot/(records|platform|delivery|cards|core)/' },
      to: { path: '^bot/meeting/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-below-records',
      severity: 'error',
      from: { path: '^bot/platform/' },
      to: { path: '^bot/(records|delivery)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'bot-framework-behind-one-door-and-one-messenger',
      severity: 'error',
      from: { path: '^bot/', pathNot: '^bot/(doors/teams|platform/messenger)\\.ts$' },
      to: {
        path: 'node_modules/(botbuilder|@microsoft/teams-ai)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'azure-behind-platform',
      severity: 'error',
      from: { path: '^bot/', pathNot: '^bot/(platform/|app\\.ts$)' },
      to: { path: 'node_modules/@azure/' },
    },
    {
      name: 'tab-takes-wire-and-core-only',
      severity: 'error',
      from: { path: '^tab/' },
      to: {
        path: '^bot/',
        pathNot:
          '^bot/(core/|(features/[^/]+|practice)/wire\\.ts$|strings/[a-z]+/(tab|backstage)\\.json$)',
      },
    },
    {
      name: 'bot-never-takes-from-tab',
      severity: 'error',
      from: { path: '^bot/' },
      to: { path: '^tab/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.(svg|css)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/\\.)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
