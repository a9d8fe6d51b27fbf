import {
  answered,
  begin,
  due,
  halted,
  holds,
  reads,
  type State,
  stateSchema,
  time,
  waiting,
  without,
} from '#bot/features/comealong/rules';
import {
  about,
  forms,
  item,
  meeting,
  meets,
  post,
  shows,
  startFields,
} from '#bot/features/comealong/show';
import { practice } from '#bot/practice/contract';

/** A seat beside somebody's work: a customer visit, a review, another department. */
export const comealong = practice<State>({
  name: 'comealong',
  state: stateSchema,
  starts: [
    { variant: 'host', words: 'comealong.command.host', label: 'comealong.start.host' },
    {
      variant: 'wish',
      words: 'comealong.command.wish',
      label: 'comealong.start.wish',
      says: 'comealong.start.says',
    },
  ],
  later: true,
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
  meeting,
  meets,
  about,
});
