import { hash } from '#bot/core/ids';
import type { No } from '#bot/core/outcome';
import { isObjectId } from '#bot/core/record-id';
import { type Circle, circleOf, closedTeam } from '#bot/features/thanks/colleagues';
import { type FormView, formCard } from '#bot/features/thanks/form';
import type { Card, ChatTurn, Deps } from '#bot/ports';
import { namedApart } from '#bot/records/colleagues';

/** What a form starts with. */
export interface Start {
  readonly to?: readonly { readonly id: string; readonly name: string }[];
  readonly skill?: string;
  readonly text?: string;
  readonly badge?: string;
  readonly sees?: FormView['sees'];
  readonly hints?: readonly string[];
  /** Opened from a message, in a dialog that only the asker sees. */
  readonly dialog?: boolean;
  /** The form it is shown again for; without it, a new one. */
  readonly form?: string;
}

/** Others read what is shown here. */
export const isPublic = (turn: ChatTurn): boolean => turn.event.place.kind !== 'personal';

/** Stands on a card for the one who asked for it; says nothing to anybody else. */
export const askerOf = (turn: ChatTurn): string => hash(16, turn.ctx.tenant, turn.me, 'asker');

/** Whether a card is the presser's own; a card that names nobody is anybody's. */
export const isOwn = (turn: ChatTurn, asker: string | undefined): boolean =>
  asker === undefined || asker === askerOf(turn);

export interface Circled extends Circle {
  /** The people as a form lists them; a people picker finds them by itself. */
  readonly choices: FormView['people'];
}

export async function circleFor(deps: Deps, turn: ChatTurn, dialog: boolean): Promise<Circled> {
  const circle = await circleOf(deps, turn, turn.event.place, isPublic(turn) && !dialog);
  const choices = hasPicker(deps, turn) ? circle.people : await namedApart(deps, circle.people);
  return { ...circle, choices };
}

const hasPicker = (deps: Deps, turn: ChatTurn): boolean =>
  !deps.local && turn.event.mobile !== true;

/**
 * The form for this person in this place. Where the client has no people picker (local mode, phones)
 * it needs colleagues to choose among.
 */
export function formFor(deps: Deps, turn: ChatTurn, circle: Circled, start: Start): Card | No {
  const { to = [], dialog = false } = start;
  const picker = hasPicker(deps, turn);
  if (!picker && circle.people.length === 0 && to.length === 0) {
    return { ok: false, why: 'thanks.refused.nobodyKnown' };
  }
  const team = closedTeam(circle.team) === undefined ? circle.team : undefined;
  return formCard(turn.t, deps.links, {
    people: circle.choices,
    to,
    badge: start.badge ?? '',
    skill: start.skill ?? '',
    text: start.text ?? '',
    sees: team === undefined ? 'receiver' : (start.sees ?? 'receiver'),
    team: team && { id: team.id, name: team.name || turn.event.place.teamName || '–' },
    hints: start.hints ?? [],
    picker,
    dialog,
    form: start.form ?? turn.operation,
    asker: isPublic(turn) && !dialog ? askerOf(turn) : undefined,
  });
}

/** The form could not be made. */
export const isNo = (made: Card | No): made is No => 'ok' in made;

/** The people behind ids as far as the circle knows them; others are shown as "your colleague". */
export const peopleOf = (circle: Circled, ids: readonly string[]): { id: string; name: string }[] =>
  ids.flatMap((id) => {
    const known = circle.people.find((person) => person.id === id);
    if (known !== undefined) return [{ id, name: known.name }];
    return isObjectId(id) ? [{ id, name: '' }] : [];
  });
