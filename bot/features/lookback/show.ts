import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { questionOf, spoken } from '#bot/features/lookback/forms';
import { reads } from '#bot/features/lookback/rules';
import {
  type Agreement,
  answerFields,
  defaults,
  hows,
  type LookRun,
  type State,
} from '#bot/features/lookback/state';
import type {
  Entry,
  ItemData,
  Meeting,
  Practice,
  Reader,
  Section,
  Stand,
} from '#bot/practice/contract';

/** *Look-back on the move to the new system*. */
const titleOf = (t: Translate, { kind, topic }: State): string =>
  t('lookback.title', { kind, topic: plain(topic) });

function agreementEntry(t: Translate, state: State, one: Agreement, me: string | undefined): Entry {
  const free = one.by === '';
  const note = free
    ? t('lookback.free')
    : t('lookback.claimed', { name: one.byName, how: one.how === '' ? 'none' : one.how });
  const data = { agreement: one.id };
  const mine = me !== undefined && one.by === me;
  const presses = [
    ...(free && state.station !== 'writing'
      ? [{ form: 'claim', label: t('lookback.claim'), data }]
      : []),
    ...(mine && state.station === 'asking'
      ? hows.map((how) => ({
          form: 'how',
          label: t(`lookback.how.${how}`),
          data: { ...data, how },
        }))
      : []),
    ...(me !== undefined && (mine || one.from === me)
      ? [{ form: 'drop', label: t('lookback.drop'), data }]
      : []),
  ];
  return { text: one.text, note, ...(presses.length === 0 ? {} : { presses }) };
}

/** What stays: everybody of the team may read it. */
const keptSections = (t: Translate, state: State, me?: string): Section[] => [
  {
    title: t('lookback.agreed'),
    entries: state.agreements.map((one) => agreementEntry(t, state, one, me)),
  },
  { title: t('lookback.next'), entries: state.line.text === '' ? [] : [{ text: state.line.text }] },
];

const broughtSections = (t: Translate, { before, kept }: State): Section[] => [
  { title: t('lookback.last'), entries: before.map((text) => ({ text })) },
  { title: t('lookback.known'), entries: kept.map((text) => ({ text })) },
];

const meets = (t: Translate, { place }: State): string =>
  t('lookback.meets', { place: plain(place) || 'none' });

export function post(
  { state, zone, lang }: Pick<LookRun, 'state' | 'zone' | 'lang'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  const title = titleOf(t, state);
  const at = { lang, zone };
  if (state.unopened !== '') return { title, lines: [t('lookback.post.unopened')], sections: [] };
  const kept = keptSections(t, state);
  switch (state.station) {
    case 'writing':
      return {
        title,
        lines: [
          t('lookback.post.writing', { opens: spoken(state.opens, at) }),
          ...(state.meets ? [meets(t, state)] : []),
        ],
        sections: broughtSections(t, state),
        footer: t('lookback.post.yes'),
        press: 'write',
      };
    case 'reading': {
      const closes = spoken(state.closes, at);
      return { title, lines: [t('lookback.post.reading', { closes })], sections: kept };
    }
    default: {
      const some = state.agreements.length > 0 || state.line.text !== '';
      return {
        title,
        lines: some ? [] : [t('lookback.post.over')],
        sections: kept,
        ...(some
          ? {
              end: t('lookback.post.end', {
                topic: plain(state.topic),
                count: state.agreements.length,
              }),
            }
          : {}),
      };
    }
  }
}

/** What was written, a section a question; on the page alone. */
const answersOf = (t: Translate, { state, opened }: LookRun): Section[] =>
  answerFields(state).map((field, index) => ({
    title: questionOf(t, state, index),
    page: true,
    entries: opened
      .filter((one) => one.field === field)
      .map(({ text, name }) => ({ text, ...(name === undefined ? {} : { note: name }) })),
  }));

export function shows(run: LookRun, reader: Reader): Stand {
  const { state, opened } = run;
  const { t, me, own } = reader;
  const title = titleOf(t, state);
  const kept = keptSections(t, state, me);
  const reading = reads(run, me);
  if (state.station === 'writing') {
    const mine = own['write'] !== undefined;
    const opens = spoken(state.opens, reader);
    return {
      title,
      lines: [
        t(mine ? 'lookback.show.wrote' : 'lookback.show.writing', { opens }),
        ...(state.meets ? [meets(t, state)] : []),
      ],
      sections: broughtSections(t, state),
      footer: t('lookback.post.yes'),
    };
  }
  const top = state.top.flatMap((id) => opened.filter((one) => one.id === id));
  const chosen: Section = {
    title: t('lookback.top'),
    page: true,
    entries: top.map(({ text }) => ({ text })),
  };
  const said = {
    reading: () => t('lookback.show.reading', { closes: spoken(state.closes, reader) }),
    keeping: () => t(opened.length > 0 ? 'lookback.show.keeping' : 'lookback.show.gone'),
    asking: () => t('lookback.show.kept'),
    over: () => t(opened.length > 0 ? 'lookback.show.kept' : 'lookback.show.gone'),
  }[state.station];
  return {
    title,
    lines: [reading ? said() : t('lookback.show.other')],
    sections: [chosen, ...kept, ...(opened.length > 0 ? answersOf(t, run) : [])],
    ...(reading && opened.length > 0 ? { footer: t('lookback.show.sees') } : {}),
  };
}

export function item(t: Translate, form: string, { about, returned }: ItemData) {
  const values = { about: plain(about) };
  switch (form) {
    case 'write':
      return { title: t('lookback.item.write', values), text: t('lookback.item.write.text') };
    case 'named':
      return { title: t('lookback.item.named', values), text: t('lookback.item.named.text') };
    case 'read':
      return { title: t('lookback.item.read', values), text: t('lookback.item.read.text') };
    case 'keep':
      return { title: t('lookback.item.keep', values), text: t('lookback.item.keep.text') };
    case 'how':
      return { title: t('lookback.item.how', values), text: t('lookback.item.how.text') };
    default: {
      const text = t('lookback.item.returned.text', { words: plain(returned) });
      return { title: t('lookback.item.returned', values), text };
    }
  }
}

export const meeting = ({ state }: LookRun, t: Translate): Meeting | undefined =>
  state.meets && state.unopened === ''
    ? {
        at: state.opens,
        minutes: defaults.minutes,
        title: t('lookback.title', { kind: state.kind, topic: state.topic }),
        text: state.place,
      }
    : undefined;
