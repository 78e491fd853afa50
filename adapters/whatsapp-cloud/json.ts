export type Json = Record<string, unknown>;

/** The value when it is a plain object, else null. */
export function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : null;
}

/** The objects of an array; anything else is left out. */
export function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item): item is Json => asObject(item) !== null) : [];
}

/** A string as it is (empty ones too), else null. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** An id or code: a non-empty string, or a number written out, else null. */
export function asId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** Leaves out what is null or undefined. */
export function compact(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** A provider's word made fit for a metric label: lower snake, at most 60 characters. */
export function asReason(...parts: (string | null)[]): string {
  return parts
    .map((part) => part ?? 'missing')
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 60);
}
