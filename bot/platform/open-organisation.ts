import type { Config } from '#bot/config';
import type { Organisation } from '#bot/platform/organisation';

/**
 * The organisation behind the bot's own managed identity; undefined where there is none. Microsoft's
 * client is loaded only then: every other start does without.
 */
export async function openOrganisation({ settings }: Config): Promise<Organisation | undefined> {
  const { identity, managed } = settings;
  if (!managed || identity.kind === 'local') return undefined;
  const [{ ManagedIdentityCredential }, { graph }] = await Promise.all([
    import('@azure/identity'),
    import('#bot/platform/graph'),
  ]);
  return graph({ credential: new ManagedIdentityCredential({ clientId: identity.botId }) });
}
