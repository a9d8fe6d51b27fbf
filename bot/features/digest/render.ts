import type { Listed } from '#bot/core/floor';
import type { Translate } from '#bot/core/i18n';
import type { Kind } from '#bot/core/learning';
import { type IsoWeek, mondayOf } from '#bot/core/time';
import type { Digest, PrivateFigures } from '#bot/features/digest/record';
import type { TeamView } from '#bot/features/digest/wire';
import type { Lang } from '#bot/strings/index';

type View = NonNullable<TeamView['digest']>;

/** What a frozen digest says, without Markdown; the suggestion's state is not part of it. */
export type DigestText = Omit<View, 'week' | 'suggestion'> & {
  readonly suggestion: Omit<View['suggestion'], 'available' | 'post'>;
};

/**
 * The digest's text: a function of the record and the language, so that the manager's and any
 * member's are the same bytes.
 */
export function render(digest: Digest, t: Translate, lang: Lang): DigestText {
  const { people, scope } = digest;
  const points = people.some(({ value }) => value > 0)
    ? people.map(({ week, value }) => ({
        week,
        label: t('digest.chart.week', { week: weekNumber(week) }),
        value,
      }))
    : [];
  return {
    title: t('digest.title', { team: digest.team, day: dayAndMonth(mondayOf(digest.week), lang) }),
    lines: [...publicLines(digest, t, lang), ...privateLines(digest, t, lang)],
    chart: {
      title: t('digest.chart.title', { scope }),
      summary: t('digest.chart.summary', {
        weeks: list(
          points.map(({ label, value }) => `${label}: ${value}`),
          lang,
        ),
      }),
      points,
    },
    suggestion: {
      act: digest.suggestion,
      text: t(`digest.suggestion.${digest.suggestion}`),
      label: t(`digest.act.${digest.suggestion}`),
    },
  };
}

/** What people did in public on purpose: shown for a team of any size. */
const publicLines = (digest: Digest, t: Translate, lang: Lang): string[] => {
  const { badges, lessons } = digest;
  const posted = t('digest.line.badges', { count: badges });
  const kept = lessons === 0 ? [] : [t('digest.line.lessons', { count: lessons })];
  return [[posted, ...kept].join(' '), topicsLine(digest, t, lang)];
};

/**
 * By name and without a number: of one person's twenty topics it would make a busy team, and if each
 * person counted once, it would tell which topics belong to one person.
 */
function topicsLine(digest: Digest, t: Translate, lang: Lang): string {
  const { count, names } = digest.topics;
  const named = count > names.length ? [...names, t('digest.line.more')] : names;
  const invited = digest.invited === true && count > 0;
  return t(invited ? 'digest.line.invited' : 'digest.line.topics', {
    count,
    names: list(named, lang),
  });
}

/** The same for a post that thanks: only what there is, for it counts no noughts. */
export const madePublic = (digest: Digest, t: Translate, lang: Lang): string[] => [
  ...(digest.badges === 0 ? [] : [t('digest.line.badges', { count: digest.badges })]),
  ...(digest.lessons === 0 ? [] : [t('digest.line.lessons', { count: digest.lessons })]),
  ...(digest.topics.count === 0 ? [] : [topicsLine(digest, t, lang)]),
];

function privateLines(digest: Digest, t: Translate, lang: Lang): string[] {
  const { scope, tookPart, helped, soon, sessions } = digest;
  const together = sessions === 0 ? [] : [t('digest.line.sessions', { count: sessions })];
  const quickly = soon === 0 ? [] : [t('digest.line.soon', { count: soon })];
  const lines = [
    tookPart === 0
      ? undefined
      : [t('digest.line.tookPart', { scope, count: tookPart }), ...together].join(' '),
    helped === 0
      ? undefined
      : [t('digest.line.helped', { scope, count: helped }), ...quickly].join(' '),
    wantedLine(digest, t, lang),
  ].filter((line) => line !== undefined);
  // One wording for everything hidden: none and four look alike.
  return lines.length === 3 ? lines : [...lines, t('digest.line.hidden')];
}

/** What people wish for and nobody offers, few explain, or a round had too few helpers for. */
export function wantedLine(
  { scope, ...figures }: Pick<Digest, 'scope' | 'nobody' | 'few' | 'short'>,
  t: Translate,
  lang: Lang,
): string | undefined {
  const nobody = topics(figures.nobody, t, lang);
  const few = topics(figures.few, t, lang);
  const short = topics(figures.short, t, lang);
  if (nobody === '' && few === '' && short === '') return undefined;
  if (short === '') {
    const which = nobody === '' ? 'few' : few === '' ? 'nobody' : 'both';
    return t(`digest.line.${which}`, { scope, nobody, few });
  }
  return [
    t('digest.line.wanted', { scope }),
    ...(nobody === '' ? [] : [t('digest.line.wanted.nobody', { nobody })]),
    ...(few === '' ? [] : [t('digest.line.wanted.few', { few })]),
    t('digest.line.wanted.short', { short }),
  ].join(' ');
}

/** Kinds of which five or more people wish for something that may not be named, in words. */
export const wantedKinds = ({ nobody, few }: PrivateFigures, t: Translate): string[] => [
  ...new Set(
    [...nobody, ...few].flatMap((entry) => ('kind' in entry ? kindIn(entry.kind, t) : [])),
  ),
];

/** A kind in words; records of before name one that says nothing. */
const kindIn = (kind: Kind, t: Translate): string[] =>
  kind === 'skill' ? [] : [t(`digest.kind.${kind}`)];

const topics = (entries: readonly Listed[], t: Translate, lang: Lang): string =>
  list(
    entries.flatMap((entry) => ('topic' in entry ? [entry.topic] : kindIn(entry.kind, t))),
    lang,
  );

const list = (parts: readonly string[], lang: Lang): string =>
  new Intl.ListFormat(locale(lang), { type: 'conjunction' }).format(parts);

const locale = (lang: Lang): string => (lang === 'en' ? 'en-GB' : lang);
const weekNumber = (week: IsoWeek): number => Number(week.slice(-2));

const dayAndMonth = (day: string, lang: Lang): string =>
  new Intl.DateTimeFormat(locale(lang), { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
