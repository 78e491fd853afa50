import * as z from 'zod';

/** UUIDv7, lower case. */
export const id = z.uuid();

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

/** A name that people give: trimmed, not empty. */
export const name = z.string().trim().min(1).max(120);

export const empty = z.undefined();
