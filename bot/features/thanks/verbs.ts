import { note } from '#bot/cards/note';
import { meant } from '#bot/core/names';
import { no } from '#bot/core/outcome';
import { quoted } from '#bot/core/quoted';
import { clean, cleanName, plain } from '#bot/core/text';
import { insist } from '#bot/delivery/paced';
import { pressWithinMs } from '#bot/delivery/replies';
import {
  receipt,
  receiptCard,
  receivedCard,
  sentPubliclyCard,
  whichCard,
  withdrawnCard,
} from '#bot/features/thanks/card';
import { closedTeam } from '#bot/features/thanks/colleagues';
import { give } from '#bot/features/thanks/give';
import { type Wanted, wanted } from '#bot/features/thanks/names';
import { previewVerbs } from '#bot/features/thanks/preview';
import { answer, type ReceiveDeps } from '#bot/features/thanks/receive';
import { isBot, offerOf } from '#bot/features/thanks/rules';
import {
  askerOf,
  type Circled,
  circleFor,
  formFor,
  isNo,
  isOwn,
  isPublic,
  peopleOf,
  type Start,
} from '#bot/features/thanks/show';
import { takeBack } from '#bot/features/thanks/take-back';
import {
  giveData,
  messageData,
  openData,
  ownedData,
  receivedData,
  takeBackData,
  textMax,
} from '#bot/features/thanks/wire';
import type { Action, ChatTurn, Command, Feature, Reply } from '#bot/ports';
import { namedApart } from '#bot/records/colleagues';
import { peopleMentioned } from '#bot/records/mentioned';

type Named = { readonly id: string; readonly name: string };

/** Buttons of a choice: more names than this go into the form's list. */
const mostButtons = 5;
/** Longer than this a refused form is not sent back: what was typed stays where it was typed. */
const longestShown = { skill: 500, text: 4_000 };

export function thanksVerbs(thanks: ReceiveDeps): Required<
  Pick<Feature, 'commands' | 'hears' | 'events'>
> & {
  readonly actions: Readonly<Record<`thanks.${string}`, Action>> & {
    readonly 'thanks.open': Action;
  };
} {
  const { deps, skillNamed } = thanks;
  const { links } = deps;

  const showForm = async (turn: ChatTurn, start: Start): Promise<Reply> => {
    const circle = await circleFor(deps, turn, start.dialog === true);
    const card = formFor(deps, turn, circle, start);
    if (isNo(card)) return card;
    const title = turn.t('thanks.form.title');
    return start.dialog
      ? { kind: 'form', title, card }
      : { kind: 'card', card, summary: title, own: true };
  };

  /** `thank Megan for pivot tables`, by name or by mention. */
  const thank: Command['run'] = (turn, argument) => thankThem(turn, wanted(argument));

  const thankThem = async (turn: ChatTurn, { names, skill }: Wanted): Promise<Reply> => {
    const circle = await circleFor(deps, turn, false);
    if (turn.event.place.kind === 'channel' && circle.team !== undefined) {
      const closed = closedTeam(circle.team);
      if (closed?.why === 'thanks.refused.teamOff') return closed;
    }
    const byMention = turn.event.mentioned.length > 0;
    const found: Found = byMention
      ? await peopleMentioned(deps, turn).then(({ people, unknown }) => ({
          to: people,
          unknown,
          several: [],
        }))
      : resolved(names, circle.people);
    const self = (person: Named) => person.id === turn.me;
    if (found.to.some(self) || (!byMention && isMyName(turn, found.unknown)))
      return no('thanks.refused.self');
    const [several] = found.several;
    if (
      several !== undefined &&
      found.several.length === 1 &&
      found.unknown.length === 0 &&
      several.people.length <= mostButtons
    ) {
      const open = {
        to: found.to.map(({ id }) => id),
        skill,
        ...(isPublic(turn) ? { asker: askerOf(turn) } : {}),
      };
      const people = await namedApart(deps, several.people);
      const card = whichCard(turn.t, several.name, people, open);
      return { kind: 'card', card, summary: turn.t('thanks.form.title'), own: true };
    }
    const hints = [
      ...found.unknown.map((name) => turn.t('thanks.hint.unknown', { name })),
      ...found.several.map(({ name }) => turn.t('thanks.hint.several', { name })),
    ];
    const card = formFor(deps, turn, circle, { to: found.to, skill, hints });
    if (isNo(card)) return card;
    return { kind: 'card', card, summary: turn.t('thanks.form.title'), own: true };
  };

  const open: Action = async (turn, raw) => {
    const data = openData.safeParse(raw);
    if (!data.success) return no('common.refused.shape');
    if (!isOwn(turn, data.data.asker)) return no('common.refused.notYours');
    const { to, names, skill, text, keep } = data.data;
    const circle = await circleFor(deps, turn, false);
    const known = new Map(to.map((id, index) => [id, names[index] ?? '']));
    const others = peopleOf(
      circle,
      to.filter((id) => id !== turn.me),
    ).map(({ id, name }) => ({ id, name: name || clean(known.get(id) ?? '') }));
    const card = formFor(deps, turn, circle, { to: others, skill, text: clean(text, textMax) });
    if (isNo(card)) return card;
    const summary = turn.t('thanks.form.title');
    if (!keep || isPublic(turn)) return { kind: 'card', card, summary, own: true };
    // The answer to a press takes the pressed card's place: one that stays gets a new message.
    const { conversation } = turn.event.place;
    const sent = await insist(
      () => deps.messenger.send(conversation, { card, text: summary }),
      pressWithinMs,
    );
    const said = sent.kind === 'sent' ? 'thanks.form.below' : 'thanks.form.notShown';
    return { kind: 'text', text: turn.t(said) };
  };

  const send: Action = async (turn, raw) => {
    const parsed = giveData.safeParse(raw);
    if (!parsed.success) return no('common.refused.shape');
    const data = parsed.data;
    if (!isOwn(turn, data.asker)) return no('common.refused.notYours');
    const { to, badge, skill, text, sees, team, form, dialog } = data;
    const given = await give(thanks, turn, {
      draft: { to, badge, skill, text, visibility: sees },
      operation: form === undefined ? turn.operation : turn.idFor('form', form),
      team,
      place: turn.event.place,
    });
    if (given.ok) {
      const summary = receipt(turn.t, turn.lang, given.value).join(' ');
      if (dialog) return { kind: 'text', text: plain(summary) };
      return isPublic(turn)
        ? { kind: 'card', card: sentPubliclyCard(turn.t), summary: turn.t('thanks.receipt.public') }
        : { kind: 'card', card: receiptCard(turn, links, given.value), summary };
    }
    // Where others read along, what was typed stays in the client that it was typed in.
    const tooLong = skill.length > longestShown.skill || text.length > longestShown.text;
    if ((isPublic(turn) && !dialog) || tooLong || given.why === 'common.refused.stale')
      return given;
    const circle = await circleFor(deps, turn, dialog);
    const card = formFor(deps, turn, circle, {
      to: peopleOf(circle, to),
      badge,
      skill,
      text,
      sees,
      hints: [turn.t(given.why, given.values)],
      dialog,
      form: form ?? turn.operation,
    });
    if (isNo(card)) return given;
    const title = turn.t('thanks.form.title');
    return dialog
      ? { kind: 'form', title, card }
      : { kind: 'card', card, summary: title, own: true };
  };

  const cancel: Action = async (turn, raw) => {
    const data = ownedData.safeParse(raw);
    if (!data.success) return no('common.refused.shape');
    if (!isOwn(turn, data.data.asker)) return no('common.refused.notYours');
    const said = turn.t('thanks.form.cancelled');
    return { kind: 'card', card: note({ lines: [said] }), summary: said };
  };

  const back: Action = async (turn, raw) => {
    const data = takeBackData.safeParse(raw);
    if (!data.success) return no('common.refused.shape');
    const taken = await takeBack(deps, turn, data.data.id);
    if (!taken.ok) return taken;
    if (taken.value.already) return { kind: 'text', text: turn.t('thanks.takeBack.already') };
    const card = receiptCard(turn, links, taken.value.given);
    return { kind: 'card', card, summary: turn.t('thanks.takeBack.done') };
  };

  const received: Action = async (turn, raw) => {
    const data = receivedData.safeParse(raw);
    if (!data.success) return no('common.refused.shape');
    const answered = await answer(thanks, turn, data.data.id, data.data.act);
    if (!answered.ok) {
      if (answered.why !== 'thanks.withdrawn.gone') return answered;
      const { card, text } = withdrawnCard(turn.t);
      return { kind: 'card', card, summary: text };
    }
    const { badge, said } = answered.value;
    const person = await turn.refresh();
    const offer = offerOf(person, badge.skill, skillNamed);
    const viewer = { t: turn.t, lang: turn.lang, me: turn.me };
    return { kind: 'card', card: receivedCard(viewer, links, badge, offer, said), summary: said };
  };

  /** *Thank for this* on a message: its author and its words are in the form already. */
  const thankForThis: Action = async (turn, raw) => {
    const message = messageData.safeParse(raw);
    // Not chosen on a message, as in the local client: the form starts empty.
    if (!message.success) return showForm(turn, { to: [], text: '', dialog: true });
    const { from, body } = message.data.messagePayload;
    if (from.user == null || isBot(from.user.id)) return no('thanks.refused.bot');
    const { id, displayName, userIdentityType } = from.user;
    if (id === turn.me) return no('thanks.refused.self');
    const name = cleanName(displayName ?? '');
    if (userIdentityType != null && userIdentityType !== 'aadUser') {
      return no('thanks.refused.guest', { name: name || turn.t('common.colleague') });
    }
    const text = quoted(body?.content ?? '', textMax);
    return showForm(turn, { to: [{ id, name }], text, dialog: true });
  };

  return {
    hears: {
      thank: {
        where: 'anywhere',
        yields: true,
        run: (turn, { names, reason }) =>
          thankThem(turn, wanted(reason === '' ? names : `${names} for ${reason}`)),
      },
    },
    commands: [
      { words: 'thanks.command.thank', argument: 'optional', where: 'anywhere', run: thank },
    ],
    actions: {
      ...previewVerbs(thanks).actions,
      'thanks.open': open,
      'thanks.give': send,
      'thanks.cancel': cancel,
      'thanks.take-back': back,
      'thanks.received': received,
    },
    events: { 'thank-for-this': thankForThis },
  };
}

interface Found {
  readonly to: readonly Named[];
  readonly unknown: readonly string[];
  readonly several: readonly { readonly name: string; readonly people: Circled['people'] }[];
}

function resolved(names: readonly string[], people: Circled['people']): Found {
  const each = names.map((name) => ({ name, people: meant(name, people) }));
  const to = each.flatMap((one) => (one.people.length === 1 ? one.people : []));
  return {
    to: [...new Set(to)],
    unknown: each.filter((one) => one.people.length === 0).map(({ name }) => name),
    several: each.filter((one) => one.people.length > 1),
  };
}

const isMyName = (turn: ChatTurn, names: readonly string[]): boolean =>
  names.some((name) => meant(name, [turn.person.profile]).length > 0);
