import { spokenInstant } from '#bot/core/dates';
import type { Key, Translate } from '#bot/core/i18n';
import { instantOf, isoInstant } from '#bot/core/time';
import type { Field, Form, Reader, Section } from '#bot/practice/contract';

// What forms and stands of every practice are made of.

export const spoken = (iso: string, { lang, zone }: Pick<Reader, 'lang' | 'zone'>): string =>
  spokenInstant(instantOf(iso), lang, zone);

export const inTime = (iso: string, now: Reader['now']): boolean => isoInstant(now) < iso;

/** So many hours after an ISO instant. */
export const later = (iso: string, hours: number): string =>
  isoInstant(instantOf(iso).add({ hours }));

export const hidden = (id: string): Field => ({ id, kind: 'hidden', label: id, required: true });

/** A form of one press. */
export const pressOf = (label: Key, sees: Key): Pick<Form<unknown>, 'label' | 'send' | 'sees'> => ({
  label,
  send: label,
  sees,
});

export const entriesOf = (texts: readonly string[]): Section['entries'] =>
  texts.map((text) => ({ text }));

export const listOf = (t: Translate, title: Key, entries: Section['entries']): Section => ({
  title: t(title),
  entries,
});

export const namesIn = (people: readonly { readonly name: string }[]): string =>
  people.map(({ name }) => name).join(', ');
