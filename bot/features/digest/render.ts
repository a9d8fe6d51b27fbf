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
    lines: linesOf(digest, t, lang),
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
    suggestion: suggestionOf(digest, t),
  };
}

/** What is looked for most and shared by nobody, of the invitation that it leads to. */
export function gapOf({ suggestion, nobody }: Digest): string | undefined {
  const [topic] = nobody.flatMap((entry) => ('topic' in entry ? [entry.topic] : []));
  return suggestion === 'invite' ? topic : undefined;
}

function suggestionOf(digest: Digest, t: Translate): DigestText['suggestion'] {
  const { suggestion: act } = digest;
  const topic = gapOf(digest);
  return topic === undefined
    ? { act, text: t(`digest.suggestion.${act}`), label: t(`digest.act.${act}`) }
    : { act, text: t('digest.suggestion.ask', { topic }), label: t('digest.act.ask') };
}

/** What is missing first, then what an invitation brought: somebody can do something about these. */
function linesOf(digest: Digest, t: Translate, lang: Lang): string[] {
  const wanted = wantedLine(digest, t, lang);
  const brought = isBrought(digest) ? [topicsLine(digest, t, lang)] : [];
  const people = privateLines(digest, t);
  const used = usedLine(digest, t, lang);
  // One wording for everything hidden: none and four look alike.
  const hidden = wanted === undefined || people.length < 2 ? [t('digest.line.hidden')] : [];
  const topics = brought.length > 0 ? [] : [topicsLine(digest, t, lang)];
  const first = [...(wanted === undefined ? [] : [wanted]), ...brought];
  if (used === undefined) return [...first, ...people, doneLine(digest, t), ...topics, ...hidden];
  // Five lines at most: what belongs together shares one.
  return [
    ...first,
    used,
    [...people, ...hidden].join(' '),
    [doneLine(digest, t), ...topics].join(' '),
  ];
}

/** What people did in public on purpose: shown for a team of any size. */
function doneLine({ badges, lessons }: Digest, t: Translate): string {
  const posted = t('digest.line.badges', { count: badges });
  const kept = lessons === 0 ? [] : [t('digest.line.lessons', { count: lessons })];
  return [posted, ...kept].join(' ');
}

const isBrought = ({ invited, topics }: Digest): boolean => invited === true && topics.count > 0;

/**
 * By name and without a number: of one person's twenty topics it would make a busy team, and if each
 * person counted once, it would tell which topics belong to one person.
 */
function topicsLine(digest: Digest, t: Translate, lang: Lang): string {
  const { count, names } = digest.topics;
  const named = count > names.length ? [...names, t('digest.line.more')] : names;
  return t(isBrought(digest) ? 'digest.line.invited' : 'digest.line.topics', {
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

function privateLines(digest: Digest, t: Translate): string[] {
  const { scope, tookPart, helped, soon, sessions } = digest;
  const together = sessions === 0 ? [] : [t('digest.line.sessions', { count: sessions })];
  const quickly = soon === 0 ? [] : [t('digest.line.soon', { count: soon })];
  return [
    ...(tookPart === 0
      ? []
      : [[t('digest.line.tookPart', { scope, count: tookPart }), ...together].join(' ')]),
    ...(helped === 0
      ? []
      : [[t('digest.line.helped', { scope, count: helped }), ...quickly].join(' ')]),
  ];
}

/** Whether what was learnt was used, and what was in the way of it. */
function usedLine({ scope, used, inTheWay }: Digest, t: Translate, lang: Lang): string | undefined {
  const reasons = list(
    inTheWay.map((reason) => t(`digest.way.${reason}`)),
    lang,
  );
  const lines = [
    ...(used === 0 ? [] : [t('digest.line.used', { scope, count: used })]),
    ...(reasons === '' ? [] : [t('digest.line.inTheWay', { scope, reasons })]),
  ];
  return lines.length === 0 ? undefined : lines.join(' ');
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
