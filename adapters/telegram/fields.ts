export type Fields = Record<string, unknown>;

/** A JSON object, or null for everything else. */
export function objectOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

/** A string with something in it, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number that is exact, or undefined. */
export function integerOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** An id as an exact string: ids that do not fit a double arrive from `parseJson` as their digits. */
export function idOf(value: unknown): string | null {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? value : null;
}

/** Telegram's Unix seconds; null when missing, zero (its mark for "inaccessible") or out of range. */
export function instantOf(seconds: unknown): Date | null {
  if (typeof seconds !== 'number' || seconds <= 0) return null;
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** `JSON.parse` that keeps integers beyond 2^53 as the string of their digits. @throws SyntaxError */
export function parseJson(text: string): unknown {
  return /\d{16}/.test(text) ? JSON.parse(text, exact as Reviver) : JSON.parse(text);
}

type Reviver = (key: string, value: unknown) => unknown;

function exact(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}
