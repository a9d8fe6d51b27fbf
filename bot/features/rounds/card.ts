import { type Button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { shortInstant, spokenInstant } from '#bot/core/dates';
import { firstName } from '#bot/core/first-name';
import type { Translate } from '#bot/core/i18n';
import { cut, linked, plain } from '#bot/core/text';
import { type Instant, instantOf } from '#bot/core/time';
import { type Calendar, zoneOf } from '#bot/delivery/rules';
import type { LeftWhy } from '#bot/features/rounds/deal';
import { everyWeeks } from '#bot/features/rounds/record';
import { anotherButton } from '#bot/meeting/another';
import { teamsLink } from '#bot/meeting/calendar';
import { ahead, type Held, heldBy } from '#bot/meeting/taken';
import type { Card, ItemView, Viewer } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

/** A viewer with the zone in which times are told. */
export interface Reader extends Viewer {
  readonly zone: string;
}

export const readerOf = (viewer: Viewer, calendar: Calendar): Reader => ({
  t: viewer.t,
  lang: viewer.lang,
  person: viewer.person,
  now: viewer.now,
  zone: zoneOf(viewer.person.profile, calendar),
});

const nameShown = 40;
const firstShown = 14;
const text = (data: OpenItem['data'], field: string): string => String(data[field] ?? '');
const time = ({ lang, zone }: Pick<Reader, 'lang' | 'zone'>, iso: string): string =>
  spokenInstant(instantOf(iso), lang, zone);

/** A rhythm, and buttons for who may switch it. */
export function rhythmCard(
  t: Translate,
  about: {
    readonly scope: string;
    readonly by: string;
    readonly said: string;
    readonly every: number;
    readonly mayChange: boolean;
    readonly who: string;
  },
): Card {
  const data = { by: about.by, scope: about.scope };
  const buttons: Button[] = [
    ...everyWeeks
      .filter((every) => every !== about.every)
      .map((every) => ({
        title: t('rounds.button.every', { every }),
        verb: 'rounds.switch',
        data: { ...data, every },
      })),
    ...(about.every === 0
      ? []
      : [{ title: t('rounds.button.off'), verb: 'rounds.switch', data: { ...data, every: 0 } }]),
  ];
  return note({
    title: t('rounds.title'),
    lines: [about.said, t('rounds.how')],
    ...(about.mayChange ? { buttons } : { footer: about.who }),
  });
}

/** What of an invitation stands: the question, or the answer and the way to change it. */
export function inviteView(reader: Reader, { data, expires }: OpenItem): ItemView {
  const { t, person } = reader;
  const closes = time(reader, expires);
  const answer = text(data, 'answer');
  if (answer === 'yes') {
    const without = person.profile.teachesWithoutReturn;
    return {
      title: t('rounds.invite.answered'),
      text: said(
        t(without ? 'rounds.invite.saidYesTeach' : 'rounds.invite.saidYes', { closes }),
        t,
      ),
      actions: [{ act: 'no', label: t('rounds.invite.change.no') }],
    };
  }
  if (answer === 'no') {
    return {
      title: t('rounds.invite.answered'),
      text: said(t('rounds.invite.saidNo'), t),
      actions: [{ act: 'yes', label: t('rounds.invite.change.yes') }],
    };
  }
  return {
    title: t('rounds.invite.title'),
    text: questionLines(reader, data, closes).join(' '),
    actions: [
      { act: 'yes', label: t('rounds.invite.yes') },
      ...(person.profile.teachesWithoutReturn
        ? []
        : [{ act: 'yes-teach', label: t('rounds.invite.yesTeach') }]),
      { act: 'no', label: t('rounds.invite.no') },
    ],
  };
}

const said = (sentence: string, t: Translate): string => `${sentence} ${t('rounds.invite.after')}`;

const questionLines = ({ t, person }: Reader, data: OpenItem['data'], closes: string): string[] => [
  t('rounds.invite.text', { team: plain(text(data, 'name')) || 'none', closes }),
  t('rounds.invite.sees'),
  ...(person.wishes.length === 0 ? [t('rounds.invite.noWish')] : []),
];

/** What a view offers, as buttons of a card; one of them may stand out. */
const presses = (
  { person }: Reader,
  { id }: OpenItem,
  verb: 'rounds.answer' | 'rounds.match' | 'rounds.met',
  actions: ItemView['actions'],
  standsOut = '',
): Button[] =>
  actions.map(({ act, label }) => ({
    title: label,
    verb,
    data: { by: ownerOf(person.id), item: id, [verb === 'rounds.answer' ? 'answer' : 'act']: act },
    ...(act === standsOut ? { style: 'positive' } : {}),
  }));

/** The invitation as a card whose buttons leave the way back open. */
export function inviteCard(reader: Reader, item: OpenItem): Card {
  const view = inviteView(reader, item);
  const { t } = reader;
  const asks = text(item.data, 'answer') === '';
  const [first = '', sees = '', ...more] = questionLines(
    reader,
    item.data,
    time(reader, item.expires),
  );
  return note({
    title: view.title,
    lines: asks ? [first, ...more] : [view.text ?? ''],
    footer: asks ? sees : t('common.sees.you'),
    buttons: presses(reader, item, 'rounds.answer', view.actions, asks ? 'yes' : ''),
  });
}

/** A colleague of a match, as an item names them. */
interface Mate {
  readonly id: string;
  readonly name: string;
}

/** What an item's data says of a match. */
export interface Match {
  readonly kind: string;
  readonly teacher: Mate | undefined;
  readonly learner: Mate | undefined;
  readonly learns: string;
  readonly teaches: string;
  /** Everybody but me, once. */
  readonly mates: readonly Mate[];
  /** Somebody in it erased their data. */
  readonly broken: boolean;
}

export function matchOf(t: Translate, data: OpenItem['data']): Match {
  const mate = (role: string): Mate | undefined => {
    const id = text(data, role);
    return id === ''
      ? undefined
      : { id, name: text(data, `${role}Name`) || t('common.aColleague') };
  };
  const teacher = mate('teacher');
  const learner = mate('learner');
  const oneWay = text(data, 'kind') === 'one-way';
  const mates = [teacher, ...(learner?.id === teacher?.id ? [] : [learner])];
  return {
    kind: text(data, 'kind'),
    teacher,
    learner,
    learns: text(data, 'learns') || t('rounds.match.somethingAsked'),
    teaches: text(data, 'teaches') || t('rounds.match.something'),
    mates: mates.filter((one): one is Mate => one !== undefined),
    broken: oneWay
      ? teacher === undefined && learner === undefined
      : teacher === undefined || learner === undefined,
  };
}

const listed = ({ lang }: Pick<Viewer, 'lang'>, texts: readonly string[]): string =>
  new Intl.ListFormat(lang).format(texts);
/** A name on a button, which a phone shows little of; the whole when both have that first name. */
function shortOf(t: Translate, { mates }: Match, name: string): string {
  const first = name === t('common.aColleague') ? undefined : firstName(name);
  const isShared = mates.filter((mate) => firstName(mate.name) === first).length > 1;
  return first === undefined || isShared ? cut(name, nameShown) : cut(first, firstShown);
}
const namesOf = (viewer: Viewer, { mates }: Match): string =>
  listed(
    viewer,
    mates.map(({ name }) => plain(cut(name, nameShown))),
  );

/** What each explains to whom. */
const topicLines = ({ t }: Viewer, { teacher, learner, learns, teaches }: Match): string[] => [
  ...(teacher === undefined
    ? []
    : [t('rounds.match.learns', { skill: plain(learns), name: plain(teacher.name) })]),
  ...(learner === undefined
    ? []
    : [t('rounds.match.teaches', { skill: plain(teaches), name: plain(learner.name) })]),
];

function reasonLine({ t, person }: Viewer, data: OpenItem['data']): string[] {
  const notes = text(data, 'notes').split(' ');
  const waited = person.profile.rounds[text(data, 'scope')]?.wait ?? 0;
  const lines = [
    ...(waited > 0 && text(data, 'teacher') !== ''
      ? [t('rounds.match.waited', { rounds: waited })]
      : []),
    ...(['not-met', 'across-teams'] as const)
      .filter((one) => notes.includes(one))
      .map((one) => t(`rounds.match.note.${one}`)),
  ];
  return lines.length === 0 ? [] : [lines.join(' ')];
}

/** The times a match shows, for links to their calendar files. */
export function timesOf(item: Pick<OpenItem, 'data'>, now: Instant): string[] {
  const { slots, at } = heldBy(item);
  return at === '' ? ahead(slots, now).map((one) => one.at) : [at];
}

/** What is still open of the time: to be chosen, or to be agreed elsewhere. */
function timeLine(reader: Reader, { mates }: Match, { slots }: Held): string {
  const { t } = reader;
  if (slots.length === 0) return t('rounds.match.noSlots');
  if (ahead(slots, reader.now).length === 0) return t('meeting.over');
  return t(mates.length > 1 ? 'rounds.match.slotsAll' : 'rounds.match.slots');
}

/** My teacher sees the wish that was matched; whom I teach sees who I am. */
function seesLine({ t }: Viewer, { teacher, learner }: Match): string {
  const shown = (mate: Mate | undefined): string => plain(cut(mate?.name ?? '', nameShown));
  if (teacher === undefined) return t('rounds.match.seesTeach', { name: shown(learner) });
  return learner === undefined || learner.id === teacher.id
    ? t('rounds.match.sees', { name: shown(teacher) })
    : t('rounds.match.seesCircle', { teacher: shown(teacher), learner: shown(learner) });
}

export function matchView(reader: Reader, item: OpenItem, talk: Talk): ItemView {
  const { t } = reader;
  const match = matchOf(t, item.data);
  if (match.broken) return goneView(t);
  const [mate] = match.mates;
  const held = heldBy(item);
  const { at } = held;
  const chat = talk(
    match.mates.map(({ id }) => id),
    openingOf(reader, match, at !== ''),
  );
  const slots = ahead(held.slots, reader.now);
  const label =
    match.mates.length > 1
      ? t('rounds.match.chatAll')
      : t('rounds.match.chat', { name: shortOf(t, match, mate?.name ?? '') });
  const names = namesOf(reader, match);
  return {
    title:
      at === ''
        ? t('rounds.match.title', { kind: match.kind, names })
        : t('rounds.match.planned', { names, when: time(reader, at) }),
    ...(slots.length > 0 ? {} : { calm: true }),
    ...(chat === undefined ? {} : { link: { label, url: chat } }),
    text: [
      ...topicLines(reader, match),
      ...(at === '' ? [timeLine(reader, match, held)] : []),
    ].join(' '),
    actions: [
      ...slots.map((slot) => ({
        act: slot.act,
        label: shortInstant(instantOf(slot.at), reader.lang, reader.zone),
      })),
      ...(at === '' && held.slots.length === 0 ? [] : [{ act: 'times', label: t('help.times') }]),
      ...(at === '' ? [anotherButton(reader)] : []),
      { act: 'decline', label: t('rounds.match.decline') },
    ],
  };
}

/** What is told of a time that another fixed, or opened again. */
export function newsOf(reader: Reader, { data }: OpenItem): string | undefined {
  if (data['news'] !== true) return undefined;
  const names = namesOf(reader, matchOf(reader.t, data));
  const at = text(data, 'at');
  return at === ''
    ? reader.t('rounds.match.open', { names })
    : `${reader.t('rounds.match.planned', { names, when: time(reader, at) })}.`;
}

const goneView = (t: Translate): ItemView => ({
  title: t('rounds.match.gone'),
  text: t('rounds.match.goneText'),
  actions: [{ act: 'seen', label: t('rounds.left.ok') }],
});

/** A deep link to a chat with these people, with a first sentence; undefined where there is none. */
export type Talk = (people: readonly string[], opening: string) => string | undefined;

/** What only links and sealing can tell of a match. */
export interface Reach {
  readonly talk: Talk;
  /** The calendar file of a time. */
  calendar(at: string): string;
}

/** The match: why, what to talk about, when, and the ways out. */
export function matchCard(reader: Reader, item: OpenItem, reach: Reach): Card {
  const { t } = reader;
  const match = matchOf(t, item.data);
  const view = matchView(reader, item, reach.talk);
  const { link } = view;
  const held = heldBy(item);
  const { at } = held;
  const slots = at === '' ? timesOf(item, reader.now) : [];
  const all = presses(reader, item, 'rounds.match', view.actions);
  const file = at === '' ? '' : reach.calendar(at);
  const kept: Button[] = [
    { title: t('help.calendar'), url: file },
    { title: t('meeting.teams'), url: teamsLink(file) },
  ];
  if (match.broken) {
    return note({ title: view.title, lines: [view.text ?? ''], buttons: all });
  }
  return note({
    title: view.title,
    lines: [
      ...topicLines(reader, match),
      ...reasonLine(reader, item.data),
      t('rounds.match.agenda'),
      ...(['1', '2', '3'] as const).map((line) =>
        t(`rounds.match.agenda.${line}`, { kind: match.kind }),
      ),
      // Beside times to choose from the chat stands in the text.
      ...(link === undefined || held.slots.length === 0
        ? []
        : [linked(plain(link.label), link.url)]),
      ...(at === '' ? [timeLine(reader, match, held)] : []),
      ...slots.map((iso) =>
        t('help.slot.line', { when: time(reader, iso), url: reach.calendar(iso) }),
      ),
    ],
    choices: at === '' ? all.slice(0, slots.length) : kept,
    footer: seesLine(reader, match),
    buttons: [
      ...(link === undefined || held.slots.length > 0
        ? []
        : [{ title: link.label, url: link.url }]),
      ...all.slice(slots.length),
    ],
  });
}

/** As it stands in a calendar. */
export function calendarWords(reader: Reader, { data }: Pick<OpenItem, 'data'>) {
  const match = matchOf(reader.t, data);
  const names = listed(
    reader,
    match.mates.map(({ name }) => name),
  );
  return {
    title: reader.t('rounds.calendar.title', { names }),
    text: reader.t('rounds.calendar.text', { topics: topicsOf(reader, match) }),
    others: match.mates.map(({ id }) => id),
  };
}

const topicsOf = (viewer: Viewer, { teacher, learner, learns, teaches }: Match): string =>
  listed(viewer, [
    ...(teacher === undefined ? [] : [learns]),
    ...(learner === undefined ? [] : [teaches]),
  ]);

/** A first sentence; in a circle without the topics, which are each between two of the three. */
function openingOf(viewer: Viewer, match: Match, planned: boolean): string {
  const called = match.mates.flatMap(({ name }) =>
    name === viewer.t('common.aColleague') ? [] : (firstName(name) ?? []),
  );
  const names = called.length < match.mates.length ? 'none' : listed(viewer, called);
  // Once a time is fixed no sentence asks for one.
  const then = planned ? 'Planned' : '';
  return match.mates.length > 1
    ? viewer.t(`rounds.match.openingCircle${then}`, { names })
    : viewer.t(`rounds.match.opening${then}`, { names, topics: topicsOf(viewer, match) });
}

/** *Did you meet?* */
export function metView(reader: Reader, { data }: OpenItem): ItemView {
  const { t } = reader;
  const match = matchOf(t, data);
  if (match.broken) return goneView(t);
  return {
    title: t('rounds.met.title', { names: namesOf(reader, match) }),
    text: t('rounds.met.text', { topics: plain(topicsOf(reader, match)) }),
    actions: [
      { act: 'yes', label: t('rounds.met.yes') },
      { act: 'times', label: t('rounds.met.times') },
      { act: 'no', label: t('help.letGo') },
      // Only now one knows.
      ...match.mates.map(({ id, name }) => ({
        act: `block~${id}`,
        label: t('rounds.match.block', { name: shortOf(t, match, name) }),
      })),
    ],
  };
}

export function metCard(reader: Reader, item: OpenItem): Card {
  const view = metView(reader, item);
  return note({
    title: view.title,
    lines: [view.text ?? ''],
    footer: reader.t('common.sees.you'),
    buttons: presses(reader, item, 'rounds.met', view.actions, 'yes'),
  });
}

/** No match, why, and what would help. */
export function leftView({ t }: Viewer, { data }: OpenItem): ItemView {
  const why = text(data, 'why') as LeftWhy;
  const declined = data['declined'] === true;
  return {
    title: t(declined ? 'rounds.left.declinedTitle' : 'rounds.left.title'),
    text: [
      t(declined ? 'rounds.left.declined' : `rounds.left.${why}`),
      ...(declined ? [] : [t(`rounds.left.help.${why}`)]),
      t('rounds.left.first'),
    ].join(' '),
    actions: [{ act: 'ok', label: t('rounds.left.ok') }],
    page: 'profile',
  };
}
