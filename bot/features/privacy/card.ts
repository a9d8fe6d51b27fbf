import { note } from '#bot/cards/note';
import { cardTemplate } from '#bot/cards/render';
import type { Translate } from '#bot/core/i18n';
import exportJson from '#bot/features/privacy/cards/export.json';
import type { ExportView, KeptView } from '#bot/features/privacy/wire';
import type { Card } from '#bot/ports';

/** What binds a button to the one person it was made for, and the erase to its hour. */
export interface Bound {
  readonly for: string;
  /** ISO instant at which the card was made. */
  readonly asked: string;
}

/** How the data is kept, as far as it is a setting. */
export interface Keeping {
  /** Days after which the data of people who left goes. */
  readonly leaverDays: number;
  /** A copy is made each night. */
  readonly backedUp: boolean;
  /** People may choose that their calendars are looked at. */
  readonly calendars: boolean;
}

/**
 * What is kept, in which table, and who sees it.
 */
export function keptView(t: Translate, { leaverDays, backedUp, calendars }: Keeping): KeptView {
  const where = t('privacy.where');
  return {
    kept: [
      { what: t('privacy.kept.profile'), where, who: t('common.sees.you') },
      {
        what: t('privacy.kept.shares'),
        where,
        who: t('privacy.who.shares'),
      },
      { what: t('privacy.kept.wishes'), where, who: t('privacy.who.wishes') },
      { what: t('privacy.kept.checkins'), where, who: t('common.sees.you') },
      {
        what: t('privacy.kept.help'),
        where,
        who: t('privacy.who.help'),
      },
      { what: t('privacy.kept.badges'), where, who: t('privacy.who.badges') },
      {
        what: t('privacy.kept.rounds'),
        where,
        who: t('privacy.who.rounds'),
      },
      {
        what: t('privacy.kept.together'),
        where,
        who: t('privacy.who.together'),
      },
      { what: t('privacy.kept.howTos'), where, who: t('privacy.who.howTos') },
      { what: t('privacy.kept.teams'), where, who: t('privacy.who.teams') },
      { what: t('privacy.kept.answers'), where, who: t('common.sees.you') },
      { what: t('privacy.kept.times'), where, who: t('common.sees.you') },
      ...(calendars
        ? [
            {
              what: t('privacy.kept.calendar'),
              where: t('privacy.where.calendar'),
              who: t('privacy.who.calendar'),
            },
          ]
        : []),
      ...(backedUp
        ? [
            {
              what: t('privacy.kept.backups'),
              where: t('privacy.where.backups'),
              who: t('privacy.who.backups'),
            },
          ]
        : []),
    ],
    leaving: t('privacy.leaving', { days: leaverDays }),
  };
}

/** *My data*: what is kept, with export and erase. */
export const dataCard = (
  t: Translate,
  { kept, leaving }: KeptView,
  settings: string,
  bound: Bound,
): Card =>
  note({
    title: t('privacy.title'),
    lines: [
      t('privacy.lead'),
      ...kept.map(({ what, who }) => t('privacy.line', { what, who })),
      t('privacy.digest'),
      leaving,
    ],
    footer: t('privacy.choice'),
    buttons: [
      { title: t('privacy.export.button'), verb: 'privacy.export', data: { ...bound } },
      { title: t('privacy.settings'), url: settings },
      {
        title: t('privacy.erase.button'),
        verb: 'privacy.ask',
        data: { ...bound },
        style: 'destructive',
      },
    ],
  });

/** Longest JSON that a card carries: the card as a whole may be 28 KB. */
const readableBytes = 14_000;

const exported = cardTemplate<{
  title: string;
  lead: string;
  json: string;
  footer: string;
  open: string;
  url: string;
}>(exportJson);

/** Everything kept, as text to read and copy when it fits; the settings have it as a file. */
export function exportCard(t: Translate, view: ExportView, settings: string): Card {
  const json = JSON.stringify(view, null, 1);
  // Quotes and line ends are escaped once more inside a card.
  const fits = Buffer.byteLength(JSON.stringify(json)) <= readableBytes;
  return exported({
    title: t('privacy.export.title'),
    lead: t(fits ? 'privacy.export.here' : 'privacy.export.long'),
    json: fits ? json : '',
    footer: t('privacy.onlyYou'),
    open: t('privacy.export.open'),
    url: settings,
  });
}

/** The second step: nothing is erased before this card's button. */
export const eraseCard = (
  t: Translate,
  bound: Bound,
  backedUp: boolean,
  /** They look after how-tos, which may stay. */
  howTos: boolean,
): Card =>
  note({
    title: t('privacy.erase.title'),
    lines: [
      t('privacy.erase.goes'),
      t('privacy.erase.others'),
      ...(howTos ? [t('privacy.erase.howTos')] : []),
      ...(backedUp ? [t('privacy.erase.backups')] : []),
      t('privacy.erase.final'),
    ],
    footer: t('privacy.erase.stays'),
    buttons: [
      {
        title: t('privacy.erase.do'),
        verb: 'privacy.erase',
        data: { ...bound },
        style: 'destructive',
      },
      ...(howTos
        ? [
            {
              title: t('privacy.erase.leave'),
              verb: 'privacy.erase',
              data: { ...bound, keeps: true },
            },
          ]
        : []),
      { title: t('privacy.erase.keep'), verb: 'privacy.keep', data: { ...bound } },
    ],
  });

export const erasedCard = (t: Translate): Card =>
  note({ title: t('privacy.erased.title'), lines: [t('privacy.erased.said')] });

export const keptCard = (t: Translate): Card => note({ lines: [t('privacy.kept.said')] });

/** What stands in a channel where a badge stood. */
export const withdrawnCard = (t: Translate): Card =>
  note({ title: t('common.withdrawn'), lines: [t('privacy.withdrawn')] });
