import type { Translate } from '#bot/core/i18n';
import type { HowToDeps } from '#bot/features/howto/deps';
import { languages, wordsIn } from '#bot/strings/index';

/** The how-tos that come with the product, in the order in which a team meets them. */
const names = ['feedback', 'coaching', 'show', 'ask', 'lookback', 'welcome'] as const;
export type OwnName = (typeof names)[number];
export const ownNames: readonly OwnName[] = names;

export const ownName = (id: string): OwnName | undefined => names.find((name) => name === id);

/** One that comes with the product, in a language. */
export const ownHowTo = (t: Translate, name: OwnName) => ({
  topic: t(`howto.own.${name}`),
  steps: t(`howto.own.${name}.steps`).split('\n'),
});

/** The one that comes with the product on a topic, by all the names it goes by in any language. */
export const ownOn = (
  { skillNamed }: Pick<HowToDeps, 'skillNamed'>,
  skills: readonly string[],
): OwnName | undefined =>
  names.find((name) =>
    languages
      .flatMap((lang) => {
        const t = wordsIn(lang);
        return [t(`howto.own.${name}`), ...t(`howto.own.${name}.names`).split('|')];
      })
      .some((topic) => {
        const named = skillNamed(topic);
        return named.ok && skills.includes(named.value.id);
      }),
  );
