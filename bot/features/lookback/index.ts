import {
  answered,
  begin,
  due,
  reads,
  type State,
  stateSchema,
  time,
  waiting,
  without,
} from '#bot/features/lookback/rules';
import { forms, item, meeting, post, shows, startFields } from '#bot/features/lookback/show';
import { practice } from '#bot/practice/contract';

/** Looking back, or ahead, together: write alone, open at a time, keep one thing. */
export const lookback = practice<State>({
  name: 'lookback',
  state: stateSchema,
  starts: [
    { variant: 'back', words: 'lookback.command.back', label: 'lookback.start.back' },
    { variant: 'ahead', words: 'lookback.command.ahead', label: 'lookback.start.ahead' },
  ],
  forms,
  startFields,
  begin,
  waiting,
  answered,
  due,
  time,
  reads,
  without,
  shows,
  post,
  item,
  meeting,
  about: ({ state }) => state.topic,
});
