import { z } from 'zod';
import type { Button } from '#bot/cards/note';
import { onOwnCard } from '#bot/cards/own';
import { firstName } from '#bot/core/first-name';
import { no } from '#bot/core/outcome';
import type { Period } from '#bot/core/sentences/when';
import {
  askCard,
  helpCard,
  inAgainCard,
  newcomerCard,
  pauseCard,
  saidCard,
  unknownCard,
  welcomeCard,
} from '#bot/features/people/card';
import { pauseFits, pauseIn } from '#bot/features/people/rules';
import { timing } from '#bot/features/people/timing';
import type { Card, ChatTurn, Deps, Feature, Hearing, Reply } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';

const dates = z.object({ from: z.iso.date(), until: z.iso.date() });
const direction = z.object({ direction: z.enum(['less', 'more']) });
const spoken = z.object({ language: z.enum(languages) });

const text = (sentence: string): Reply => ({ kind: 'text', text: sentence });
const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });

/** A question with one button; nothing happens without it. */
const asked = (turn: ChatTurn, question: string, press: Button): Reply =>
  shown(askCard(turn, question, press), question);

/** What a button did, in the place of its card. */
const settled =
  (run: (turn: ChatTurn) => Promise<Reply>) =>
  async (turn: ChatTurn): Promise<Reply> => {
    const reply = await run(turn);
    return 'kind' in reply && reply.kind === 'text'
      ? shown(saidCard(turn, [reply.text], []), reply.text)
      : reply;
  };

/** Sentences about taking part, pauses and the rhythm, and small talk. */
export function peopleHears(
  deps: Deps,
  verbs: { readonly notNow: (turn: ChatTurn) => Promise<unknown> },
): Required<Pick<Feature, 'hears' | 'actions'>> {
  const { links } = deps;
  const { todayOf, pause, resume, rhythm, rhythmAfter, speak } = timing(deps);
  const own = (run: Hearing['run'], more: Partial<Hearing> = {}): Hearing => ({
    where: 'personal',
    run,
    ...more,
  });

  const askPause = async (turn: ChatTurn, period?: Period): Promise<Reply> => {
    const today = todayOf(turn);
    const usual = pauseIn('', today);
    const meant = period ?? (usual.ok ? usual.value : { until: today });
    const fits = pauseFits(meant, today);
    if (!fits.ok) return fits;
    return shown(pauseCard(turn, fits.value, today), turn.t('people.away.title'));
  };

  const stop = async (turn: ChatTurn): Promise<Reply> => {
    const before = turn.person.profile.consent.state;
    const line = turn.t('people.stop.done');
    await verbs.notNow(turn);
    const title = turn.t(before === 'in' ? 'common.undo' : 'people.in.button');
    return shown(saidCard(turn, [line], [{ title, verb: 'people.in' }]), line);
  };

  const small = async (turn: ChatTurn, which: string): Promise<Reply> => {
    const key =
      which === 'hello'
        ? 'people.hello.reply'
        : which === 'thanks'
          ? 'people.thanks.reply'
          : 'people.small.reply';
    return text(turn.t(key, { name: firstName(turn.person.profile.name) ?? 'none' }));
  };

  const hears: Record<string, Hearing> = {
    stop: own(stop),
    back: own(async (turn) =>
      turn.person.profile.consent.state === 'in'
        ? text(turn.t('people.in.already'))
        : shown(inAgainCard(turn), turn.t('people.back.title')),
    ),
    away: own((turn, { period }) => askPause(turn, period), { yields: true }),
    resume: own(async (turn) => {
      const { pausedUntil } = turn.person.profile;
      if (pausedUntil === null || pausedUntil < todayOf(turn)) {
        return text(turn.t('people.small.reply', { name: 'none' }));
      }
      const press = { title: turn.t('people.resume.button'), verb: 'people.resume' };
      return asked(turn, turn.t('people.resume.ask'), press);
    }),
    ...Object.fromEntries(
      (['less', 'more'] as const).map((way) => [
        way,
        own(async (turn) => {
          const next = rhythmAfter(turn, way);
          if (next === undefined) return text(turn.t('people.rhythm.end', { direction: way }));
          const press = {
            title: turn.t('people.rhythm.button', { direction: way }),
            verb: 'people.rhythm',
            data: { direction: way },
          };
          return asked(turn, turn.t('people.rhythm.ask', { rhythm: next }), press);
        }),
      ]),
    ),
    language: own(
      async (turn, { which }) => {
        const language = languages.find((one) => one === which);
        if (language === undefined) return no('people.language.unknown');
        const t = wordsIn(language);
        const press = {
          title: t(`common.language.${language}`),
          verb: 'people.language',
          data: { language },
        };
        return asked(turn, t('people.language.ask', { language }), press);
      },
      { yields: true },
    ),
    new: own(async (turn) => shown(newcomerCard(turn, links), turn.t('people.new.title'))),
    small: own((turn, { which }) => small(turn, which)),
    abilities: own(async (turn) => shown(helpCard(turn, links), turn.t('people.help.title'))),
  };

  return {
    hears,
    actions: {
      'people.stop': stop,
      'people.ask-pause': (turn) => askPause(turn),
      'people.pause': onOwnCard(dates, async (turn, { from, until }) => {
        const fits = pauseFits({ from, until }, todayOf(turn));
        return fits.ok ? settled((own) => pause(own, fits.value))(turn) : fits;
      }),
      'people.resume': onOwnCard(z.object({}), settled(resume)),
      'people.rhythm': onOwnCard(direction, (turn, { direction: way }) =>
        settled((own) => rhythm(own, way))(turn),
      ),
      /** The welcome in the language that was pressed; whatever is written next is in it too. */
      'people.welcome': onOwnCard(spoken, async (turn, { language }) => {
        await speak(turn, language);
        const person = await turn.refresh();
        const t = wordsIn(language);
        const card = welcomeCard({ t, lang: language, person, now: turn.now }, links);
        return shown(card, t('common.app'));
      }),
      'people.language': onOwnCard(spoken, (turn, { language }) =>
        settled((own) => speak(own, language))(turn),
      ),
    },
  };
}

/** What the bot says to what it did not understand. */
export const unknownReply = (turn: ChatTurn, meant: string | undefined): Reply =>
  shown(unknownCard(turn, meant), turn.t('people.unknown'));
