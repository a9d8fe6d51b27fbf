import { z } from 'zod';
import { shortInstant, spokenDay, spokenInstant } from '#bot/core/dates';
import type { Translate } from '#bot/core/i18n';
import { addDays, type Instant, instantAt, instantOf, isoInstant } from '#bot/core/time';
import { type Calendar, zoneOf } from '#bot/delivery/rules';
import type { Ask } from '#bot/features/help/record';
import { waits } from '#bot/features/help/rules';
import { anotherButton } from '#bot/meeting/another';
import { ahead } from '#bot/meeting/taken';
import { isTimeAct } from '#bot/meeting/typed';
import type { ItemView, Viewer } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/**
 * The sorts of open item: a colleague's question; my own ask; somebody I help; the two last
 * questions. Each stage of each has an id of its own, `<ask>-<stage>`: a card of an earlier stage
 * then says that things have moved on.
 */
export const sorts = ['help-offer', 'help-mine', 'help-given', 'help-after'] as const;
export type Sort = (typeof sorts)[number];

const stages = [
  'offer',
  'nobody',
  'anew',
  'yes',
  'plan',
  'check',
  'lesson',
  'share',
  'over',
] as const;
export type Stage = (typeof stages)[number];

// An item's data holds flat values only: the times stand in one text.
const dataSchema = z.object({
  stage: z.enum(stages),
  skill: z.string(),
  what: z.string().default(''),
  minutes: z.number().default(0),
  by: z.string().default(''),
  /** Whoever alone is asked, `named` or `author`; and how they are called, for the asker. */
  only: z.string().default(''),
  toName: z.string().default(''),
  /** The line it is about. */
  line: z.string().default(''),
  /** Of an offer by name: who asks. */
  fromName: z.string().default(''),
  /** Of an offer: whose ask it is. Nobody sees it before the yes, not in an export either. */
  asker: z.string().default(''),
  /** The other one, once both said yes. */
  with: z.string().default(''),
  withName: z.string().default(''),
  slots: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((at) => at !== '')),
  /** The chosen time. */
  at: z.string().default(''),
});
export type Shown = z.output<typeof dataSchema>;

export const shownOf = ({ data }: OpenItem): Shown => dataSchema.parse(data);

/** The ask an item is about. */
export const askOf = (itemId: string): string => itemId.split('-')[0] ?? '';
/** The item that asks for one line, once it happened. */
export const lessonId = (ask: string): string => `${ask}-lesson`;
export const offerId = (ask: string): string => `${ask}-offer`;

const facts = ({ skill, what, minutes, by, only }: Ask) => ({
  skill: skill.name,
  what,
  minutes,
  by,
  ...(only === undefined ? {} : { only: only.as, toName: only.name, line: only.line }),
});
const inDays = (from: Instant, days: number): string => isoInstant(from.add({ hours: 24 * days }));

/** What a possible helper sees of an ask. */
export const offerItem = (
  id: string,
  ask: Ask,
  asker: Pick<Person, 'id' | 'profile'>,
  now: Instant,
  expires: Instant,
): OpenItem => ({
  id: offerId(id),
  kind: 'help-offer',
  created: isoInstant(now),
  expires: isoInstant(expires),
  data: {
    stage: 'offer',
    ...facts(ask),
    asker: asker.id,
    ...(ask.only?.as === 'named' ? { fromName: asker.profile.name } : {}),
  },
});

/** An offer stands until the day by which it would help is over, wherever that is. */
export const offerEnds = ({ by }: Ask): Instant => instantAt(addDays(by, 2), '00:00', 'UTC');

/** Weeks that an arranged help is shown before it lapses by itself. */
const arrangedDays = 28;

/** What waits for the asker now, by where the ask stands; undefined = nothing. */
export function mineItem(id: string, ask: Ask, now: Instant): OpenItem | undefined {
  const { state } = ask;
  const created = isoInstant(now);
  const item = (stage: Stage, mark: string, expires: string, more: object = {}): OpenItem => ({
    id: `${id}-${stage}${mark === '' ? '' : `.${mark}`}`,
    kind: stage === 'lesson' || stage === 'share' ? 'help-after' : 'help-mine',
    created,
    expires,
    data: { stage, ...facts(ask), ...more },
  });
  switch (state.is) {
    case 'asking':
    case 'closed':
      return undefined;
    case 'nobody':
      return item('nobody', state.since, inDays(instantOf(state.since), waits.nobody));
    case 'checking':
      return item('check', state.asked, inDays(instantOf(state.asked), waits.check), pair(ask));
    case 'lesson':
    case 'share':
      return item(state.is, '', inDays(instantOf(state.happened), waits.lesson), pair(ask));
    case 'accepted':
      return item('yes', state.slots[0] ?? state.since, inDays(now, arrangedDays), pair(ask));
    case 'planned':
      return item('plan', state.at, inDays(instantOf(state.at), arrangedDays), pair(ask));
  }
}

function pair({ state }: Ask): Record<string, string> {
  if (!('helper' in state)) return {};
  return {
    with: state.helper.id,
    withName: state.helper.name,
    slots: state.is === 'accepted' ? state.slots.join(',') : '',
    at: state.is === 'planned' || state.is === 'checking' ? (state.at ?? '') : '',
  };
}

/** What stands with the helper while the help is arranged. */
export function givenItem(
  id: string,
  ask: Ask,
  asker: { readonly id: string; readonly name: string },
  now: Instant,
): OpenItem | undefined {
  if (ask.state.is !== 'accepted' && ask.state.is !== 'planned') return undefined;
  const mine = mineItem(id, ask, now);
  if (mine === undefined) return undefined;
  const data = { ...mine.data, with: asker.id, withName: asker.name };
  return { ...mine, kind: 'help-given', data };
}

/** It is settled, and the helper need not keep the time free. */
export const overItem = (id: string, before: OpenItem, now: Instant): OpenItem => ({
  ...before,
  id: `${id}-over`,
  created: isoInstant(now),
  expires: inDays(now, 7),
  data: { ...before.data, stage: 'over' },
});

/** The helper is gone or cannot after all: the asker hears it, kindly. */
export const anewItem = (id: string, ask: Ask, name: string, now: Instant): OpenItem => ({
  id: `${id}-anew.${isoInstant(now)}`,
  kind: 'help-mine',
  created: isoInstant(now),
  expires: inDays(now, 7),
  data: { stage: 'anew', ...facts(ask), withName: name },
});

/** Items of an ask that a person has. */
export const itemsOf = ({ open }: Pick<Person, 'open'>, id: string): OpenItem[] =>
  open.filter((item) => askOf(item.id) === id && sorts.some((sort) => sort === item.kind));

// How they read. -----------------------------------------------------------------------------------

/** What a sentence needs, in the reader's language and zone. */
export interface Reader {
  readonly t: Translate;
  readonly lang: string;
  readonly zone: string;
  readonly now: Instant;
}

export const readerOf = ({ t, lang, person, now }: Viewer, calendar: Calendar): Reader => ({
  t,
  lang,
  now,
  zone: zoneOf(person.profile, calendar),
});

export const nameOf = ({ t }: Pick<Reader, 't'>, { withName }: Shown): string =>
  withName || t('common.colleague');

/** The values of the sentences about an item, as plain text. */
export const valuesOf = (reader: Reader, shown: Shown) => ({
  skill: shown.skill,
  what: shown.what,
  line: shown.line,
  name: nameOf(reader, shown),
  minutes: reader.t('help.minutes', { minutes: shown.minutes }),
  day: shown.by === '' ? '' : spokenDay(shown.by, reader.lang),
  when: shown.at === '' ? '' : spokenInstant(instantOf(shown.at), reader.lang, reader.zone),
});

/** Times to choose from, or none that would suit both. */
export const choiceOf = ({ t, now }: Pick<Reader, 't' | 'now'>, { slots }: Shown): string => {
  if (slots.length === 0) return t('help.mine.chatOnly');
  return t(ahead(slots, now).length > 0 ? 'help.mine.choose' : 'meeting.over');
};

/** Whom alone it was asked: a name, or `author`. */
const toOne = ({ t }: Pick<Reader, 't'>, { only, toName, skill }: Shown) => ({
  as: only,
  name: toName || t('common.colleague'),
  skill,
});

/** A colleague's question, and who sees what of it. @param values with user text as it is to be shown */
export function offerWords(
  { t }: Pick<Reader, 't'>,
  { only, fromName }: Shown,
  values: ReturnType<typeof valuesOf>,
): { readonly title: string; readonly line: string; readonly sees: string } {
  switch (only) {
    case 'named': {
      const named = { ...values, name: fromName || t('common.colleague') };
      return {
        title: t('help.offer.namedTitle', named),
        line: t('help.offer.text', values),
        sees: t('help.offer.namedSees', named),
      };
    }
    case 'author':
      return {
        title: t('help.offer.lineTitle', values),
        line: t('help.offer.lineText', values),
        sees: t('help.offer.sees'),
      };
    default:
      return {
        title: t('help.offer.title', values),
        line: t('help.offer.text', values),
        sees: t('help.offer.sees'),
      };
  }
}

/** A title and a sentence, in plain text. */
export function wordsOf(
  reader: Reader,
  item: Pick<OpenItem, 'kind'>,
  shown: Shown,
): { readonly title: string; readonly text: string } {
  const { t } = reader;
  const values = valuesOf(reader, shown);
  const given = item.kind === 'help-given';
  switch (shown.stage) {
    case 'offer': {
      const { title, line, sees } = offerWords(reader, shown, values);
      return { title, text: `${line} ${sees}` };
    }
    case 'nobody':
      return shown.only === ''
        ? { title: t('help.mine.nobody', values), text: t('help.mine.nobodyText') }
        : { title: t('help.mine.away', toOne(reader, shown)), text: t('help.mine.awayText') };
    case 'anew':
      return { title: t('help.mine.anew', values), text: t('help.mine.anewText', values) };
    case 'yes': {
      const choose = choiceOf(reader, shown);
      return given
        ? { title: t('help.given.yes', values), text: `${t('help.given.text', values)} ${choose}` }
        : { title: t('help.mine.yes', values), text: choose };
    }
    case 'plan':
      return given
        ? { title: t('help.given.planned', values), text: t('help.given.text', values) }
        : { title: t('help.mine.planned', values), text: t('help.mine.plannedText') };
    case 'check':
      return { title: t('help.mine.check', values), text: t('help.mine.checkText') };
    case 'lesson':
      return { title: t('help.lesson.item', values), text: t('help.lesson.itemText') };
    case 'share':
      return {
        title: t('help.share.title', values),
        text: `${t('help.share.text')} ${t('help.share.sees')}`,
      };
    case 'over':
      return { title: t('help.given.over', values), text: t('help.given.overText') };
  }
}

/** What an item's buttons do, beside choosing a time. */
const acts = [
  'yes',
  'not-now',
  'not-topic',
  'times',
  'cannot',
  'withdraw',
  'again',
  'wish',
  'let-go',
  'skip',
  'share',
  'not-share',
  'ok',
] as const;
export type Act = (typeof acts)[number] | `plan.${string}` | `at.${string}`;
export const isAct = (text: string): text is Act =>
  isTimeAct(text) || acts.some((act) => act === text);

/** Buttons, most wanted first. */
export function buttonsOf(
  { t, lang, zone, now }: Reader,
  item: Pick<OpenItem, 'kind'>,
  shown: Shown,
): ItemView['actions'] {
  const given = item.kind === 'help-given';
  const times = ahead(shown.slots, now).map(({ at, act }) => ({
    act,
    label: shortInstant(instantOf(at), lang, zone),
  }));
  const other = { act: 'times', label: t('help.times') } as const;
  const out = given
    ? ({ act: 'cannot', label: t('help.cannot') } as const)
    : ({ act: 'withdraw', label: t('help.withdraw') } as const);
  switch (shown.stage) {
    case 'offer':
      return [
        { act: 'yes', label: t('help.offer.yes') },
        { act: 'not-now', label: t('help.offer.notNow') },
        ...(shown.only === ''
          ? [{ act: 'not-topic', label: t('help.offer.notTopic') } as const]
          : []),
      ];
    case 'nobody':
      return [
        { act: 'again', label: t(shown.only === '' ? 'help.again' : 'help.others') },
        { act: 'wish', label: t('help.toWish') },
        { act: 'let-go', label: t('help.letGo') },
      ];
    case 'yes':
      return [...times, other, anotherButton({ t }), out];
    case 'plan':
      return [other, out];
    case 'check':
      return [
        { act: 'yes', label: t('help.check.yes') },
        { act: 'times', label: t('help.check.times') },
        { act: 'let-go', label: t('help.letGo') },
      ];
    case 'lesson':
      return [{ act: 'skip', label: t('help.lesson.skip') }];
    case 'share':
      return [
        { act: 'share', label: t('help.share.add') },
        { act: 'not-share', label: t('help.share.no') },
      ];
    case 'anew':
    case 'over':
      return [{ act: 'ok', label: t('help.ok') }];
  }
}

/** Where in the tab there is more to it than buttons: a chat and a calendar, a line to write. */
function pageOf({ stage, slots }: Shown): ItemView['page'] {
  if (stage === 'lesson') return 'lesson';
  return stage === 'plan' || (stage === 'yes' && slots.length === 0) ? 'asks' : undefined;
}

/** What is told of a time that another fixed, or opened again. */
export function newsOf(reader: Reader, item: OpenItem): string | undefined {
  if (item.data['news'] !== true) return undefined;
  const shown = shownOf(item);
  return shown.stage === 'plan'
    ? `${wordsOf(reader, item, shown).title}.`
    : reader.t('help.news.open', valuesOf(reader, shown));
}

/** One line of *For you*. */
export function viewOf(reader: Reader, item: OpenItem): ItemView {
  const shown = shownOf(item);
  const page = pageOf(shown);
  return {
    ...wordsOf(reader, item, shown),
    actions: buttonsOf(reader, item, shown),
    ...(page === undefined ? {} : { page, item: askOf(item.id) }),
  };
}
