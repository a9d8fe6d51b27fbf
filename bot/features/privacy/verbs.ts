import { z } from 'zod';
import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import {
  dataCard,
  eraseCard,
  erasedCard,
  exportCard,
  type Keeping,
  keptCard,
  keptView,
} from '#bot/features/privacy/card';
import { type Elsewhere, everythingAbout } from '#bot/features/privacy/export';
import { beginErase, planSweep, removeOwn } from '#bot/features/privacy/sweep';
import { apart } from '#bot/platform/rows';
import type {
  Action,
  Card,
  ChatTurn,
  Command,
  Deps,
  Feature,
  Hearing,
  Leaver,
  Reply,
  Turn,
} from '#bot/ports';
import { noteErased } from '#bot/records/erased';
import { loadPerson, salvagePerson } from '#bot/records/person';

/**
 * What others see to before somebody's rows go.
 * @param keeps how-tos stay for their teams, without the name; else they go along
 */
export type Leaving = (who: Leaver, keeps: boolean) => Promise<void>;

/** How long the question "erase everything?" stands. */
const questionStands = { hours: 1 };

const pressed = z.object({
  for: z.string(),
  asked: z.iso.datetime({ offset: true }),
  keeps: z.boolean().optional(),
});

export function privacyVerbs(
  deps: Deps,
  elsewhere: Elsewhere,
  leaving: Leaving,
  leaverDays: number,
): Pick<Feature, 'commands' | 'hears' | 'actions' | 'rescue'> {
  const settings = (turn: Turn): string => deps.links.tab(turn.me, 'privacy');
  const card = (turn: Turn, content: Card): Reply => ({
    kind: 'card',
    card: content,
    summary: turn.t('privacy.title'),
  });
  const myData = async (turn: ChatTurn): Promise<Reply> =>
    card(
      turn,
      dataCard(
        turn.t,
        keptView(turn.t, keepingOf(deps, leaverDays)),
        settings(turn),
        boundTo(turn),
      ),
    );

  /** Whoever looks after how-tos is asked what becomes of them. */
  const asking = async (turn: ChatTurn): Promise<Reply> => {
    const howTos = await elsewhere.howTos(turn.ctx, turn.me);
    const backedUp = deps.backups !== undefined;
    return card(turn, eraseCard(turn.t, boundTo(turn), backedUp, howTos.length > 0));
  };

  /** A button of these cards works for the person it was made for, and for nobody else. */
  const mine =
    (run: (turn: ChatTurn, bound: z.output<typeof pressed>) => Promise<Reply>): Action =>
    async (turn, data) => {
      const bound = pressed.safeParse(data);
      if (!bound.success) return no('common.refused.shape');
      if (bound.data.for !== boundTo(turn).for) return no('common.refused.notYours');
      return run(turn, bound.data);
    };

  const command: Command = {
    words: 'privacy.command.data',
    argument: 'none',
    where: 'personal',
    rescue: true,
    run: myData,
  };
  const actions: Readonly<Record<string, Action>> = {
    'privacy.data': myData,
    'privacy.export': mine(async (turn) =>
      card(
        turn,
        exportCard(turn.t, await everythingAbout(deps.tables, turn, elsewhere), settings(turn)),
      ),
    ),
    'privacy.ask': mine(asking),
    'privacy.erase': mine(async (turn, { asked, keeps = false }) => {
      if (!stands(asked, turn.now)) return no('common.refused.stale');
      await eraseEverything(deps, turn, leaving, keeps);
      return card(turn, erasedCard(turn.t));
    }),
    'privacy.keep': mine(async (turn) => card(turn, keptCard(turn.t))),
  };
  const rescued = (run: (turn: ChatTurn) => Promise<Reply>): Hearing => ({
    where: 'personal',
    rescue: true,
    run,
  });
  const hears = {
    data: rescued(myData),
    export: rescued(myData),
    erase: rescued(asking),
  };
  return { commands: [command], hears, actions, rescue: Object.keys(actions) };
}

export const keepingOf = (
  { backups, calendar }: Pick<Deps, 'backups' | 'calendar'>,
  leaverDays: number,
): Keeping => ({
  leaverDays,
  backedUp: backups !== undefined,
  calendars: calendar.mayChoose?.() === true,
});

const boundTo = ({ ctx, me, now }: Turn): z.output<typeof pressed> => ({
  for: hash(16, 'privacy', ctx.tenant, me),
  asked: isoInstant(now),
});

const stands = (asked: string, now: Instant): boolean =>
  isoInstant(instantOf(asked).add(questionStands)) >= isoInstant(now);

type Erasing = Pick<Deps, 'tables' | 'backups' | 'log'>;

/** Longest that somebody who erases waits for the note beside the backups, in milliseconds. */
const noteWithin = 2_000;

/** No backup brings them back from here on. Should it fail, the sweep does it. */
async function noteAtOnce(
  { backups, log }: Erasing,
  { ctx, now }: Leaver,
  hash: string,
): Promise<void> {
  if (backups === undefined) return;
  await noteErased(backups, ctx, hash, now, AbortSignal.timeout(noteWithin)).catch(() =>
    log.warn({}, 'an erase was not noted beside the backups yet'),
  );
}

/** Everything of the person goes at once; what others hold, by a job that survives a crash. */
export async function eraseEverything(
  deps: Deps,
  turn: Turn,
  leaving: Leaving,
  keeps: boolean,
): Promise<void> {
  turn.keepNothing();
  await erasePerson(deps, turn, (who) => leaving(who, keeps));
}

async function erasePerson(
  deps: Erasing,
  who: Leaver,
  leaving: (who: Leaver) => Promise<void>,
): Promise<void> {
  const { ctx, me, now, person } = who;
  await leaving(who);
  const hash = await beginErase(deps.tables, ctx, person);
  await planSweep(deps.tables, ctx, hash, now);
  await noteAtOnce(deps, who, hash);
  await removeOwn(deps.tables, ctx, me);
}

/** The same for somebody who is not here to say so; also when not all of their rows can be read. */
export const eraseOf =
  (deps: Erasing, leaving: (who: Leaver) => Promise<void>) =>
  async (ctx: TenantContext, me: PersonId, now: Instant): Promise<void> => {
    const person =
      (await apart(deps.tables, () => loadPerson(deps.tables, ctx, me))) ??
      (await salvagePerson(deps.tables, ctx, me));
    await erasePerson(deps, { ctx, me, now, person }, leaving);
  };
