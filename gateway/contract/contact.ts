import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, language, name } from './primitives.ts';
import { messengerNames } from './conversation.ts';

export const contactAddress = z.object({
  id,
  /** Where a reply goes. Masked (`tel:+49•••••12`) unless the role may see identifiers, as are all other names. */
  urn: z.string(),
  /** Further names of the same account that its provider told us, e.g. a user id beside the number. */
  aliases: z.array(z.string()),
  /** Numbers that it had before. */
  formerUrns: z.array(z.string()),
  messenger: z.enum(messengerNames),
  conversationId: id.nullable(),
  reachable: z.boolean(),
  optedOutAt: instant.nullable(),
  windowUntil: instant.nullable(),
});

/** A contact whose conversations are shown here, until the merge is taken back. */
export const mergedContact = z.object({
  contactId: id,
  displayName: z.string(),
  /** `provider`: the messenger itself said that both are one account. */
  origin: z.enum(['counselor', 'provider']),
  mergedAt: instant,
});

/** A phone number that the contact shared and that is proven to be theirs. */
export const provenNumber = z.object({
  id,
  /** `+` and digits; masked unless the role may see identifiers. */
  number: z.string(),
  provenAt: instant,
  /** Who else writes to us from this number. */
  contacts: z.array(z.object({ id, displayName: z.string() })),
});

export const contact = z.object({
  id,
  displayName: z.string(),
  pseudonym: z.string(),
  language: z.string().nullable(),
  addresses: z.array(contactAddress),
  conversationIds: z.array(id),
  provenNumbers: z.array(provenNumber),
  mergedContacts: z.array(mergedContact),
  /** Set while this contact is merged into another: it has no addresses of its own then. */
  mergedIntoId: id.nullable(),
  createdAt: instant,
});
export type Contact = z.infer<typeof contact>;

export const getContact = endpoint({
  method: 'GET',
  path: '/api/contacts/:id',
  summary: 'One contact with its addresses',
  access: 'contact.read',
  params: idParams,
  response: contact,
});

export const updateContact = endpoint({
  method: 'PATCH',
  path: '/api/contacts/:id',
  summary: 'Name a contact (null returns to what the provider says), or set the language',
  access: 'conversation.write',
  params: idParams,
  body: z.object({
    displayName: name.nullable().optional(),
    language: language.nullable().optional(),
  }),
  response: contact,
});

export const mergeContact = endpoint({
  method: 'POST',
  path: '/api/contacts/:id/merge',
  summary: 'Show the conversations of another contact here, because both are the same person',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ contactId: id }),
  response: contact,
});

export const unmergeContact = endpoint({
  method: 'POST',
  path: '/api/contacts/:id/unmerge',
  summary: 'Take a merge back: each contact has again what was theirs',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ contactId: id }),
  response: contact,
});
