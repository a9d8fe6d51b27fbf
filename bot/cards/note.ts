import noteJson from '#bot/cards/note.json';
import { cardTemplate, finish } from '#bot/cards/render';
import type { Card } from '#bot/ports';

/** A button: a press with a verb, or a link. */
export type Button =
  | {
      readonly title: string;
      readonly verb: string;
      readonly data?: Readonly<Record<string, unknown>>;
      readonly style?: 'positive' | 'destructive';
    }
  | { readonly title: string; readonly url: string };

/** Texts are Markdown (Teams' subset); user text in them has gone through `plain`. */
export interface Note {
  readonly title?: string;
  /** What the title is about, right below it. */
  readonly subtitle?: string;
  /** What somebody told, set apart. */
  readonly story?: string;
  readonly lines?: readonly string[];
  readonly image?: { readonly url: string; readonly alt: string };
  /** Small print: who sees this, how to stop it. */
  readonly footer?: string;
  /** A row of their own, right below the lines: times to choose from, ways to keep one. */
  readonly choices?: readonly Button[];
  /** At most six. */
  readonly buttons?: readonly Button[];
}

const expand = cardTemplate<object>(noteJson);

/** The card for most things said: maybe a picture and a story first, a few lines, and buttons. */
export function note(content: Note): Card {
  const card = expand({
    title: content.title ?? '',
    subtitle: content.subtitle ?? '',
    story: content.story ?? '',
    lines: (content.lines ?? []).map((line) => ({ line })),
    image: content.image ?? { url: '', alt: '' },
    hasChoices: (content.choices ?? []).length > 0,
    choices: (content.choices ?? []).map(button),
    footer: content.footer ?? '',
  });
  return finish({ ...card, actions: (content.buttons ?? []).map(button) });
}

/** A button as a card action. */
export const button = (press: Button): Card =>
  'url' in press
    ? { type: 'Action.OpenUrl', title: press.title, url: press.url }
    : {
        type: 'Action.Execute',
        title: press.title,
        verb: press.verb,
        data: press.data ?? {},
        ...(press.style === undefined ? {} : { style: press.style }),
      };
