import { AppError } from '../errors.ts';

type Cursor = { key: string; id: string };

export function encodeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** @throws AppError `validation_failed` for anything we did not make. */
export function decodeCursor(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && isInstant(parsed[0]) && isId(parsed[1])) {
      return { key: parsed[0], id: parsed[1] };
    }
  } catch {
    // Falls through to the same answer as any other foreign cursor.
  }
  throw new AppError('validation_failed', 'This cursor is not one of ours.', {
    issues: [{ path: 'query.cursor', message: 'This cursor is not one of ours.' }],
  });
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(value);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
}
