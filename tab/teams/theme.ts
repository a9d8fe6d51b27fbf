import type { Theme } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

const themeNames = ['default', 'dark', 'contrast'] as const;
export type ThemeName = (typeof themeNames)[number];

/** Our own few tokens beside those of Teams: ground, cards, the warm and the accent surface, five kinds. */
export type OwnToken =
  | 'pioPage'
  | 'pioCard'
  | 'pioLine'
  | 'pioSoft'
  | 'pioOnSoft'
  | 'pioWarm'
  | 'pioOnWarm'
  | 'pioSkeleton'
  | 'pioLift'
  | 'pioPlank'
  | 'pioPlankEdge'
  | 'pioSkill'
  | 'pioInsight'
  | 'pioSoftSkill'
  | 'pioKnowHow'
  | 'pioSelfReflection'
  | 'pioOnKind';
export type OwnTheme = Theme & Record<OwnToken, string>;

/** A theme weighs 6 KB, and people look through one of the three: each is a chunk of its own. */
const modules: Readonly<Record<ThemeName, () => Promise<{ theme: OwnTheme }>>> = {
  default: () => import('./themes/default'),
  dark: () => import('./themes/dark'),
  contrast: () => import('./themes/contrast'),
};

const loaded = new Map<ThemeName, OwnTheme>();

export async function loadTheme(name: ThemeName): Promise<OwnTheme> {
  const theme = loaded.get(name) ?? (await modules[name]()).theme;
  loaded.set(name, theme);
  return theme;
}

/** The theme of that name as soon as it is there; until then the one on screen stays. */
export function useTheme(name: ThemeName): OwnTheme | undefined {
  const [shown, setShown] = useState(() => ({ name, theme: loaded.get(name) }));
  useEffect(() => {
    let wanted = true;
    const take = (theme: OwnTheme) => {
      if (wanted) setShown({ name, theme });
    };
    // As with the words: asked for once more, then what is on screen stays.
    loadTheme(name).then(take, () => loadTheme(name).then(take, () => {}));
    return () => {
      wanted = false;
    };
  }, [name]);
  useEffect(() => {
    document.documentElement.dataset.theme = shown.name;
  }, [shown]);
  return shown.theme;
}

/** Reads what Teams or the address calls a theme; anything unknown is light. */
export const themeNamed = (name: string | null | undefined): ThemeName =>
  themeNames.find((known) => known === name) ?? 'default';
