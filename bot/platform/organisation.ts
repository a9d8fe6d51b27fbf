import type { PersonId } from '#bot/core/ids';
import type { Span } from '#bot/core/slots';
import type { Instant } from '#bot/core/time';

/**
 * Why nothing was told. `refused`: the right was never given, or was taken back, or does not cover
 * this mailbox. `none`: there is no such mailbox. `limited`: asked too often, not before a while.
 * `away`: no answer, or one that cannot be read.
 */
export type NotTold = 'refused' | 'none' | 'limited' | 'away';

/** What was told, or why not. */
export type Told<T> =
  | { readonly told: true; readonly value: T }
  | { readonly told: false; readonly why: NotTold };

export const told = <T>(value: T): Told<T> => ({ told: true, value });
export const notTold = (why: NotTold): { readonly told: false; readonly why: NotTold } => ({
  told: false,
  why,
});

/** When somebody cannot be met, and nothing of what for: spans of milliseconds since 1970. */
export interface Taken {
  /** Busy, or something that the calendar does not name. */
  readonly busy: readonly Span[];
  /** Not answered yet. */
  readonly tentative: readonly Span[];
  readonly outOfOffice: readonly Span[];
}

/** What a mailbox says of when and how somebody works; what it does not say is absent. */
export interface MailboxSettings {
  /** IANA zone. */
  readonly zone?: string;
  /** Wall times `HH:MM`. */
  readonly hours?: { readonly from: string; readonly to: string };
  /** Days that are worked, 1 (Monday) to 7 (Sunday). */
  readonly days?: readonly number[];
  /** `nl-BE` */
  readonly locale?: string;
}

/** Somebody as the directory tells of them; what did not change may be absent. */
export interface DirectoryChange {
  readonly id: PersonId;
  /** The account was deleted or disabled (true), or stands again (false). */
  readonly gone?: boolean;
  /** Whom they report to by now; null is nobody. */
  readonly manager?: PersonId | null;
}

export interface DirectoryPage {
  readonly changes: readonly DirectoryChange[];
  /** Where to go on: the next page, or what changes after this one. */
  readonly next: string;
  /** There is more to read now. */
  readonly more: boolean;
}

/** What the organisation tells of its people, where an administrator allows it. Nothing is kept by it. */
export interface Organisation {
  /**
   * When each of these people cannot be met between two instants, or why that is not told. Somebody
   * whose mailbox the right does not cover is not looked up through somebody else's.
   */
  freeTimes(
    people: readonly PersonId[],
    from: Instant,
    to: Instant,
  ): Promise<ReadonlyMap<PersonId, Told<Taken>>>;
  mailbox(person: PersonId): Promise<Told<MailboxSettings>>;
  /**
   * What changed in the directory since `after`, a page; without it everybody there is.
   * `expired`: it was too long ago, everybody has to be read anew.
   */
  changes(after: string | undefined): Promise<Told<DirectoryPage> | 'expired'>;
}
