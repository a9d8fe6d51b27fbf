import { z } from 'zod';
import { button } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { cardTemplate, finish } from '#bot/cards/render';
import { wallClockIn } from '#bot/core/time';
import { type Calendar, zoneOf } from '#bot/delivery/rules';
import anotherJson from '#bot/meeting/cards/another.json';
import { isWarning, typedAct } from '#bot/meeting/typed';
import type { Card, ChatTurn, Reply, Viewer } from '#bot/ports';

const expand = cardTemplate<object>(anotherJson);

/** Acts of the form itself, beside those of the arrangement. */
const acts = { open: 'another', send: 'at', back: 'back' } as const;

/** The button that leads to it; the tab asks for a day and a time in its place. */
export const anotherButton = ({ t }: Pick<Viewer, 't'>) =>
  ({ act: acts.open, label: t('meeting.another'), time: true }) as const;

// Clients leave inputs out, or send null, when nothing was filled in.
const filled = z
  .string()
  .max(40)
  .nullish()
  .transform((value) => value ?? '');
/** What the form sends beside `item` and `act`. */
export const typed = z.object({ date: filled, time: filled, sure: z.boolean().catch(false) });
type Typed = z.output<typeof typed>;

interface Form {
  /** The feature's own verb, and the item it acts on. */
  readonly verb: string;
  readonly item: string;
}

/** A day and a time of one's own; whoever was warned sends the same once more. */
export function anotherCard(
  { t, person, now }: Viewer,
  calendar: Calendar,
  { verb, item }: Form,
  { date, time, sure }: Typed,
  hints: readonly string[] = [],
): Card {
  const today = wallClockIn(now, zoneOf(person.profile, calendar)).day;
  const card = expand({
    title: t('meeting.another.title'),
    line: t('meeting.another.line'),
    hints: hints.map((hint) => ({ hint })),
    date: { label: t('meeting.date'), error: t('meeting.date.error'), value: date, min: today },
    time: { label: t('meeting.time'), error: t('meeting.time.error'), value: time },
    sees: t('meeting.another.sees'),
  });
  const data = { by: ownerOf(person.id), item };
  const send = button({
    title: t(sure ? 'meeting.sure' : 'meeting.set'),
    verb,
    data: { ...data, act: acts.send, sure },
    style: 'positive',
  });
  const back: Card = {
    ...button({ title: t('meeting.back'), verb, data: { ...data, act: acts.back } }),
    associatedInputs: 'none',
  };
  return finish({ ...card, actions: [send, back] });
}

/**
 * A press on an arrangement's card, with what of it is about another time: the form, the form again
 * with what was typed and why it was not taken, or the card as it was.
 * @param press carries out an act of the arrangement
 * @param show its card as it stands
 */
export async function pressed(
  turn: ChatTurn,
  calendar: Calendar,
  form: Form,
  { act, ...input }: Typed & { readonly act: string },
  press: (act: string) => Promise<Reply>,
  show: () => Promise<Reply>,
): Promise<Reply> {
  const again = (values: Typed, hints: readonly string[]): Reply => {
    const card = anotherCard(turn, calendar, form, values, hints);
    return { kind: 'card', card, summary: hints[0] ?? turn.t('meeting.another.title') };
  };
  if (act === acts.open) return again({ date: '', time: '', sure: false }, []);
  if (act === acts.back) return show();
  if (act !== acts.send) return press(act);
  const reply = await press(typedAct(input.date, input.time, input.sure));
  return 'ok' in reply && reply.why.startsWith('meeting.')
    ? again({ ...input, sure: isWarning(reply) }, [turn.t(reply.why, reply.values)])
    : reply;
}
