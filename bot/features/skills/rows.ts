import { listedRows, namedRows } from '#bot/features/skills/named-list';
import { packRows } from '#bot/features/skills/packed';
import { sharerRows } from '#bot/features/skills/ring';
import { indexedRows } from '#bot/features/skills/skill-index';
import { unsharedRows } from '#bot/features/skills/store';
import { tenantSkillRows } from '#bot/features/skills/tenant';
import type { RowKind } from '#bot/platform/rows';

export const skillRows: readonly RowKind[] = [
  indexedRows,
  unsharedRows,
  sharerRows,
  namedRows,
  listedRows,
  packRows,
  ...tenantSkillRows,
];
