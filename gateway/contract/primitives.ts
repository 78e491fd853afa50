import * as z from 'zod';

/** UUIDv7, lower case. */
export const id = z.uuid().toLowerCase();

/** ISO 8601 in UTC. */
export const instant = z.iso.datetime();

export const idParams = z.object({ id });

export const pageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A page of a list; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

const oneLine = /^\P{Cc}*$/u;
const notOneLine = 'Line breaks and control characters are not allowed here.';

/** One line: without control characters, of which PostgreSQL can't hold NUL. */
export const line = z.string().regex(oneLine, notOneLine);

/** A name that people give: trimmed, not empty. */
export const name = z.string().trim().min(1).max(120).regex(oneLine, notOneLine);

/** A language tag such as `ar` or `pt-BR` (BCP 47), or as providers write it, `pt_BR`. */
export const language = z
  .string()
  .regex(/^[A-Za-z0-9_-]{2,20}$/, 'Give a language tag such as "ar".');

/**
 * What is looked for: words in any script. Every word must be found, each as a word or as its beginning (three letters at
 * least, two of a name). Case, accents, vowel signs and the script of digits don't count; nothing is a wildcard.
 */
export const searchText = z.string().trim().min(1, 'Type a word to search for.').max(200);
