import { hash, type PersonId } from '#bot/core/ids';
import type { Answer, Field, Fields, Opened, Reader } from '#bot/practice/contract';

/** Nameless answers open when at least so many writers are nameless. */
const leastNameless = 3;

/**
 * An input a question, and below them: with one's name, and what becomes of it when too few write
 * without one.
 * @param max characters of an answer
 */
export const namelessFields = (
  { t }: Pick<Reader, 't'>,
  questions: readonly { readonly id: string; readonly label: string }[],
  max: number,
  own: Fields = {},
): Field[] => [
  ...questions.map(
    ({ id, label }): Field => ({
      id,
      kind: 'text',
      lines: true,
      label,
      max,
      value: own[id] ?? '',
    }),
  ),
  {
    id: 'named',
    kind: 'toggle',
    label: t('practice.named'),
    hint: t('practice.named.all'),
    value: own['named'] ?? false,
  },
  {
    id: 'few',
    kind: 'choice',
    label: t('practice.few', { least: leastNameless }),
    value: own['few'] ?? 'back',
    choices: [
      { value: 'back', title: t('practice.few.back') },
      { value: 'named', title: t('practice.few.named') },
    ],
  },
];

/**
 * Who signs, who is nameless among enough, and whose words go back unread.
 * @param questions the fields in which answers are written
 * @param seed makes ids, and by them an order that is nobody's
 */
export function openedNameless(
  answers: readonly Answer[],
  questions: readonly string[],
  seed: string,
): {
  readonly writers: readonly Answer[];
  readonly read: ReadonlySet<PersonId>;
  readonly opened: Opened[];
} {
  const writers = answers.filter(
    ({ form, fields }) => form === 'write' && questions.some((id) => (fields[id] ?? '') !== ''),
  );
  const nameless = writers.filter(({ fields }) => fields['named'] !== true);
  const enough = nameless.length >= leastNameless;
  const signs = ({ fields }: Answer): boolean =>
    fields['named'] === true || (!enough && fields['few'] === 'named');
  const read = writers.filter((writer) => enough || signs(writer));
  const opened = read.flatMap((writer) =>
    questions.flatMap((field): Opened[] => {
      const text = String(writer.fields[field] ?? '');
      if (text === '') return [];
      const id = hash(16, seed, writer.from, field);
      return [{ id, field, text, ...(signs(writer) ? { name: writer.name } : {}) }];
    }),
  );
  return {
    writers,
    read: new Set(read.map(({ from }) => from)),
    opened: opened.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
