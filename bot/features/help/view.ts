import { spokenInstant } from '#bot/core/dates';
import { personId } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { linksOf } from '#bot/features/help/calendar';
import { openingOf } from '#bot/features/help/card';
import type { HelpDeps } from '#bot/features/help/deps';
import {
  askOf,
  choiceOf,
  mineItem,
  nameOf,
  readerOf,
  type Shown,
  shownOf,
  wordsOf,
} from '#bot/features/help/items';
import type { Ask, Only } from '#bot/features/help/record';
import { endOfOne, isWide } from '#bot/features/help/rules';
import type {
  AskAct,
  AskState,
  AskView,
  HelpAct,
  HelpView,
  PairView,
} from '#bot/features/help/wire';
import { teamsLink } from '#bot/meeting/calendar';
import { ahead } from '#bot/meeting/taken';
import type { Turn } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

const states: Readonly<Record<Ask['state']['is'], AskState>> = {
  asking: 'asking',
  nobody: 'nobody',
  accepted: 'accepted',
  planned: 'planned',
  checking: 'happened?',
  lesson: 'lesson',
  share: 'share',
  closed: 'closed',
};

/** My own ask as the tab shows it: nothing of whom was asked. */
export async function askViewOf(
  help: HelpDeps,
  turn: Turn,
  id: string,
  ask: Ask,
): Promise<AskView> {
  const { skill, what, minutes, by, asked, only, state } = ask;
  const item = mineItem(id, ask, turn.now);
  return {
    id,
    skill,
    what,
    minutes,
    by,
    asked,
    only: only === undefined ? null : { as: only.as, name: only.name, line: only.line },
    state: states[state.is],
    ...saidOf(help, turn, ask, item),
    acts: actsOf(turn, ask),
    pair: item === undefined ? null : await pairOf(help, turn, item),
    thanked: ask.thanked,
  };
}

interface Said {
  readonly said: string;
  readonly text: string;
}

function saidOf({ deps }: HelpDeps, turn: Turn, ask: Ask, item: OpenItem | undefined): Said {
  const { state } = ask;
  if (state.is === 'closed') {
    return { said: turn.t('help.state.closed', { how: state.how.replace('-', '') }), text: '' };
  }
  if (item === undefined && ask.only !== undefined) {
    return { said: onlySaid(turn, deps, ask, ask.only), text: '' };
  }
  if (item === undefined) {
    const wide = isWide(ask, turn.person.profile, turn.now, deps.calendar);
    return { said: turn.t(wide ? 'help.state.wide' : 'help.state.asking'), text: '' };
  }
  const { title, text } = wordsOf(readerOf(turn, deps.calendar), item, shownOf(item));
  // The form asks for the line in the same words.
  return { said: title, text: state.is === 'lesson' ? '' : text };
}

/** Whom alone it was asked, and by when it is known. */
export function onlySaid(
  { t, lang, person }: Pick<Turn, 't' | 'lang' | 'person'>,
  { calendar }: Pick<HelpDeps['deps'], 'calendar'>,
  ask: Ask,
  only: Only,
): string {
  const end = endOfOne(ask, only, person.profile, calendar);
  return t('help.state.only', {
    as: only.as,
    name: only.name || t('common.colleague'),
    when: spokenInstant(end, lang, zoneOf(person.profile, calendar)),
  });
}

function actsOf({ t }: Turn, { state, only }: Ask): { act: AskAct; label: string }[] {
  const withdraw = { act: 'withdraw', label: t('help.withdraw') } as const;
  const times = { act: 'times', label: t('help.times') } as const;
  const letGo = { act: 'let-go', label: t('help.letGo') } as const;
  switch (state.is) {
    case 'asking':
      return [withdraw];
    case 'nobody':
      return [
        { act: 'again', label: t(only === undefined ? 'help.again' : 'help.others') },
        { act: 'wish', label: t('help.toWish') },
        letGo,
      ];
    case 'accepted':
    case 'planned':
      return [times, withdraw];
    case 'checking':
      return [
        { act: 'yes', label: t('help.check.yes') },
        { act: 'times', label: t('help.check.times') },
        letGo,
      ];
    case 'lesson':
      return [{ act: 'lesson', label: t('help.lesson.save') }];
    case 'share':
      return [
        { act: 'share', label: t('help.share.add') },
        { act: 'not-share', label: t('help.share.no') },
      ];
    case 'closed':
      return [];
  }
}

/** Somebody I help, as the tab shows it; undefined once nothing is arranged any more. */
export async function helpViewOf(
  help: HelpDeps,
  turn: Turn,
  item: OpenItem,
): Promise<HelpView | undefined> {
  const shown = shownOf(item);
  const pair = await pairOf(help, turn, item);
  if ((shown.stage !== 'yes' && shown.stage !== 'plan') || pair === null) return undefined;
  const reader = readerOf(turn, help.deps.calendar);
  const acts: { act: HelpAct; label: string }[] = [
    { act: 'times', label: turn.t('help.times') },
    { act: 'cannot', label: turn.t('help.cannot') },
  ];
  return {
    id: askOf(item.id),
    skill: shown.skill,
    what: shown.what,
    minutes: shown.minutes as HelpView['minutes'],
    by: shown.by,
    state: shown.stage === 'yes' ? 'accepted' : 'planned',
    said: wordsOf(reader, item, shown).title,
    // The question stands beside it.
    text: shown.stage === 'yes' ? choiceOf(reader, shown) : '',
    acts,
    pair,
  };
}

async function pairOf(help: HelpDeps, turn: Turn, item: OpenItem): Promise<PairView | null> {
  const shown = shownOf(item);
  if (shown.withName === '' && shown.with === '') return null;
  const { deps } = help;
  const given = item.kind === 'help-given';
  const reader = readerOf(turn, deps.calendar);
  const opening = openingOf(reader, item, shown);
  const times = timesOf(shown, turn.now);
  const link = await linksOf(
    help,
    turn.ctx,
    {
      asker: given ? personId(shown.with) : turn.me,
      ask: askOf(item.id),
      side: given ? 'given' : 'mine',
    },
    times,
  );
  const slot = (at: string) => ({ at, calendar: link(at), teams: teamsLink(link(at)) });
  return {
    with: { id: shown.with, name: nameOf(reader, shown) },
    opening,
    chat: shown.with === '' ? null : (deps.links.talk([shown.with], opening) ?? null),
    slots: shown.stage === 'yes' ? times.map(slot) : [],
    planned: shown.stage === 'plan' ? slot(shown.at) : null,
  };
}

const timesOf = ({ stage, slots, at }: Shown, now: Instant): readonly string[] => {
  if (stage === 'yes') return ahead(slots, now).map((one) => one.at);
  return stage === 'plan' ? [at] : [];
};
