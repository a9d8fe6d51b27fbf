import { type Kind, kinds, type Level, levels } from '#bot/core/learning';
import type { Say } from '../../words';

export const levelChoices = (t: Say): { value: Level; label: string }[] =>
  levels.map((value) => ({ value, label: t(`level.${value}`) }));

export const kindChoices = (t: Say): { value: Kind; label: string }[] =>
  kinds.map((value) => ({ value, label: t(`kind.${value}`) }));
