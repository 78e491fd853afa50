import type { OrganizationKeys } from '../keyring.ts';
import { newId } from '../ids.ts';
import { phoneVariant } from './phone-variants.ts';

/** One name of an address, ready for the functions of the migration `identity`. */
export type Name = {
  id: string;
  hash: Buffer;
  /** Sealed; null for a form that is only looked up and never written to. */
  urn: Buffer | null;
};

/**
 * The names of a sender, the one the provider uses first. Empty when that is the only one, so that most messages need no
 * second look.
 */
export function namesOf(
  { urn, aliases = [] }: { urn: string; aliases?: string[] },
  keys: OrganizationKeys,
): Name[] {
  const told = [...new Set([urn, ...aliases])];
  const variants = told.map(variantOf).filter((other) => other !== null && !told.includes(other));
  if (told.length === 1 && variants.length === 0) return [];
  return [
    ...sealNames(told, keys),
    ...variants.map((other) => ({ id: newId(), hash: hashOf(other as string, keys), urn: null })),
  ];
}

export function sealNames(urns: string[], keys: OrganizationKeys): Name[] {
  return urns.map((urn) => {
    const id = newId();
    return { id, hash: hashOf(urn, keys), urn: keys.seal(id, 'contact_alias.urn', urn) };
  });
}

/** Columns for a call of `name_address` or `add_names`. */
export function nameColumns(names: Name[]): [ids: string[], hashes: Buffer[], urns: unknown[]] {
  return [names.map(({ id }) => id), names.map(({ hash }) => hash), names.map(({ urn }) => urn)];
}

/** A phone number: what people know each other by on every channel, and what is handed out again one day. */
export function isNumber(urn: string): boolean {
  return /^(?:whatsapp:|tel:\+)\d{5,20}$/.test(urn);
}

/** Whether two names are the same number, written in the two forms of its country. */
export function areOneNumber(one: string, other: string): boolean {
  return one === other || variantOf(one) === other;
}

/**
 * Which name to write to when the provider used another one than ours: the latest form of a number. A number is kept
 * when the provider only says an id, because an id goes with its number and a number is known on other channels, too.
 */
export function isBetterName(current: string, told: string): boolean {
  return current !== told && (isNumber(told) || !isNumber(current));
}

function hashOf(urn: string, keys: OrganizationKeys): Buffer {
  return keys.lookup('urn', urn);
}

function variantOf(urn: string): string | null {
  if (!urn.startsWith('whatsapp:')) return null;
  const other = phoneVariant(urn.slice('whatsapp:'.length));
  return other && `whatsapp:${other}`;
}
