import { noAt, type Outcome, ok } from '#bot/core/outcome';
import { clean, count, longestText } from '#bot/core/text';
import type { Card } from '#bot/ports';
import type { Field, Fields, Value } from '#bot/practice/contract';

// A form is declared once, as fields: here they are read from what a card or the tab sent, and
// become inputs of a card. The tab draws the same fields.

/** Prefix of a field's id on a card, whose inputs share one object with the button's own data. */
const prefix = 'f.';
const peopleMost = 20;

/** What a card sent, by field. */
export const ofCard = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data)
      .filter(([id]) => id.startsWith(prefix))
      .map(([id, value]) => [id.slice(prefix.length), value]),
  );

/** Data behind a card's button that stands for fields. */
export const onCard = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([id, value]) => [`${prefix}${id}`, value]));

/** What was filled in; what is too long or not among the choices is refused at its field, and nothing is cut. */
export function readFields(
  fields: readonly Field[],
  sent: Readonly<Record<string, unknown>>,
): Outcome<Fields> {
  const read: Record<string, Value> = {};
  for (const field of fields) {
    const value = readValue(field, sent[field.id]);
    const fault = faultOf(field, value);
    if (fault !== undefined) return fault;
    read[field.id] = value;
  }
  return ok(read);
}

function readValue({ kind, lines }: Field, sent: unknown): Value {
  switch (kind) {
    case 'toggle':
      return sent === true || sent === 'true';
    case 'choices':
    case 'people': {
      const list = Array.isArray(sent) ? sent : typeof sent === 'string' ? sent.split(',') : [];
      const texts = list.filter((one) => typeof one === 'string' && one.length < 200);
      return [...new Set(texts.map((one) => one.trim()))].filter((one) => one !== '');
    }
    default: {
      if (typeof sent !== 'string') return '';
      const text = sent.slice(0, longestText);
      if (lines !== true) return clean(text);
      const kept = text.split(/\r?\n/).map((line) => clean(line));
      return kept.filter((line) => line !== '').join('\n');
    }
  }
}

function faultOf({ id, kind, max, required, choices, label }: Field, value: Value) {
  const values = { field: label, max: max ?? 0 };
  if (required === true && (value === '' || value === false || lengthOf(value) === 0)) {
    return noAt(id, 'practice.refused.empty', values);
  }
  if (kind === 'text' && max !== undefined && count(String(value)) > max) {
    return noAt(id, 'practice.refused.long', values);
  }
  if (Array.isArray(value) && value.length > (max ?? peopleMost)) {
    return noAt(id, 'practice.refused.many', { ...values, max: max ?? peopleMost });
  }
  const chosen = Array.isArray(value) ? value : value === '' ? [] : [value];
  const isChoice = kind === 'choice' || kind === 'choices';
  if (isChoice && !chosen.every((one) => choices?.some((choice) => choice.value === one))) {
    return noAt(id, 'common.refused.shape');
  }
  if (kind === 'date' && value !== '' && !isDay(String(value))) {
    return noAt(id, 'common.refused.shape');
  }
  if (kind === 'time' && value !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(String(value))) {
    return noAt(id, 'common.refused.shape');
  }
  return undefined;
}

const lengthOf = (value: Value): number => (typeof value === 'boolean' ? 1 : value.length);
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/**
 * The inputs of a card.
 * @param words what stands where an input is at fault
 * @param picker whether Teams' people picker is there; else people are chosen from a list
 */
export const inputsOf = (
  fields: readonly Field[],
  words: { readonly fault: string },
  picker: boolean,
): Card[] =>
  fields
    .filter(({ kind }) => kind !== 'hidden')
    .map((field) => ({ ...input(field, picker), errorMessage: words.fault }));

function input(field: Field, picker: boolean): Card {
  const { id, kind, label, value, required, max, lines, hint, choices = [] } = field;
  const common = {
    id: `${prefix}${id}`,
    label,
    ...(required === true ? { isRequired: true } : {}),
    ...(value === undefined || value === '' ? {} : { value: written(value) }),
  };
  const placeholder = hint === undefined ? {} : { placeholder: hint };
  switch (kind) {
    case 'toggle':
      return {
        ...common,
        type: 'Input.Toggle',
        wrap: true,
        title: hint ?? label,
        value: String(value === true),
      };
    case 'choice':
    case 'choices':
      return {
        ...common,
        type: 'Input.ChoiceSet',
        style:
          choices.length > 4 || kind === 'choices'
            ? kind === 'choices'
              ? 'expanded'
              : 'compact'
            : 'expanded',
        wrap: true,
        ...(kind === 'choices' ? { isMultiSelect: true } : {}),
        choices: choices.map(({ value: one, title }) => ({ title, value: one })),
      };
    case 'people':
      return {
        ...common,
        type: 'Input.ChoiceSet',
        style: picker ? 'compact' : 'filtered',
        isMultiSelect: true,
        wrap: true,
        ...placeholder,
        // A picker finds everybody by itself: it only needs the names of those already chosen.
        choices: choices
          .filter((one) => !picker || (Array.isArray(value) && value.includes(one.value)))
          .map(({ value: one, title }) => ({ title, value: one })),
        ...(picker
          ? { 'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' } }
          : {}),
      };
    case 'date':
      return { ...common, type: 'Input.Date' };
    case 'time':
      return { ...common, type: 'Input.Time' };
    default:
      return {
        ...common,
        type: 'Input.Text',
        ...(max === undefined ? {} : { maxLength: max }),
        ...(lines === true ? { isMultiline: true } : {}),
        ...placeholder,
      };
  }
}

const written = (value: Value): string => (Array.isArray(value) ? value.join(',') : String(value));
