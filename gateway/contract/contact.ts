import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, language, name } from './primitives.ts';
import { messengerNames } from './conversation.ts';

export const contactAddress = z.object({
  id,
  /** Masked (`tel:+49•••••12`) unless the role may see identifiers. */
  urn: z.string(),
  messenger: z.enum(messengerNames),
  reachable: z.boolean(),
  optedOutAt: instant.nullable(),
  windowUntil: instant.nullable(),
});

export const contact = z.object({
  id,
  displayName: z.string(),
  pseudonym: z.string(),
  language: z.string().nullable(),
  addresses: z.array(contactAddress),
  conversationIds: z.array(id),
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
