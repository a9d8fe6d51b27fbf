import type { Translate } from '#bot/core/i18n';
import { type Instant, instantOf } from '#bot/core/time';
import { type OwnName, ownHowTo } from '#bot/features/howto/own';
import { standing } from '#bot/features/howto/rules';
import type { Kept } from '#bot/features/howto/store';
import type { HowToView } from '#bot/features/howto/wire';
import type { Lang } from '#bot/strings/index';

/** Who reads, and by which calendar a how-to's age is told. */
export interface Reader {
  readonly t: Translate;
  readonly lang: Lang;
  readonly now: Instant;
  readonly zone: string;
}

/** "March 2026". */
const month = (iso: string, { lang, zone }: Reader): string =>
  new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    month: 'long',
    year: 'numeric',
    timeZone: zone,
  }).format(instantOf(iso).epochMilliseconds);

function shown(howTo: Kept, reader: Reader): Omit<HowToView, 'seen' | 'may'> {
  const { id, team, skill, steps, link, checked } = howTo;
  const isChecked = standing(checked, reader.now, reader.zone) === 'checked';
  return {
    id,
    team,
    topic: skill.name,
    steps,
    link,
    warning: isChecked ? null : reader.t('howto.warning', { month: month(checked, reader) }),
    own: false,
  };
}

/** In its team's list: who looks after it, and what I may do. */
export function teamView(
  howTo: Kept,
  reader: Reader,
  {
    me,
    teamName,
    nameOf,
  }: {
    me: string;
    teamName: string;
    /** What the team's list calls somebody; undefined for who is not in it. */
    nameOf: (id: string) => string | undefined;
  },
): HowToView {
  const { owner, ownerName, everybody, asked } = howTo;
  const name = owner === '' ? undefined : nameOf(owner);
  const whose = owner === me ? 'me' : name === undefined ? 'nobody' : 'other';
  const view = shown(howTo, reader);
  const right = view.warning !== null || asked !== undefined ? (['right'] as const) : [];
  return {
    ...view,
    seen: reader.t('howto.seen', {
      whose,
      name: name || ownerName || reader.t('common.aColleague'),
      team: teamName,
      reach: everybody ? 'all' : 'team',
    }),
    may:
      whose === 'me'
        ? [...right, 'edit', 'brief', 'free', 'remove']
        : whose === 'nobody'
          ? ['take']
          : ['off'],
  };
}

/** Found by its topic: nothing of who wrote it. */
export const foundView = (
  howTo: Kept,
  reader: Reader,
  { me, inTeam }: { me: string; inTeam: boolean },
): HowToView => ({
  ...shown(howTo, reader),
  seen: reader.t('howto.seen.found', {
    whose: howTo.owner === me ? 'me' : inTeam ? 'team' : 'all',
  }),
  may: howTo.owner === me ? ['edit'] : howTo.owner === '' ? [] : ['off'],
});

/** One that comes with the product. */
export function ownView(
  name: OwnName,
  team: string,
  hidden: boolean,
  { t }: Pick<Reader, 't'>,
): HowToView {
  const { topic, steps } = ownHowTo(t, name);
  const inTeam: HowToView['may'] = hidden ? ['show'] : ['copy', 'hide'];
  return {
    id: name,
    team,
    topic,
    steps,
    link: '',
    seen: t('howto.seen.own'),
    warning: null,
    own: true,
    may: team === '' ? [] : inTeam,
  };
}
