import { z } from 'zod';
import { onOwnCard } from '#bot/cards/own';
import { personId, skillId, type TenantContext } from '#bot/core/ids';
import { no, type Outcome } from '#bot/core/outcome';
import { isRecordId } from '#bot/core/record-id';
import { plain } from '#bot/core/text';
import { type Day, dayIn, isoInstant } from '#bot/core/time';
import { insist } from '#bot/delivery/paced';
import { pressWithinMs } from '#bot/delivery/replies';
import { zoneOf } from '#bot/delivery/rules';
import { actAsAsker, actOn, keepLine } from '#bot/features/help/act';
import { startAsk } from '#bot/features/help/ask';
import {
  type Aim,
  askedCard,
  asksCard,
  askWhatCard,
  formCard,
  meantCard,
  nobodySharesCard,
  saidCard,
  withHowTo,
  withThanks,
} from '#bot/features/help/card';
import type { HelpDeps } from '#bot/features/help/deps';
import { dayOr, longestShown, minutes, typed as text } from '#bot/features/help/filled';
import { messageVerbs } from '#bot/features/help/from-message';
import {
  askOf,
  isAct,
  itemsOf,
  newsOf,
  readerOf,
  shownOf,
  sorts,
  viewOf,
  wordsOf,
} from '#bot/features/help/items';
import { linesOf } from '#bot/features/help/lines';
import { usualDay } from '#bot/features/help/rules';
import { cardFor } from '#bot/features/help/show';
import { written } from '#bot/features/help/sides';
import { allAsks, changeSearch, lessonsOf } from '#bot/features/help/store';
import { onlySaid } from '#bot/features/help/view';
import { type LessonInput, lineHows, lineKeeps } from '#bot/features/help/wire';
import { wishCard, wishItem, wishItemOf, wishKind } from '#bot/features/help/wish';
import { pressed as pressedOn, typed } from '#bot/meeting/another';
import type { Action, Card, ChatTurn, Feature, ItemKind, Reply, Turn, Viewer } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

const sent = z.object({
  skill: z.string().max(10_000),
  form: z.string().max(100),
  what: text,
  minutes,
  day: text,
  to: z.string().max(100).optional(),
  line: z.string().max(64).optional(),
});
const pressed = z.object({ item: z.string().max(120), act: z.string().max(60).optional() });
const pressedTime = pressed.extend(typed.shape);
const lesson = pressed.extend({
  text,
  keep: z.enum(lineKeeps).catch('me'),
  how: z.enum(lineHows).catch('worked'),
});
/**
 * `keep`: the pressed card stays as it is, the form comes below it. `anyway`: what may help already
 * was shown.
 */
const named = z.object({
  name: z.string().max(10_000),
  keep: z.boolean().catch(false),
  anyway: z.boolean().catch(false),
});
const toNamed = named.extend({ to: z.string().max(100) });
const toAuthor = named.extend({ line: z.string().max(64) });
const picked = z.object({ skill: text });
/** Lines kept with a topic from which on a how-to is worth writing. */
const severalLines = 3;

export function helpVerbs(
  help: HelpDeps,
  ctx: TenantContext,
): Required<Pick<Feature, 'commands' | 'hears' | 'actions' | 'events' | 'items'>> {
  const { deps, ring } = help;
  const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });
  const today = (turn: Turn): Day => dayIn(turn.now, zoneOf(turn.person.profile, deps.calendar));

  /** `ask Excel`: what helps already, then the form, or a wish where nobody shares it. */
  const form = async (turn: ChatTurn, name: string, anyway = false): Promise<Reply> => {
    const looked = help.lookedFor(name, turn.lang);
    if (!looked.ok) return looked;
    const before = anyway ? undefined : await help.before(turn, looked.value.skill);
    if (before !== undefined) return before;
    const isShared = async (id: string): Promise<boolean> => {
      const seeking = { asker: turn.me, day: today(turn), look: 0, except: [], fits: () => false };
      const topic = skillId(id);
      return (
        (await ring(turn.ctx, { ...seeking, skill: topic })).shared ||
        help.named.isNamed(turn, topic)
      );
    };
    const { skill, near } = looked.value;
    const values = { skill: plain(skill.name) };
    if (!(await isShared(skill.id))) {
      if (near !== undefined && (await isShared(near.id))) {
        const title = turn.t('help.meant.title', { skill: plain(near.name) });
        return shown(meantCard(turn, skill.name, near.name), title);
      }
      const title = turn.t('help.nobodyShares.title', values);
      return shown(nobodySharesCard(turn, skill.name), title);
    }
    return blank(turn, skill.name);
  };

  /** The form with nothing filled in yet. */
  const blank = (turn: ChatTurn, skill: string, one?: Aim): Reply => {
    const card = formCard(turn, {
      skill,
      form: turn.operation,
      by: usualDay(turn.person.profile, turn.now, deps.calendar),
      today: today(turn),
      ...(one === undefined ? {} : { one }),
    });
    return shown(card, turn.t('help.form.title', { skill: plain(skill) }));
  };

  /** The form to ask somebody found by name; whoever is not any more is asked nothing. */
  const formTo = async (turn: ChatTurn, name: string, to: string): Promise<Reply> => {
    const skill = help.skillNamed(name);
    if (!skill.ok) return skill;
    if (to === turn.me) return no('help.refused.self');
    const found = await help.named.one(turn, personId(to), skillId(skill.value.id));
    if (found === undefined) return no('help.refused.unnamed');
    return blank(turn, skill.value.name, { as: 'named', to, name: found.name });
  };

  /** The form to ask whoever kept a line. */
  const formAbout = async (turn: ChatTurn, name: string, line: string): Promise<Reply> => {
    const skill = help.skillNamed(name);
    if (!skill.ok) return skill;
    const kept = (await linesOf(help, turn, skill.value.id)).find(({ id }) => id === line);
    if (kept === undefined) return no('help.refused.noLine');
    return blank(turn, skill.value.name, { as: 'author', line, text: kept.text });
  };

  /** A form below the pressed card, which stays: the answer to a press would take its place. */
  const below = async (turn: ChatTurn, reply: Reply): Promise<Reply> => {
    if (!('kind' in reply) || reply.kind !== 'card') return reply;
    const { conversation } = turn.event.place;
    const message = { card: reply.card, text: reply.summary };
    const sent = await insist(() => deps.messenger.send(conversation, message), pressWithinMs);
    return {
      kind: 'text',
      text: turn.t(sent.kind === 'sent' ? 'help.form.below' : 'help.form.notShown'),
    };
  };

  /** A button that asks; in a channel its answer is for the presser's eyes alone. */
  const asking =
    <S extends typeof named>(
      shape: S,
      run: (turn: ChatTurn, data: z.output<S>) => Promise<Reply>,
    ): Action =>
    async (turn, data) => {
      if (turn.event.place.kind !== 'personal') return no('help.inOwnChat');
      const parsed = shape.safeParse(data);
      if (!parsed.success) return no('common.refused.shape');
      const reply = await run(turn, parsed.data);
      return parsed.data.keep ? below(turn, reply) : reply;
    };

  /** Asks what with: where somebody wants help and has not said so. */
  const picking = async (turn: ChatTurn): Promise<Reply> =>
    shown(askWhatCard(turn, !deps.local), turn.t('help.pick.title'));

  /** My asks under way and whom I help: the one that waits for me as its card, several as lines. */
  const mine = async (turn: ChatTurn): Promise<Reply> => {
    const reader = readerOf(turn, deps.calendar);
    const asks = await allAsks(deps.tables, turn.ctx, turn.me);
    const waiting = turn.person.open.filter(
      (item) => sorts.some((sort) => sort === item.kind) && item.expires > isoInstant(turn.now),
    );
    const searching = asks.filter(({ ask }) => ask.state.is === 'asking');
    const [only] = waiting;
    if (only !== undefined && waiting.length === 1 && searching.length === 0) {
      const card = await cardFor(help, turn.ctx, turn, only);
      return shown(card, turn.t('help.mine.title'));
    }
    const lines = [
      ...waiting.map((item) => wordsOf(reader, item, shownOf(item)).title),
      ...searching.map(({ ask }) => turn.t('help.mine.asking', { skill: ask.skill.name })),
    ];
    if (lines.length === 0) return no('help.missing.mine');
    const card = asksCard(turn, deps.links, lines);
    return shown(card, turn.t('help.mine.title'));
  };

  /** Whom alone a form that comes back asks; nobody any more, where that was the fault. */
  const aimOf = async (
    turn: ChatTurn,
    skill: string,
    { to, line }: { readonly to?: string | undefined; readonly line?: string | undefined },
  ): Promise<Aim | undefined> => {
    const topic = help.skillNamed(skill);
    if (!topic.ok) return undefined;
    if (to !== undefined) {
      const found = await help.named.one(turn, personId(to), skillId(topic.value.id));
      return found && { as: 'named', to, name: found.name };
    }
    const kept = (await linesOf(help, turn, topic.value.id)).find(({ id }) => id === line);
    return kept && line !== undefined ? { as: 'author', line, text: kept.text } : undefined;
  };

  const send: Action = onOwnCard(sent, async (turn, { skill, form: name, what, day, ...input }) => {
    const by = dayOr(day, turn, deps.calendar);
    const { minutes: length, to, line } = input;
    const id = turn.idFor('ask', name);
    const asked = await startAsk(help, turn, { skill, what, by, minutes: length, to, line }, id);
    if (asked.ok) {
      const { ask } = asked.value;
      const only = ask.only === undefined ? '' : onlySaid(turn, deps, ask, ask.only);
      const card = askedCard(turn, deps.links, asked.value.id, ask, only);
      return shown(card, turn.t('help.asked.title'));
    }
    if (asked.why === 'help.refused.nobody') {
      const title = turn.t('help.nobodyShares.title', { skill: plain(skill) });
      return shown(nobodySharesCard(turn, skill), title);
    }
    if (!asked.why.startsWith('help.refused.') || what.length > longestShown) return asked;
    const hints = [turn.t(asked.why, asked.values)];
    const one =
      to === undefined && line === undefined ? undefined : await aimOf(turn, skill, input);
    const again = {
      skill,
      form: name,
      what,
      minutes: length,
      by,
      today: today(turn),
      hints,
      ...(one === undefined ? {} : { one }),
    };
    return shown(formCard(turn, again), hints[0] ?? '');
  });

  /** A button of a stage: what happened, and what waits now. */
  const act = async (
    turn: ChatTurn,
    itemId: string,
    run: (item: OpenItem) => Promise<Outcome<string>>,
  ): Promise<Reply> => {
    const item = turn.person.open.find(({ id }) => id === itemId);
    if (item !== undefined && item.expires > isoInstant(turn.now)) {
      const said = await run(item);
      if (!said.ok) return said;
      return next(turn, itemId, said.value);
    }
    // Things have moved on since this card: where they stand is shown in its place.
    const [now] = itemsOf(turn.person, askOf(itemId));
    return now === undefined
      ? no(itemId.endsWith('-offer') ? 'help.refused.settled' : 'common.refused.stale')
      : next(turn, itemId, turn.t('common.refused.stale'));
  };

  const cardOf = async (
    tenant: TenantContext,
    viewer: Viewer,
    item: OpenItem,
    said: string,
  ): Promise<Reply> => shown(await cardFor(help, tenant, viewer, item), said);

  const next = async (turn: ChatTurn, itemId: string, said: string): Promise<Reply> => {
    const person = await turn.refresh();
    const item = itemsOf(person, askOf(itemId)).find(({ id }) => id !== itemId);
    const viewer = { t: turn.t, lang: turn.lang, person, now: turn.now };
    if (item !== undefined) return cardOf(turn.ctx, viewer, item, said);
    const wish = wishItemOf(person, askOf(itemId));
    return shown(wish === undefined ? saidCard(said) : wishCard(turn, wish, said), said);
  };

  /** Lines of a topic have become several, and no how-to says the same. */
  const growsBy = async (turn: ChatTurn, skill: string): Promise<boolean> => {
    const topic = help.skillNamed(skill);
    if (!topic.ok) return false;
    const ids = [topic.value.id, ...help.mergedInto(topic.value.id)];
    const lines = await lessonsOf(deps.tables, turn.ctx, ids, turn.now.add(written), severalLines);
    return lines.length >= severalLines && (await help.before(turn, topic.value)) === undefined;
  };

  /** A line for the next person, and thanks as what comes after it. */
  const line = async (
    turn: ChatTurn,
    { item: itemId, ...input }: { item: string } & LessonInput,
  ): Promise<Reply> => {
    const item = turn.person.open.find(({ id }) => id === itemId);
    const reply = await act(turn, itemId, () => keepLine(help, turn, askOf(itemId), input));
    const shownItem = item && shownOf(item);
    const isCard = 'kind' in reply && reply.kind === 'card';
    if (!isCard || shownItem === undefined || shownItem.with === '') return reply;
    const { keep, text } = input;
    const thanked = withThanks(turn, reply.card, shownItem, text);
    const asks = keep !== 'me' && text.trim() !== '' && (await growsBy(turn, shownItem.skill));
    return { ...reply, card: asks ? withHowTo(turn, thanked, shownItem.skill) : thanked };
  };

  /** The badge form; what was typed for the next person is kept first. */
  const thank: Action = onOwnCard(lesson, async (turn, { item: itemId, text, keep, how }) => {
    const item = turn.person.open.find(({ id }) => id === itemId);
    if (item === undefined) return no('common.refused.stale');
    const { with: helper, withName, skill } = shownOf(item);
    if (text.trim() !== '') {
      const kept = await keepLine(help, turn, askOf(itemId), { text, keep, how });
      if (!kept.ok) return kept;
    }
    await changeSearch(deps.tables, turn.ctx, turn.me, askOf(itemId), (ask) =>
      ask.thanked ? undefined : { ...ask, thanked: true },
    );
    return help.openThanks(turn, { to: [helper], names: [withName], skill, text, keep: true });
  });

  const kind = (told?: ItemKind['told'], order = 0): ItemKind => ({
    order,
    ...(told === undefined ? {} : { told }),
    view: (viewer, item) => viewOf(readerOf(viewer, deps.calendar), item),
    news: (viewer, item) => newsOf(readerOf(viewer, deps.calendar), item),
    card: (viewer, item) => cardFor(help, ctx, viewer, item),
    act: async (turn, item, pressedAct) => {
      return isAct(pressedAct) ? actOn(help, turn, item, pressedAct) : no('common.refused.stale');
    },
  });
  const items: Record<(typeof sorts)[number], ItemKind> = {
    'help-offer': {
      ...kind(({ data }) => (data['untold'] === true ? undefined : 'ask')),
      quiet: ({ data }) => data['untold'] === true,
    },
    'help-mine': kind('step'),
    'help-given': kind('step'),
    'help-after': kind('step', 5),
  };

  const fromMessage = messageVerbs(help);
  return {
    commands: [
      {
        words: 'help.command.ask',
        argument: 'required',
        missing: 'help.missing.ask',
        where: 'personal',
        run: form,
      },
      { words: 'help.command.mine', argument: 'none', where: 'personal', run: mine },
    ],
    hears: {
      ask: {
        where: 'personal',
        run: (turn, { topic }) => (topic === '' ? picking(turn) : form(turn, topic)),
      },
    },
    events: fromMessage.events,
    actions: {
      ...fromMessage.actions,
      'help.ask': asking(named, (turn, { name, anyway }) => form(turn, name, anyway)),
      'help.ask-named': asking(toNamed, (turn, { name, to }) => formTo(turn, name, to)),
      'help.ask-line': asking(toAuthor, (turn, { name, line }) => formAbout(turn, name, line)),
      'help.pick': picking,
      'help.picked': onOwnCard(picked, (turn, { skill }) => form(turn, skill)),
      'help.send': send,
      'help.withdraw': onOwnCard(z.object({ ask: z.string() }), async (turn, { ask }) => {
        if (!isRecordId(ask)) return no('common.refused.notFound');
        const said = await actAsAsker(help, turn, ask, 'withdraw');
        return said.ok ? shown(saidCard(said.value), said.value) : said;
      }),
      'help.act': onOwnCard(pressedTime, async (turn, { item, act: what = '', ...input }) =>
        pressedOn(
          turn,
          deps.calendar,
          { verb: 'help.act', item },
          { act: what, ...input },
          async (known) =>
            isAct(known)
              ? act(turn, item, (open) => actOn(help, turn, open, known))
              : no('common.refused.shape'),
          async () => {
            const open = itemsOf(turn.person, askOf(item));
            const stands = open.find(({ id }) => id === item) ?? open[0];
            return stands === undefined
              ? no('common.refused.stale')
              : cardOf(turn.ctx, turn, stands, turn.t('help.mine.title'));
          },
        ),
      ),
      'help.lesson': onOwnCard(lesson, line),
      // Whoever typed a line and wants none kept for others still has it.
      'help.no-lesson': onOwnCard(lesson, (turn, input) => line(turn, { ...input, keep: 'me' })),
      'help.thank': thank,
    },
    items: { ...items, [wishKind]: wishItem(help) },
  };
}
