import { z } from 'zod';
import { folded } from '#bot/core/names';
import { decoded } from '#bot/core/quoted';
import { clean, cleanName, longestText } from '#bot/core/text';

/** Names as people wrote them in their directory: cleaned, and no longer than a name is. */
export const nameOf = z.string().transform(cleanName);

/** One who is mentioned; Teams sends several for one name at times, or no text. */
const mention = z.object({
  type: z.literal('mention'),
  text: z.string().nullish().catch(undefined),
  mentioned: z.object({
    id: z.string().max(300),
    name: nameOf.nullish().catch(undefined),
    aadObjectId: z.string().max(100).nullish().catch(undefined),
  }),
});
export type Mention = z.infer<typeof mention>;

export const mentionsIn = (entities: readonly unknown[] | null | undefined): Mention[] =>
  (entities ?? []).flatMap((entity) => {
    const parsed = mention.safeParse(entity);
    return parsed.success ? [parsed.data] : [];
  });

interface Message {
  readonly text?: string | null | undefined;
  readonly entities?: readonly unknown[] | null | undefined;
  readonly recipient: { readonly id: string; readonly name?: string | null | undefined };
}

// Each part has an end: without one, text of many `<at` would be gone through once for each of them.
const nameTag = /<at\b[^<>]{0,300}>([^<>]{0,300})<\/at>/giu;
const leftOver = /<\/?(?:at|quoted)\b[^<>]{0,500}>/giu;

/**
 * What somebody wrote to the bot, without its own name and without Teams' marks: names of others
 * stay, entities are the characters they stand for, and what nobody sees is gone.
 */
export function saidIn({ text, entities, recipient }: Message): string {
  const whole = (text ?? '').slice(0, longestText);
  const mentions = mentionsIn(entities);
  const mine = mentions.filter(({ mentioned }) => mentioned.id === recipient.id);
  const myNames = new Set(
    [recipient.name, ...mine.map(({ mentioned }) => mentioned.name)]
      .filter((name) => typeof name === 'string' && name !== '')
      .map((name) => folded(name as string)),
  );
  const tags = [...whole.matchAll(nameTag)].map(([tag, name = ''], index) => ({
    index,
    owner: mentions.find((one) => one.text === tag)?.mentioned.id,
    isMyName: myNames.has(folded(clean(decoded(name)))),
  }));
  const named = tags.filter(({ owner, isMyName }) =>
    owner === undefined ? isMyName : owner === recipient.id,
  );
  // Teams said that the bot is mentioned, but not where: the first name that is nobody else's.
  const unsaid = mine.length > 0 && named.length === 0;
  const first = unsaid ? tags.find(({ owner }) => owner === undefined) : undefined;
  const dropped = new Set(
    [...named, ...(first === undefined ? [] : [first])].map(({ index }) => index),
  );
  let index = -1;
  const rest = whole.replace(nameTag, (_, name: string) => {
    index += 1;
    return dropped.has(index) ? ' ' : name;
  });
  return clean(decoded(rest.replace(leftOver, ' ')));
}
