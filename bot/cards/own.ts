import { z } from 'zod';
import { hash, type PersonId } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import type { Action, ChatTurn, Reply } from '#bot/ports';

/** Ties a card's buttons to the person it was made for: `by` in their data. */
export const ownerOf = (person: PersonId): string => hash(12, 'card', person);

const owned = z.object({ by: z.string() });

/**
 * An action on somebody's own card: refuses other places than the own chat, other people's cards
 * and data of another shape.
 */
export const onOwnCard =
  <S extends z.ZodType>(
    shape: S,
    run: (turn: ChatTurn, data: z.output<S>) => Promise<Reply>,
  ): Action =>
  async (turn, data) => {
    if (turn.event.place.kind !== 'personal') return no('people.ownChat');
    const card = owned.safeParse(data);
    if (!card.success) return no('common.refused.shape');
    if (card.data.by !== ownerOf(turn.me)) return no('common.refused.notYours');
    const parsed = shape.safeParse(data);
    return parsed.success ? run(turn, parsed.data) : no('common.refused.shape');
  };
