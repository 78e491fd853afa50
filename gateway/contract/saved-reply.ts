import * as z from 'zod';
import { topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, language, name, pageOf } from './primitives.ts';

/** What can stand for something that only the conversation knows, written `{{contact.name}}`. */
export const replyVariables = ['contact.name', 'counselor.name', 'office.name'] as const;
export type ReplyVariable = (typeof replyVariables)[number];

/** In UTF-16 units, as the longest text that any messenger takes in one message. */
export const maxSavedText = 4096;
/** Of one organization, private ones included: browsers hold all of them. */
export const maxSavedReplies = 1000;

const variable = /\{\{\s*([^{}\n]*?)\s*\}\}/g;

/** The names in double braces in a text, each once, known or not. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map(([, name = '']) => name))];
}

export function isReplyVariable(name: string): name is ReplyVariable {
  return (replyVariables as readonly string[]).includes(name);
}

/** Puts values in the places of the variables; one without a value stays, so that it is seen and not sent. */
export function fillVariables(
  text: string,
  values: Partial<Record<ReplyVariable, string | null>>,
): string {
  return text.replaceAll(variable, (whole, name: string) =>
    isReplyVariable(name) ? values[name] || whole : whole,
  );
}

/** The variables of saved replies that still stand in a text: a contact must never read one. */
export function unfilledVariables(text: string): ReplyVariable[] {
  return variablesOf(text).filter(isReplyVariable);
}

const text = z
  .string()
  .max(maxSavedText)
  .refine((value) => value.trim() !== '', 'Write a text.')
  .superRefine((value, { addIssue }) => {
    const unknown = variablesOf(value).filter((name) => !isReplyVariable(name));
    if (unknown.length === 0) return;
    const known = replyVariables.map((name) => `{{${name}}}`).join(', ');
    addIssue({
      code: 'custom',
      message: `There is no variable {{${unknown[0]}}}. Use ${known}.`,
    });
  });

/** By language tag, in lower case. */
const texts = z
  .record(language.toLowerCase(), text)
  .refine((all) => Object.keys(all).length > 0, 'Write the text in at least one language.')
  .refine((all) => Object.keys(all).length <= 40, 'At most forty languages.');

/** What people type behind `/`. */
const key = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
    'Use up to 32 small letters (a–z), digits and hyphens.',
  );

export const savedReply = z.object({
  id,
  key: z.string(),
  title: z.string(),
  topic: z.enum(topicKeys).nullable(),
  texts: z.record(z.string(), z.string()),
  /** For everybody in the organization; else only for who wrote it. */
  isShared: z.boolean(),
  updatedAt: instant,
});
export type SavedReply = z.infer<typeof savedReply>;

export const listSavedReplies = endpoint({
  method: 'GET',
  path: '/api/saved-replies',
  summary: 'All saved replies that the signed-in counselor may use: the shared ones and their own',
  access: 'saved_reply.use',
  response: pageOf(savedReply),
});

const fields = { key, title: name, topic: z.enum(topicKeys).nullable(), texts };

export const createSavedReply = endpoint({
  method: 'POST',
  path: '/api/saved-replies',
  summary: 'Save a reply: for oneself, or for everybody (administrators only)',
  access: 'saved_reply.use',
  body: z.object({
    ...fields,
    topic: fields.topic.default(null),
    isShared: z.boolean().default(false),
  }),
  response: savedReply,
  status: 201,
});

export const updateSavedReply = endpoint({
  method: 'PATCH',
  path: '/api/saved-replies/:id',
  summary: 'Change a saved reply; `texts` replaces all of its texts',
  access: 'saved_reply.use',
  params: idParams,
  body: z.object({ ...fields, isShared: z.boolean() }).partial(),
  response: savedReply,
});

export const deleteSavedReply = endpoint({
  method: 'DELETE',
  path: '/api/saved-replies/:id',
  summary: 'Delete a saved reply; what was sent with it stays',
  access: 'saved_reply.use',
  params: idParams,
  response: z.undefined(),
  status: 204,
});
