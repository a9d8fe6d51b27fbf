import { z } from 'zod';
import { type Button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { no } from '#bot/core/outcome';
import { clean, plain } from '#bot/core/text';
import { isZone } from '#bot/core/time';
import { insist } from '#bot/delivery/paced';
import { pressWithinMs } from '#bot/delivery/replies';
import type { Action, ChatTurn, Command, Feature, Place, Reply } from '#bot/ports';
import { moreCard, pressVerb, standCard, startCard, startVerb } from '#bot/practice/card';
import { ofCard } from '#bot/practice/fields';
import { pageItem } from '#bot/practice/items';
import { posted } from '#bot/practice/post';
import { press, show } from '#bot/practice/press';
import { called, withNames, withoutAbout } from '#bot/practice/said';
import { type Shown, shownTo } from '#bot/practice/stand';
import { type Spot, start, startForm } from '#bot/practice/start';
import { runsFor } from '#bot/practice/together';
import { isOwn, practiceOf, startOf, startsOf, type Tools } from '#bot/practice/tools';
import type { Stand } from '#bot/practice/wire';
import { languages } from '#bot/strings/index';

const topicMost = 100;
const id = z.string().min(1).max(300);

const pressed = z.object({
  scope: id,
  run: id,
  form: z.string().max(40),
  show: z.boolean().optional(),
});
const choosing = z.object({ practice: id, variant: z.string().max(40) });
/** From a button elsewhere: what is filled in already, to be looked at and changed. */
const proposing = choosing.extend({
  topic: z
    .string()
    .max(topicMost * 4)
    .catch(''),
  people: z.array(id).max(20).default([]),
  fill: z.record(z.string().max(40), z.string().max(10_000)).optional(),
  /** The card that it is pressed on stays. */
  keep: z.boolean().default(false),
});
/** Behind the start card: whose it is, and what it was made for. */
const starting = choosing.extend({
  by: z.string(),
  op: z.string().min(8).max(64),
  topic: z.string().max(topicMost * 4),
  lang: z.enum(languages),
  zone: z.string().max(100).refine(isZone),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});

export function practiceVerbs(tools: Tools): Required<Pick<Feature, 'commands' | 'actions'>> {
  const { deps } = tools;
  const picker = !deps.local;
  const shared = ({ event }: ChatTurn): boolean => event.place.kind !== 'personal';

  /** How it stands for the presser; where others read along, for them alone. */
  const standReply = (turn: ChatTurn, { run, stand, forms }: Shown, open?: string): Reply => ({
    kind: 'card',
    card: standCard(turn.t, run, stand, forms, {
      picker: picker && turn.event.mobile !== true,
      page: deps.links.tab(turn.me, 'together', pageItem(run.scope.id, run.id)),
      ...(open === undefined ? {} : { show: open }),
    }),
    summary: stand.title,
    alone: true,
  });

  const onRun: Action = async (turn, data) => {
    const parsed = pressed.safeParse(data);
    if (!parsed.success) return no('common.refused.shape');
    const { show: shows, form, ...ref } = parsed.data;
    const { place } = turn.event;
    if (shows === true) {
      const shown = await show(tools, turn, ref, place);
      return shown.ok ? standReply(turn, shown.value, form) : shown;
    }
    const sent = ofCard(data as Record<string, unknown>);
    const after = await press(tools, turn, { ...ref, form }, sent, place);
    return after.ok ? standReply(turn, after.value) : after;
  };

  const offer = async (
    turn: ChatTurn,
    practice: string,
    variant: string,
    typed: string,
    chosen: readonly string[] = [],
    filled?: Readonly<Record<string, string>>,
  ): Promise<Reply> => {
    const { place } = turn.event;
    const known = startOf(practiceOf(tools, practice), variant);
    const byName = practiceOf(tools, practice)?.people !== undefined && !isOwn(known);
    const { names, about } = byName ? withNames(typed) : { names: [], about: typed };
    // Who is named is named in one's own chat: a channel does not read along.
    if (names.length > 0 && shared(turn)) return no('practice.refused.own');
    const { people, unknown } = await called(tools, turn, names);
    const topic = clean(withoutAbout(about), topicMost);
    const op = turn.operation;
    const asked = { practice, variant, topic, op };
    const named = [...chosen, ...people];
    const form = await startForm(tools, turn, { ...asked, people: named, filled }, place);
    if (!form.ok) return form;
    const { fields, spot } = form.value;
    const title = known === undefined ? '' : turn.t(known.label);
    const { lang, zone, country } = spot;
    const data = {
      ...asked,
      by: ownerOf(turn.me),
      lang,
      zone,
      ...(country === undefined ? {} : { country }),
    };
    const lines = [
      ...(shared(turn) ? [turn.t('practice.start.here')] : []),
      ...(known?.says === undefined ? [] : [turn.t(known.says)]),
      ...unknown.map((name) => turn.t('practice.start.unknown', { name: plain(name) })),
    ];
    const card = startCard(
      turn.t,
      title,
      lines,
      fields,
      data,
      picker && turn.event.mobile !== true,
      known?.alone,
    );
    return { kind: 'card', card, summary: title, own: true };
  };

  const begin: Action = async (turn, data) => {
    const parsed = starting.safeParse(data);
    if (!parsed.success) return no('common.refused.shape');
    const { by, lang, zone, country, ...asked } = parsed.data;
    if (by !== ownerOf(turn.me)) return no('common.refused.notYours');
    const { place, cardActivityId } = turn.event;
    const sent = ofCard(data as Record<string, unknown>);
    const known = spotHere(place, { lang, zone, country });
    const started = await start(tools, turn, asked, sent, place, {
      activityId: cardActivityId,
      known,
    });
    if (!started.ok) return started;
    const { practice, run } = started.value;
    if (shared(turn)) {
      const { message } = await posted(deps, turn.ctx, practice, run);
      return { kind: 'card', card: message.card, summary: message.text };
    }
    const shown = await shownTo(tools, turn.ctx, practice, run, turn);
    return standReply(turn, shown);
  };

  const openOfMine = async (turn: ChatTurn): Promise<Stand[]> => {
    const teams = turn.person.teams.map(({ id: team }) => team);
    const shown = await runsFor(tools, turn, teams);
    return shown.filter(({ run }) => run.open).map(({ stand }) => stand);
  };
  /** Where others read along, what they read of it too: whether the speaker wrote is not theirs to know. */
  const openHere = async ({ ctx, event, t }: ChatTurn): Promise<Stand[]> => {
    const { team, conversation } = event.place;
    const { runs } = await tools.store.list(ctx, team ?? conversation.id);
    return runs.flatMap(({ run }) => {
      const open = run.open && run.scope.kind !== 'people';
      const known = open ? practiceOf(tools, run.practice) : undefined;
      return known === undefined ? [] : [known.post(run, t)];
    });
  };

  /** Ways to start that are offered here: what most begin with, or all others. */
  const starts = async (turn: ChatTurn, which: 'first' | 'others'): Promise<Button[][]> => {
    const { team } = turn.event.place;
    const off = team === undefined ? [] : await tools.store.off(turn.ctx, team);
    const all = startsOf(tools.practices, off).filter(
      (one) => one.more === (which === 'others') && !(shared(turn) && isOwn(one)),
    );
    return tools.practices
      .map(({ name }) =>
        all
          .filter(({ practice }) => practice === name)
          .map(({ practice, variant, label }) => ({
            title: turn.t(label),
            verb: 'practice.new',
            data: { practice, variant },
          })),
      )
      .filter((ways) => ways.length > 0);
  };
  const more = async (turn: ChatTurn): Promise<Reply> => {
    const title = turn.t('practice.together.more');
    const card = moreCard(title, [turn.t('practice.together.lead')], await starts(turn, 'others'));
    return { kind: 'card', card, summary: title, own: true };
  };

  const together = async (turn: ChatTurn): Promise<Reply> => {
    const open = shared(turn) ? await openHere(turn) : await openOfMine(turn);
    const others = await starts(turn, 'others');
    const card = note({
      title: turn.t('practice.together.title'),
      lines: [
        turn.t('practice.together.lead'),
        ...open.map(({ title, lines: [line = ''] }) => `**${title}** ${line}`),
      ],
      buttons: [
        ...(await starts(turn, 'first')).flat(),
        ...(others.length === 0
          ? []
          : [{ title: turn.t('practice.together.more'), verb: 'practice.more' }]),
        ...(shared(turn)
          ? []
          : [{ title: turn.t('practice.together.all'), url: deps.links.tab(turn.me, 'team') }]),
      ],
    });
    return { kind: 'card', card, summary: turn.t('practice.together.title'), own: true };
  };

  const commands: Command[] = [
    {
      words: 'practice.command.together',
      argument: 'none',
      where: 'anywhere',
      run: together,
    },
    ...tools.practices.flatMap(({ name, starts }) =>
      starts.map(
        ({ variant, words, ...way }): Command => ({
          words,
          argument: 'optional',
          where: isOwn(way) ? 'personal' : 'anywhere',
          ...(way.seeks === undefined ? {} : { literal: true as const }),
          run: (turn, argument) => offer(turn, name, variant, argument),
        }),
      ),
    ),
  ];
  return {
    commands,
    actions: {
      [pressVerb]: onRun,
      [startVerb]: begin,
      'practice.more': more,
      'practice.new': async (turn, data) => {
        const parsed = proposing.safeParse(data);
        if (!parsed.success) return no('common.refused.shape');
        const { practice, variant, topic, people, fill, keep } = parsed.data;
        const reply = await offer(turn, practice, variant, topic, people, fill);
        if (!keep || !('kind' in reply) || reply.kind !== 'card' || shared(turn)) return reply;
        const message = { card: reply.card, text: reply.summary };
        const { conversation } = turn.event.place;
        const below = await insist(() => deps.messenger.send(conversation, message), pressWithinMs);
        const said = below.kind === 'sent' ? 'practice.below' : 'practice.notShown';
        return { kind: 'text', text: turn.t(said) };
      },
    },
  };
}

/** The place itself says whose it is; language, zone and holidays are what its card was made with. */
function spotHere(place: Place, made: Pick<Spot, 'lang' | 'zone' | 'country'>): Spot | undefined {
  const { kind, team, teamName = '', conversation } = place;
  if (kind === 'group') {
    return {
      ...made,
      scope: { kind: 'chat', id: conversation.id, name: '' },
      channel: conversation,
    };
  }
  return kind === 'channel' && team !== undefined
    ? { ...made, scope: { kind: 'team', id: team, name: teamName }, channel: conversation }
    : undefined;
}
