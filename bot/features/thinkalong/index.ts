import {
  answered,
  begin,
  defaults,
  due,
  halted,
  holds,
  reads,
  type State,
  stateSchema,
  time,
  waiting,
  without,
} from '#bot/features/thinkalong/rules';
import {
  about,
  forms,
  item,
  meeting,
  post,
  shows,
  startFields,
} from '#bot/features/thinkalong/show';
import { practice } from '#bot/practice/contract';

/** A few colleagues think along with one, in writing or in equal turns; or practise in turns. */
export const thinkalong = practice<State>({
  name: 'thinkalong',
  state: stateSchema,
  starts: [
    { variant: 'think', words: 'thinkalong.command.think', label: 'thinkalong.start.think' },
    {
      variant: 'practise',
      words: 'thinkalong.command.practise',
      label: 'thinkalong.start.practise',
    },
  ],
  people: defaults.people,
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
  about,
});
