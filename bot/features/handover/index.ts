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
} from '#bot/features/handover/rules';
import { about, forms, item, post, shows, startFields } from '#bot/features/handover/show';
import { practice } from '#bot/practice/contract';

/** What somebody who goes leaves to their team: drafts of theirs alone, until they tell it. */
export const handover = practice<State>({
  name: 'handover',
  state: stateSchema,
  starts: [
    {
      variant: 'own',
      words: 'handover.command.own',
      label: 'handover.start.own',
      alone: true,
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
  about,
});
