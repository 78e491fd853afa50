import * as z from 'zod';
import { conversation, topicKeys } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant } from './primitives.ts';
import { ruleAgeBands } from './rule.ts';

const consent = z.object({
  givenAt: instant,
  withdrawnAt: instant.nullable(),
  language: z.string(),
  /** Which wording was agreed to. */
  textVersion: z.string(),
});

const sentAnswer = z.object({
  entryId: id,
  key: z.string(),
  version: z.number().int(),
  language: z.string(),
  sentAt: instant,
  /** What the contact said to "did it help?"; null when nothing. */
  hasHelped: z.boolean().nullable(),
});

/** What a contact has told the assistant. What they left open is null. */
export const assistantStanding = z.object({
  language: z.string().nullable(),
  topic: z.enum(topicKeys).nullable(),
  postcode: z.string().nullable(),
  ageBand: z.enum(ruleAgeBands).nullable(),
  isInAsylumProcedure: z.boolean().nullable(),
  office: z.object({ id, name: z.string() }).nullable(),
  consent: consent.nullable(),
  /** The newest first, at most twenty. */
  answers: z.array(sentAnswer),
});
export type AssistantStanding = z.infer<typeof assistantStanding>;

export const getAssistant = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/assistant',
  summary:
    'What the contact has told the assistant and what it has sent; null when it was never there',
  access: 'conversation.read',
  params: idParams,
  response: z.object({ standing: assistantStanding.nullable() }),
});

/** Of two who say so at the same time, the first one is shown. */
export const acknowledgeAlerts = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/alerts/acknowledge',
  summary: 'Say that the signed-in counselor sees to the alerts of a conversation',
  access: 'conversation.write',
  params: idParams,
  response: conversation,
  status: 200,
});
