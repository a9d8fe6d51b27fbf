import type { Place } from './places';
import type { ThemeName } from './theme';

/** Who is here and how they see things, whether Teams said so or the stand-in. */
export interface Session {
  /** BCP 47 tag of the surroundings; the person's own choice of language comes before it. */
  readonly locale: string;
  readonly theme: ThemeName;
  onTheme(listener: (theme: ThemeName) => void): void;
  /** Where a deep link points; null = follow the address. */
  readonly place: Place | null;
  /** Shown to the API as a bearer token; `fresh` after one was refused. */
  token(fresh: boolean): Promise<string>;
  /** Teams is asking the person something before it gives a token. */
  isAsking?(): boolean;
  /** Tells Teams to take its own loading screen away. */
  ready(): void;
  failed(message: string): void;
  /** Where product time can be moved: with a local server only. */
  readonly clock?: LocalClock;
}

/** What product time moves by: days from where it stands, or to the next Monday, 9:00 in this zone. */
export type ClockStep = { readonly days: number } | { readonly monday: string };

/** What a local server answers about its clock; `ran` is what fell due on the way. */
export interface ClockView {
  /** ISO instant. */
  readonly now: string;
  /** Whether the sample's calendars may be read; absent without a sample. */
  readonly calendars?: boolean;
  readonly ran?: readonly { readonly kind: string; readonly outcome: string }[];
}

export interface LocalClock {
  read(): Promise<ClockView>;
  /** Fails with an Error where the server does not come to an end with it. */
  move(step: ClockStep): Promise<ClockView>;
  /** Takes the right to read calendars away, or gives it back. */
  allowCalendars(allowed: boolean): Promise<ClockView>;
}

export interface Somebody {
  readonly id: string;
  readonly name: string;
}

/** How the tab can start. */
export type Start =
  | { readonly kind: 'session'; readonly session: Session }
  | { readonly kind: 'choose'; readonly people: readonly Somebody[]; readonly look: Look }
  | { readonly kind: 'outside'; readonly look: Look }
  /** Teams has not answered yet: the session may still come. */
  | { readonly kind: 'late'; readonly look: Look; readonly session: Promise<Session> }
  | { readonly kind: 'unreachable'; readonly look: Look };

/** Theme and language where there is no session to ask. */
export interface Look {
  readonly locale: string;
  readonly theme: ThemeName;
}
