import { Application, type TeamsAdapter, type TurnState } from '@microsoft/teams-ai';
import type { Activity, TurnContext } from 'botbuilder';
import type { RequestHandler, Response } from 'express';
import type { Identity } from '#bot/config';
import { hash } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { unmarked } from '#bot/core/text';
import { insist } from '#bot/delivery/paced';
import { answerWithinMs } from '#bot/delivery/replies';
import { activityShape, inboundOf, tenantOf } from '#bot/doors/activity';
import {
  type Answer,
  type Dispatch,
  type Inbound,
  operationOf,
  sentence,
} from '#bot/doors/dispatch';
import { pressLimit } from '#bot/doors/limits';
import { correlated } from '#bot/platform/log';
import type { ActivityVerifier } from '#bot/platform/tokens';
import type { Log, Messenger, Outgoing, Reply } from '#bot/ports';
import type { Conversation } from '#bot/records/profile';
import { languageFor, wordsIn } from '#bot/strings/index';

/** Which messages where others read along wait for whose press. */
export interface PublicCards {
  /** Whether the pressed message is a card of ours for this person, with the button that was pressed. */
  isOwn(pressed: Inbound): Promise<boolean>;
  /** What this person may press on a message from now on. */
  keep(shownTo: Inbound, activityId: string, verbs: readonly string[]): Promise<void>;
}

type CardReply = Extract<Reply, { kind: 'card' }>;

/** The library's own typing sign is one for all turns, outside the pace, whatever its option says. */
class Quiet extends Application<TurnState> {
  override startTypingTimer(): void {}
}

/** Whoever wrote sees after this time that an answer is on its way. */
const typingAfterMs = 2_000;

/** The Bot Framework endpoint: activities in, replies out. The only file that routes them. */
export function teamsDoor(options: {
  readonly adapter: TeamsAdapter;
  readonly identity: Identity;
  /** None in local mode, where the client does not sign. */
  readonly verify: ActivityVerifier | undefined;
  readonly dispatch: Dispatch;
  readonly messenger: Messenger;
  readonly publicCards: PublicCards;
  /**
   * Says an answer in the conversation, as soon as Teams takes it.
   * @returns the message's id; undefined when it was not taken within the turn
   */
  readonly say: (
    inbound: Inbound,
    to: Conversation,
    message: Outgoing,
  ) => Promise<string | undefined>;
  readonly log: Log;
  /** Takes what goes on after the answer left, to be waited for at the end. */
  readonly background: (work: Promise<void>) => void;
}): RequestHandler {
  const { adapter, identity, verify, dispatch, messenger, publicCards, say, log, background } =
    options;
  const afterwards = new WeakMap<TurnContext, () => Promise<void>>();
  const app = new Quiet({
    adapter,
    botAppId: identity.kind === 'local' ? '' : identity.botId,
    startTypingTimer: false,
    // Mentions are read from the entities: the text alone does not tell whom they name.
    removeRecipientMention: false,
  });
  app.addRoute(
    async (context) => context.activity.type !== 'invoke',
    (context) => handle(context),
  );
  app.addRoute(
    async (context) => context.activity.type === 'invoke',
    (context) => handle(context),
    true,
  );

  const handle = async (context: TurnContext): Promise<void> => {
    const shape = activityShape.safeParse(context.activity);
    const inbound = shape.success ? inboundOf(shape.data, identity) : undefined;
    if (inbound === undefined) {
      if (context.activity.type === 'invoke') await invokeResponse(context, 400, problem(400));
      return;
    }
    if (context.activity.type === 'invoke') {
      await answerInvoke(context, await answerTo(inbound, true), inbound);
    } else {
      await answerMessage(context.activity.conversation.id, inbound);
    }
  };

  const press = pressLimit();
  const answerTo = async (inbound: Inbound, invoked: boolean): Promise<Answer> => {
    const isPress = invoked || inbound.what.kind === 'action';
    const { me } = inbound;
    if (!isPress || me === undefined || (await press(me)) === 'go on') return dispatch(inbound);
    return {
      reply: no('common.refused.often'),
      lang: languageFor(undefined, inbound.facts.locale),
    };
  };

  /** Whose press changes a message: in one's own chat all of ours is one's own, as Teams sees to. */
  const mayChange = async (inbound: Inbound): Promise<boolean> =>
    inbound.event.place.kind === 'personal' || (await publicCards.isOwn(inbound));

  /** What was posted or changed where others read along; losing this only costs a later change. */
  async function keep(inbound: Inbound, id: string | undefined, reply: CardReply): Promise<void> {
    if (inbound.event.place.kind === 'personal' || id === undefined) return;
    await publicCards
      .keep(inbound, id, reply.own === true ? verbsOf(reply.card) : [])
      .catch((error: unknown) => log.warn({ err: error }, 'a card in a channel was not kept'));
  }

  /** Teams hears of it in time: what takes longer goes on without anybody who waits. */
  async function answerMessage(conversation: string, inbound: Inbound): Promise<void> {
    // Not the place alone: in a channel the question stands in a thread.
    const to = { ...inbound.event.place.conversation, id: conversation };
    const typing = setTimeout(() => {
      if (inbound.what.kind !== 'event') background(messenger.typing(to).then(() => undefined));
    }, typingAfterMs);
    const answering = answerTo(inbound, false)
      .then((answer) => sayAnswer(answer, inbound, to))
      .finally(() => clearTimeout(typing));
    background(answering);
    let late: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      late = setTimeout(resolve, answerWithinMs);
    });
    await Promise.race([answering.catch(() => undefined), waited]);
    clearTimeout(late);
  }

  async function sayAnswer(answer: Answer, inbound: Inbound, to: Conversation): Promise<void> {
    const { reply } = answer;
    const text = sentence(answer);
    if (text !== undefined) {
      await say(inbound, to, { text });
      return;
    }
    if (!('kind' in reply) || reply.kind !== 'card') return;
    const message = { card: reply.card, text: reply.summary };
    const pressed = inbound.what.kind === 'action' ? inbound.event.cardActivityId : undefined;
    if (pressed !== undefined) {
      const shared = inbound.event.place.kind !== 'personal' && reply.alone === true;
      if (shared || !(await mayChange(inbound))) {
        // What came of it is for the presser, and here everybody would read it.
        await say(inbound, to, { text: wordsIn(answer.lang)('common.refused.notYours') });
        return;
      }
      const updated = await messenger.update(inbound.event.place.conversation, pressed, message);
      if (updated.kind === 'sent') return keep(inbound, pressed, reply);
    }
    await keep(inbound, await say(inbound, to, message), reply);
  }

  async function answerInvoke(
    context: TurnContext,
    answer: Answer,
    inbound: Inbound,
  ): Promise<void> {
    const { reply } = answer;
    const text = sentence(answer);
    if (context.activity.name === 'composeExtension/query') {
      await invokeResponse(context, 200, foundBody(answer, text));
      return;
    }
    if (context.activity.name === 'application/search') {
      const found = 'kind' in reply && reply.kind === 'choices' ? reply.choices : [];
      await invokeResponse(context, 200, {
        statusCode: 200,
        type: 'application/vnd.microsoft.search.searchResponse',
        value: { results: found.map(({ title, value }) => ({ title, value })) },
      });
      return;
    }
    if (/^(composeExtension|task)\//.test(context.activity.name ?? '')) {
      await invokeResponse(context, 200, formBody(answer, text));
      return;
    }
    if (context.activity.name !== 'adaptiveCard/action') {
      await invokeResponse(context, 200, {});
      return;
    }
    if (text !== undefined || !('kind' in reply) || reply.kind !== 'card') {
      await invokeResponse(context, 200, {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: unmarked(text ?? ''),
      });
      return;
    }
    await invokeResponse(context, 200, {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: reply.card,
    });
    const { cardActivityId, place } = inbound.event;
    const shared = place.kind !== 'personal' && reply.alone === true;
    if (cardActivityId === undefined || shared) return;
    // The answer shows the receipt to the presser; the stored activity makes it last. Nobody waits
    // for that: the answer leaves first.
    afterwards.set(context, async () => {
      if (!(await mayChange(inbound))) return;
      const message = { card: reply.card, text: reply.summary };
      const updated = await insist(
        () => messenger.update(place.conversation, cardActivityId, message),
        answerWithinMs,
      );
      if (updated.kind === 'sent') await keep(inbound, cardActivityId, reply);
      else log.warn({ why: updated.why }, 'a pressed card was not updated');
    });
  }

  return async (request, response) => {
    if (verify !== undefined && request.headers.authorization === undefined) {
      response.status(401).json(problem(401));
      return;
    }
    // The signature does not bind the tenant: what is signed but not ours ends here.
    if (tenantOf(request.body, identity) === 'other') {
      response.status(403).json(problem(403));
      return;
    }
    const shape = activityShape.safeParse(request.body);
    if (!shape.success) {
      response.status(400).json(problem(400));
      return;
    }
    // On other channels, such as web chat and direct line, whoever writes says who they are.
    if (identity.kind !== 'local' && shape.data.channelId !== 'msteams') {
      response.status(403).json(problem(403));
      return;
    }
    if (verify !== undefined) {
      const [scheme, token] = (request.headers.authorization ?? '').split(' ');
      const signed = scheme === 'Bearer' && token ? await verify(token) : 'invalid';
      if (signed !== 'good') {
        const status = signed === 'away' ? 503 : 401;
        log.warn({ status }, 'an activity was not taken');
        response.status(status).json(problem(status));
        return;
      }
    }
    // Named here when Teams did not, so that it is the same all the way down.
    const activity = { ...shape.data, id: shape.data.id ?? crypto.randomUUID() };
    request.body = activity;
    const inbound = inboundOf(activity, identity);
    // From here on every line of the log belongs to this turn, whoever writes it.
    await correlated(
      inbound === undefined ? hash(24, activity.id) : operationOf(inbound),
      async () => {
        let after: (() => Promise<void>) | undefined;
        await adapter.process(request, discreet(response, log), async (context) => {
          await app.run(context);
          after = afterwards.get(context);
        });
        if (after !== undefined) background(after());
      },
    );
  };
}

/**
 * The response as the Bot Framework writes it, without its own error texts and its name. A 500 of
 * its own means that nobody could check who signed, for want of Microsoft's keys: not let in.
 */
function discreet(response: Response, log: Log): Response {
  let status = 200;
  let body: unknown;
  return {
    socket: response.socket,
    header: () => undefined,
    status(code: number) {
      status = code;
    },
    send(sent: unknown) {
      body = sent;
    },
    end() {
      if (status < 400 || typeof body === 'object') {
        response.status(status);
        return body === undefined ? response.end() : response.send(body);
      }
      const shown = status >= 500 ? 503 : status;
      log.warn({ status }, 'an activity was not taken');
      return response.status(shown).json(problem(shown));
    },
  } as unknown as Response;
}

/** The verbs of every button of a card. */
function verbsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(verbsOf);
  if (typeof part !== 'object' || part === null) return [];
  const { type, verb } = part as { type?: unknown; verb?: unknown };
  const own = type === 'Action.Execute' && typeof verb === 'string' ? [verb] : [];
  return [...new Set([...own, ...Object.values(part).flatMap(verbsOf)])];
}

/** Sends what an invoke waits for. */
const invokeResponse = (context: TurnContext, status: number, body: unknown) =>
  context.sendActivity({ type: 'invokeResponse', value: { status, body } } as Partial<Activity>);

const said: Readonly<Record<number, string>> = {
  401: 'This is not signed.',
  403: 'This app does not serve that tenant or channel.',
  503: 'Please try again in a moment.',
};
const problem = (statusCode: number) => ({
  statusCode,
  type: 'application/vnd.microsoft.error',
  value: { code: String(statusCode), message: said[statusCode] ?? 'That could not be read.' },
});

const adaptive = 'application/vnd.microsoft.card.adaptive';
const thumbnail = 'application/vnd.microsoft.card.thumbnail';

/** What a search in the message box is answered with: lines to pick from, or a sentence. */
function foundBody({ reply }: Answer, text: string | undefined): object {
  const results = 'kind' in reply && reply.kind === 'results' ? reply : undefined;
  if (results === undefined || results.results.length === 0) {
    const said = unmarked(text ?? results?.nothing ?? '');
    return { composeExtension: { type: 'message', text: said } };
  }
  const attachments = results.results.map(({ title, text: line, card }) => ({
    contentType: adaptive,
    content: card,
    preview: { contentType: thumbnail, content: { title, text: line } },
  }));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

function formBody({ reply }: Answer, text: string | undefined): object {
  if ('kind' in reply && reply.kind === 'form') {
    return {
      task: {
        type: 'continue',
        value: {
          title: reply.title,
          width: 'medium',
          height: 'medium',
          card: { contentType: adaptive, content: reply.card },
        },
      },
    };
  }
  return text === undefined ? {} : { task: { type: 'message', value: unmarked(text) } };
}
