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
} from '#bot/features/duo/rules';
import { about, forms, item, post, seeks, shows, startFields } from '#bot/features/duo/show';
import { practice } from '#bot/practice/contract';

/** Two for some weeks, with one goal; or up to five who make something together. */
export const duo = practice<State>({
  name: 'duo',
  state: stateSchema,
  starts: [
    { variant: 'duo', words: 'duo.command.duo', label: 'duo.start.duo' },
    { variant: 'swap', words: 'duo.command.swap', label: 'duo.start.swap' },
    {
      variant: 'coach',
      words: 'duo.command.coach',
      label: 'duo.start.coach',
      says: 'duo.start.says',
      seeks,
    },
  ],
  later: true,
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
  about,
});
