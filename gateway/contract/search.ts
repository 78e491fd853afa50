import * as z from 'zod';
import { conversation, topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { id, instant, language, pageOf, pageQuery, searchText } from './primitives.ts';

/** A piece of a text, in UTF-16 units: `end` is behind the last. */
const range = z.object({ start: z.number().int(), end: z.number().int() });
export type TextRange = z.infer<typeof range>;

/** A day such as `2026-11-24`. */
const day = z.iso.date().refine((given) => given >= '1900', 'Give a day since 1900.');

const found = z.object({ text: z.string(), ranges: z.array(range) });

export const personHit = z.object({
  contact: z.object({ id, displayName: z.string(), language: z.string().nullable() }),
  /** The name that was found: of several (given, of the messenger's profile, pseudonym) the first that fits. */
  name: found,
  /** The address that was found, whole; null unless the role may see identifiers. */
  address: z.string().nullable(),
  /** The latest of the contact's conversations that fit the filters. */
  conversation,
});
export type PersonHit = z.infer<typeof personHit>;

export const messageHit = z.object({
  /** Of a message or a note. */
  messageId: id,
  conversation,
  author: z.enum(['contact', 'counselor', 'bot', 'system']),
  /** The counselor who wrote it. */
  counselorName: z.string().nullable(),
  isNote: z.boolean(),
  kind: z.string(),
  sentAt: instant,
  /** Where it was found: in the text, in the name of a file, or in what the message carries (a place, a contact). */
  source: z.enum(['text', 'file', 'details']),
  /** About 160 characters around the first hit. */
  snippet: found,
  /** All hits in the whole text of the message; at most 200. */
  textRanges: z.array(range),
});
export type MessageHit = z.infer<typeof messageHit>;

export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  summary:
    'People by name, pseudonym or number, and messages and notes by their words, newest first',
  access: 'conversation.read',
  query: pageQuery
    .extend({
      q: searchText,
      /** One of the two lists only; needed to go on with a cursor of it. */
      kind: z.enum(['people', 'messages']).optional(),
      conversationId: id.optional(),
      language: language.optional(),
      topic: z.enum(topicKeys).optional(),
      channelId: id.optional(),
      officeId: id.optional(),
      /** First and last day in Europe/Berlin, both included: when the message was sent, or the person was in touch. */
      from: day.optional(),
      to: day.optional(),
    })
    .refine(({ from, to }) => !from || !to || from <= to, {
      message: 'The last day is before the first.',
      path: ['to'],
    })
    .refine(({ kind, cursor }) => !cursor || kind, {
      message: 'Say which list goes on.',
      path: ['kind'],
    }),
  /** A list that was not asked for is empty. A page may be short although there is more: go on with its cursor. */
  response: z.object({ people: pageOf(personHit), messages: pageOf(messageHit) }),
});
