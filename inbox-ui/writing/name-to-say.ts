import type { Contact } from '../../gateway/contract/contact.ts';

/** How to address a contact: never by the pseudonym that we gave them, and not by a number. */
export function nameToSay({
  displayName,
  pseudonym,
}: Pick<Contact, 'displayName' | 'pseudonym'>): string | null {
  return displayName !== pseudonym && /\p{L}/u.test(displayName) ? displayName : null;
}
