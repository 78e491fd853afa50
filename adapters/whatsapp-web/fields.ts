export type Fields = Record<string, unknown>;

/** An object of the library or of the page, or null for everything else. */
export function objectOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

/** The objects of an array; anything else is left out. */
export function objectsOf(value: unknown): Fields[] {
  return Array.isArray(value)
    ? value.filter((item): item is Fields => objectOf(item) !== null)
    : [];
}

/** A string with something in it, or null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A finite number, also one that is written out, or null. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** WhatsApp's Unix seconds; null when missing, zero or out of range. */
export function instantOf(seconds: unknown): Date | null {
  const number = numberOf(seconds);
  return number !== null && number > 0 && number < 8.64e12 ? new Date(number * 1000) : null;
}

/** WhatsApp's id of a person or chat, written out; the page gives it as a text or as an object. */
export function widOf(value: unknown): string | null {
  const fields = objectOf(value);
  if (!fields) return textOf(value);
  const written = textOf(fields['_serialized']);
  if (written) return written;
  const user = textOf(fields['user']);
  const server = textOf(fields['server']);
  return user && server ? `${user}@${server}` : null;
}

/** Leaves out what is null or undefined. */
export function compact(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** The page's own data of a message; the library documents only a part of them. */
export function rawDataOf(message: Fields): Fields {
  return objectOf(message['rawData']) ?? objectOf(message['_data']) ?? {};
}
