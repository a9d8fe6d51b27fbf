import { readConfig } from '#bot/config';
import { tenantContext } from '#bot/core/ids';
import type { Catalogue } from '#bot/features/skills/catalogue/catalogue';
import { knownSkills } from '#bot/features/skills/known';
import { openStorage } from '#bot/platform/storage';

/** The catalogue of the tenant and storage that the settings name, for a command. */
export async function openCatalogue(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly catalogue: Catalogue; close(): Promise<void> }> {
  const config = readConfig(env);
  const { tables, prepare, close } = await openStorage(config);
  await prepare();
  const known = knownSkills(tables, tenantContext(config.settings.identity.tenant));
  await known.refresh();
  return { catalogue: known, close };
}
