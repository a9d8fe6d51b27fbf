import {
  answered,
  begin,
  due,
  halted,
  holds,
  reads,
  type State,
  seeks,
  stateSchema,
  time,
  waiting,
  without,
} from '#bot/features/buddy/rules';
import { about, forms, item, offered, post, shows, startFields } from '#bot/features/buddy/show';
import { practice } from '#bot/practice/contract';

/** Somebody who is new, and who looks after them for ninety days. */
export const buddy = practice<State>({
  name: 'buddy',
  state: stateSchema,
  starts: [
    {
      variant: 'new',
      words: 'buddy.command.new',
      label: 'buddy.start.new',
      says: 'buddy.start.says',
      seeks,
    },
  ],
  later: true,
  offered,
  forms,
  startFields,
  begin,
  waiting,
  answered,
  due,
  halted,
  time,
  reads,
  holds,
  without,
  shows,
  post,
  item,
  about,
});
