import { begin } from '#bot/features/lookback/begin';
import { forms, startFields } from '#bot/features/lookback/forms';
import { answered, due, halted, reads, time, waiting, without } from '#bot/features/lookback/rules';
import { item, meeting, post, shows } from '#bot/features/lookback/show';
import { type State, stateSchema } from '#bot/features/lookback/state';
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
  halted,
  without,
  shows,
  post,
  item,
  meeting,
  about: ({ state }) => state.topic,
});
