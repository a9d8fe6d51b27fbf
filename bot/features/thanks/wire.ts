import { z } from 'zod';
import { badgeKinds } from '#bot/core/learning';
import { idsIn } from '#bot/core/text';

/** What helped and what it changed: characters as a reader counts them. */
export const textMin = 20;
export const textMax = 500;
export const receiversMax = 5;
export const badgesADay = 10;

/** POST /api/badges → GaveView. Refusals are 422, with the field at fault. */
export const giveInput = z.object({
  op: z.string().min(8).max(64),
  to: z.array(z.string().max(200)).min(1).max(receiversMax),
  badge: z.enum(badgeKinds),
  skill: z.string().max(10_000),
  text: z.string().max(10_000),
  /** `team`: also posted in the channel of `team`. */
  visibility: z.enum(['receiver', 'team']),
  team: z.string().max(200).optional(),
});
export type GiveInput = z.infer<typeof giveInput>;

const receivedView = z.object({
  id: z.string(),
  at: z.string(),
  badge: z.enum(badgeKinds),
  skill: z.string(),
  text: z.string(),
  from: z.string(),
  visibility: z.enum(['receiver', 'team']),
  hidden: z.boolean(),
  /** `open`: may still be asked whether the skill should join my skills to share. */
  offer: z.enum(['open', 'taken', 'declined']),
});
export type ReceivedView = z.infer<typeof receivedView>;

const givenView = z.object({
  id: z.string(),
  at: z.string(),
  badge: z.enum(badgeKinds),
  skill: z.string(),
  text: z.string(),
  to: z.array(z.object({ id: z.string(), name: z.string() })),
  visibility: z.enum(['receiver', 'team']),
  state: z.enum(['given', 'withdrawn']),
});
export type GivenView = z.infer<typeof givenView>;
/** A badge just given, and what became of it in a sentence. */
export const gaveView = givenView.extend({ said: z.string() });
export type GaveView = z.infer<typeof gaveView>;

/** GET /api/badges, newest first. */
export const badgesView = z.object({
  received: z.array(receivedView),
  given: z.array(givenView),
});
export type BadgesView = z.infer<typeof badgesView>;

/** PUT /api/badges/received/:id/hidden → {} */
export const hiddenInput = z.object({ hidden: z.boolean() });
/** POST /api/badges/received/:id/offer → { said }; a no is remembered for ever. */
export const offerInput = z.object({ accept: z.boolean() });
/** POST /api/badges/given/:id/take-back {} → { said } */

// What the chat's own cards send back. Whatever is missing or misshapen reads as empty: the rules
// then say in words what is missing.
const typed = z.string().catch('');
const reference = z.string().max(100).optional().catch(undefined);

/** Whose card it is, where others see it too: everybody else is refused kindly. */
export const ownedData = z.object({ asker: reference });

/** `thanks.open`: the form, prefilled. */
export const openData = ownedData.extend({
  to: z.array(z.string().max(200)).max(50).catch([]),
  /** What the presser knows them by, for whom no team of theirs knows; seen by nobody else. */
  names: z.array(z.string().max(200)).max(50).catch([]),
  skill: z.string().max(500).catch(''),
  /** A first version of the story. */
  text: z.string().max(4_000).catch(''),
  /** The pressed card stays as it is: the form comes below it. */
  keep: z.boolean().catch(false),
});
export type OpenData = z.infer<typeof openData>;

/** `thanks.give`: the form as filled in. */
export const giveData = ownedData.extend({
  /** Names the form, so that pressing twice sends once. */
  form: reference,
  /** The form is a dialog, opened from a message. */
  dialog: z.boolean().catch(false),
  team: z.string().max(200).optional().catch(undefined),
  /** Ids, separated by commas as a ChoiceSet sends them. */
  to: typed.transform(idsIn),
  badge: typed,
  skill: typed,
  text: typed,
  sees: z.enum(['receiver', 'team']).catch('receiver'),
});

/** `thanks.take-back`. */
export const takeBackData = z.object({ id: z.string().max(100) });

/** `thanks.received`: the buttons under a badge that somebody received. */
export const receivedActs = ['add', 'no', 'hide', 'show', 'seen'] as const;
export type ReceivedAct = (typeof receivedActs)[number];
export const receivedData = z.object({ id: z.string().max(100), act: z.enum(receivedActs) });

/** The action *Thank for this*: the message it was chosen on. */
export const messageData = z.object({
  messagePayload: z.object({
    from: z.object({
      user: z
        .object({
          id: z.string().min(1).max(200),
          displayName: z.string().nullish(),
          userIdentityType: z.string().nullish(),
        })
        .nullish(),
    }),
    body: z.object({ content: z.string().nullish() }).nullish(),
  }),
});
