import { z } from 'zod';

const value = z.union([z.string(), z.array(z.string()), z.boolean()]);
export type Value = z.infer<typeof value>;

/** One input: of a card, of the tab's form, and of what both send. */
const fieldView = z.object({
  id: z.string(),
  kind: z.enum(['text', 'choice', 'choices', 'toggle', 'people', 'date', 'time', 'hidden']),
  label: z.string(),
  value: value.optional(),
  required: z.boolean().optional(),
  /** Characters of a text, or how many may be chosen. */
  max: z.number().optional(),
  /** A text of several lines. */
  lines: z.boolean().optional(),
  hint: z.string().optional(),
  choices: z.array(z.object({ value: z.string(), title: z.string() })).optional(),
  /** Under *More*: most people leave it as it is. */
  more: z.boolean().optional(),
});
export type Field = z.infer<typeof fieldView>;

export const formView = z.object({
  form: z.string(),
  label: z.string(),
  send: z.string(),
  sees: z.string(),
  /** On what hides the fields that most leave as they are. */
  more: z.string(),
  /** Never on a card. */
  page: z.boolean().optional(),
  fields: z.array(fieldView),
});
export type FormView = z.infer<typeof formView>;

/** A button of a run that carries data of its own, such as the line that it is about. */
const press = z.object({
  form: z.string(),
  label: z.string(),
  data: z.record(z.string(), z.string()),
});
export type Press = z.infer<typeof press>;

const entry = z.object({
  text: z.string(),
  /** Small, below it. */
  note: z.string().optional(),
  presses: z.array(press).optional(),
});
export type Entry = z.infer<typeof entry>;

const section = z.object({
  title: z.string(),
  entries: z.array(entry),
  /** Never on a card: on the tab's page alone. */
  page: z.boolean().optional(),
});
export type Section = z.infer<typeof section>;

/** How a run stands, for one reader or for a channel; card and page are drawn from it. */
const stand = z.object({
  title: z.string(),
  lines: z.array(z.string()),
  sections: z.array(section),
  /** The form that is open in it. */
  form: z.string().optional(),
  links: z.array(z.object({ label: z.string(), url: z.string() })).optional(),
  footer: z.string().optional(),
});
export type Stand = z.infer<typeof stand>;

/** GET /api/together/:scope/:run, and what every press answers: how the run stands for me. */
export const standView = stand.extend({
  scope: z.string(),
  run: z.string(),
  /** What I can fill in now. */
  forms: z.array(formView),
  /** On the button that shows it to a room. */
  screen: z.string(),
});
export type StandView = z.infer<typeof standView>;

const startView = z.object({
  practice: z.string(),
  variant: z.string(),
  label: z.string(),
  /** Under *More*. */
  more: z.boolean(),
});

/** GET /api/together?team= → what is under way there, what was kept, what can be started. */
export const togetherView = z.object({
  /** Words of ours that few ever read: the first load of the tab does without them. */
  words: z.object({
    title: z.string(),
    sees: z.string(),
    none: z.string(),
    past: z.string(),
    more: z.string(),
  }),
  starts: z.array(startView),
  /** Switches of the team's forms, for whoever may press them. */
  forms: z.object({
    lead: z.string(),
    all: z.array(z.object({ practice: z.string(), label: z.string(), on: z.boolean() })),
  }),
  runs: z.array(
    z.object({
      scope: z.string(),
      run: z.string(),
      title: z.string(),
      line: z.string(),
      open: z.boolean(),
    }),
  ),
});
export type TogetherView = z.infer<typeof togetherView>;

/** GET /api/together/start?practice=&variant=&team= → the start form. */
export const startQuery = z.object({
  practice: z.string().max(40),
  variant: z.string().max(40),
  team: z.string().max(300).optional(),
});

/** POST /api/together */
export const startInput = startQuery.extend({
  /** Names the press: sent twice it starts once. */
  op: z.string().min(8).max(64),
  fields: z.record(z.string().max(60), z.unknown()),
});

/** PUT /api/together: a form on or off, by who receives the team's digest or added the bot. */
export const formSwitchInput = z.object({
  team: z.string().max(300),
  practice: z.string().max(40),
  on: z.boolean(),
});

/** POST /api/together/:scope/:run/:form */
export const pressInput = z.object({ fields: z.record(z.string().max(60), z.unknown()) });
