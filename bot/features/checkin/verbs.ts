import { z } from 'zod';
import { onOwnCard } from '#bot/cards/own';
import { meant } from '#bot/core/names';
import { no, type Outcome } from '#bot/core/outcome';
import { idsIn } from '#bot/core/text';
import { actOnItem } from '#bot/delivery/items';
import { zoneOf } from '#bot/delivery/rules';
import {
  type Along,
  checkinCard,
  endedCard,
  type Receipt,
  receiptCard,
} from '#bot/features/checkin/card';
import { askLess, skip, slower } from '#bot/features/checkin/ending';
import {
  answerOf,
  type Form,
  formNow,
  formOfCard,
  formOfItem,
  itemKind,
  standingOf,
  weeklyItem,
} from '#bot/features/checkin/rules';
import { readCheckin, saveCheckin } from '#bot/features/checkin/store';
import { type CheckinDeps, receiptOf } from '#bot/features/checkin/view';
import type {
  Action,
  Card,
  ChatTurn,
  Feature,
  Hearing,
  ItemKind,
  Reply,
  Rider,
  Turn,
  Viewer,
} from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

// Clients leave inputs out, or send null, when nothing was filled in.
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value == null ? '' : String(value)));
const pressed = z.object({
  form: z.string().max(200),
  /** The open item that rides along, and what was chosen of its buttons. */
  rider: z.string().max(200).optional(),
  choice: text,
});
const filled = pressed.extend({
  learned: text,
  // A choice of several arrives as ids joined by commas.
  helpers: text.transform(idsIn),
  skill: text,
  wish: text,
});
type Filled = z.output<typeof filled>;
const kept = z.object({ id: z.string().max(120) });

export function checkinVerbs(
  options: CheckinDeps,
): Pick<Feature, 'commands' | 'hears' | 'actions' | 'items'> {
  const { deps, colleagues } = options;
  const { tables, links, calendar } = deps;
  const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });
  const closed = no('checkin.refused.closed');

  /** Neither the local client nor phones have a people picker on cards. */
  const hasPicker = (turn: ChatTurn): boolean => !deps.local && turn.event.mobile !== true;

  const open = async (turn: ChatTurn): Promise<Reply> => {
    if (turn.event.place.kind !== 'personal') return no('people.ownChat');
    const form = formNow(turn.person, turn.now, turn.operation);
    const helpers = { known: await colleagues(turn.person), picker: hasPicker(turn) };
    return shown(checkinCard(turn, form, helpers), turn.t('checkin.title'));
  };

  /** The card once more, what was typed still in it, with my colleagues as a list to choose from. */
  const list: Action = onOwnCard(filled, async (turn, input) => {
    const form = formOfCard(input.form, turn.person);
    if (form === undefined) return no('common.refused.shape');
    if (standingOf(turn.person, form, turn.now) !== 'open') return closed;
    const known = await colleagues(turn.person);
    if (known.length === 0) return { kind: 'text', text: turn.t('checkin.helpers.nobody') };
    const typed = { ...input, helpers: input.helpers.filter((id) => id !== '') };
    const rider = riderOf(turn, input);
    const card = checkinCard(turn, form, { known, picker: false }, typed, rider);
    return shown(card, turn.t('checkin.title'));
  });

  /** What rides along once more, while it waits. */
  const riderOf = (turn: ChatTurn, { rider, choice }: Filled): Along | undefined => {
    const item = turn.person.open.find(({ id }) => id === rider);
    const kind = item && options.items[item.kind];
    if (item === undefined || kind === undefined) return undefined;
    const url = links.tab(turn.me, 'for-you', item.id);
    return { id: item.id, view: kind.view(turn, item), url, chosen: choice };
  };

  /** Carries out what was chosen of the rider; undefined when nothing was, or it is dealt with. */
  const ride = async (turn: ChatTurn, { rider, choice }: Filled): Promise<string | undefined> => {
    if (rider === undefined || choice === '') return undefined;
    if (!turn.person.open.some(({ id }) => id === rider)) return undefined;
    const said = await actOnItem(options.items, turn, rider, choice);
    await turn.refresh();
    return said.ok ? said.value : turn.t(said.why, said.values);
  };

  const receipt = async (
    turn: ChatTurn,
    person: Person,
    rest: Omit<Receipt, 'view'>,
  ): Promise<Reply> => {
    const known = rest.record.learned === '' ? [] : await colleagues(person);
    const view = receiptOf(turn.t, person, rest.record, options.skillNamed, known);
    return shown(receiptCard(turn, links, { ...rest, view }), view.said);
  };

  const save = async (
    turn: ChatTurn,
    input: Filled,
    form: Form,
    change?: ReturnType<typeof slower>,
  ): Promise<Reply> => {
    const answer = answerOf(input, turn.me);
    const said = await ride(turn, input);
    if (!answer.ok) {
      const only = said !== undefined && answer.why === 'checkin.refused.empty';
      return only ? still(turn, form, said) : answer;
    }
    const saved = await saveCheckin(tables, turn, form, answer.value, change);
    const news = said === undefined ? {} : { news: said };
    return saved.ok
      ? receipt(turn, saved.value.person, { record: saved.value.record, ...news })
      : saved;
  };

  /** Only the rider was answered: the check-in still asks. */
  const still = async (turn: ChatTurn, form: Form, said: string): Promise<Reply> => {
    if (standingOf(turn.person, form, turn.now) !== 'open') return { kind: 'text', text: said };
    const helpers = { known: await colleagues(turn.person), picker: hasPicker(turn) };
    return shown(checkinCard(turn, form, helpers, undefined, { said }), said);
  };

  /** Ends the form; what was typed all the same is kept, for its writer alone. */
  const ending = (
    how: typeof skip,
    change: (turn: ChatTurn) => ReturnType<typeof slower> | undefined,
  ): Action =>
    onOwnCard(filled, async (turn, input) => {
      const form = formOfCard(input.form, turn.person);
      if (form === undefined) return no('common.refused.shape');
      const isTyped = input.learned + input.skill + input.wish !== '';
      if (isTyped) return save(turn, input, form, change(turn));
      const news = await ride(turn, input);
      const said = await how(turn, form);
      if (!said.ok) return said;
      return shown(endedCard(turn, ...(news === undefined ? [] : [news]), said.value), said.value);
    });

  const less = (turn: Turn, form: Form): Promise<Outcome<string>> => askLess(deps, turn, form);

  const wish: Action = onOwnCard(kept, async (turn, { id }) => {
    const record = await readCheckin(tables, turn, id);
    if (record === undefined || record.wish === '') return no('common.refused.notFound');
    const added = await turn.change((person) => {
      const result = options.addition(person, { list: 'wish', name: record.wish }, turn.now);
      const change = result.ok ? result.value.change : undefined;
      return change === undefined ? { result } : { result, change };
    });
    if (!added.ok) return added;
    const person = await turn.refresh();
    return receipt(turn, person, { record });
  });

  /** "I learned SQL from Megan today": the check-in with it filled in, to look at and to save. */
  const learnt: Hearing['run'] = async (turn, { text: said, topic, names }) => {
    const form = formNow(turn.person, turn.now, turn.operation);
    const known = await colleagues(turn.person);
    const helpers = names
      .split(/,|\s(?:and|en|&)\s/iu)
      .flatMap((name) => meant(name, known))
      .filter((person, index, all) => all.indexOf(person) === index);
    const picker = hasPicker(turn);
    const typed = { learned: said, helpers: helpers.map(({ id }) => id), skill: topic, wish: '' };
    const card = checkinCard(turn, form, { known: picker ? helpers : known, picker }, typed);
    return shown(card, turn.t('checkin.title'));
  };

  // With a people picker no roster need be read for a card that nobody asked for.
  const sentCard = async (viewer: Viewer, item: OpenItem, rider?: Rider): Promise<Card> => {
    const known = deps.local ? await colleagues(viewer.person) : [];
    const helpers = { known, picker: !deps.local };
    return checkinCard(viewer, formOfItem(item, viewer.person), helpers, undefined, rider);
  };

  return {
    hears: {
      learnt: { where: 'personal', run: learnt },
      checkin: { where: 'personal', run: open },
    },
    commands: [
      { words: 'checkin.command.checkin', argument: 'none', where: 'personal', run: open },
    ],
    actions: {
      'checkin.open': open,
      'checkin.list': list,
      'checkin.save': onOwnCard(filled, async (turn, input) => {
        const form = formOfCard(input.form, turn.person);
        return form === undefined ? no('common.refused.shape') : save(turn, input, form);
      }),
      'checkin.skip': ending(skip, () => undefined),
      'checkin.less': ending(less, ({ now }) => slower(calendar, now)),
      'checkin.wish': wish,
    },
    items: {
      [itemKind]: {
        order: 4,
        off: 'checkin',
        weekly: (person, now, next) =>
          weeklyItem(person, now, next, zoneOf(person.profile, calendar)),
        view: ({ t }) => ({
          title: t('checkin.title'),
          text: t('checkin.item'),
          actions: [
            { act: 'skip', label: t('checkin.skip') },
            { act: 'less', label: t('checkin.less') },
          ],
          page: 'checkin',
        }),
        card: (viewer: Viewer, item) => sentCard(viewer, item),
        withRider: (viewer: Viewer, item, rider) => sentCard(viewer, item, rider),
        act: async (turn, item, act) => {
          const form = formOfItem(item, turn.person);
          if (act === 'skip') return skip(turn, form);
          return act === 'less' ? less(turn, form) : closed;
        },
      } satisfies ItemKind,
    },
  };
}
