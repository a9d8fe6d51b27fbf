import {
  answered,
  begin,
  due,
  halted,
  holds,
  learnt,
  reads,
  type State,
  stateSchema,
  time,
  waiting,
  without,
} from '#bot/features/session/rules';
import { forms, item, meeting, post, shows, startFields } from '#bot/features/session/show';
import { practice } from '#bot/practice/contract';

/** A quarter of an hour in which somebody shows something, all discuss something, or somebody shares back. */
export const session = practice<State>({
  name: 'session',
  state: stateSchema,
  starts: [
    { variant: 'show', words: 'session.command.show', label: 'session.start.show' },
    { variant: 'discuss', words: 'session.command.discuss', label: 'session.start.discuss' },
    { variant: 'back', words: 'session.command.back', label: 'session.start.back' },
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
  holds,
  learnt,
  about: ({ state }) => state.topic,
});
