import { id as idSchema } from '../contract/primitives.ts';
import { AppError } from '../errors.ts';

/** Where a page ended: the last row's sort key in microseconds since 1970, and its id. */
export type Cursor = { atMicros: string; id: string };

/** `order` names the list's order: a cursor continues only the order it was made for. */
export function encodeCursor(order: string, { atMicros, id }: Cursor): string {
  return Buffer.from(JSON.stringify([order, atMicros, id])).toString('base64url');
}

/** @throws AppError `validation_failed` for anything that we did not make for this order. */
export function decodeCursor(order: string, cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const [madeFor, atMicros, id] = readParts(cursor);
  if (madeFor === order && isInstant(atMicros) && isId(id)) return { atMicros, id };
  const message = 'This cursor does not belong to this list.';
  throw new AppError('validation_failed', message, { issues: [{ path: 'query.cursor', message }] });
}

function readParts(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function isId(value: unknown): value is string {
  return idSchema.safeParse(value).success;
}

/** At most 16 digits: until the year 2286, and exact in a double. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,16}$/.test(value);
}
