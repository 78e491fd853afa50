import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { attachment } from './message.ts';
import { id, idParams, instant, pageOf } from './primitives.ts';

const text = z.string().max(20_000);

const draft = z.object({
  text,
  attachments: z.array(attachment),
  /** Null when there is none. */
  updatedAt: instant.nullable(),
});
export type Draft = z.infer<typeof draft>;

/** What the signed-in counselor has not sent yet in a conversation: the reply, and the note. */
const drafts = draft.extend({ note: draft });
export type Drafts = z.infer<typeof drafts>;

export const getDraft = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/draft',
  summary: "The signed-in counselor's unsent reply and note",
  access: 'conversation.write',
  params: idParams,
  response: drafts,
});

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/draft',
  summary: 'Keep an unsent reply or note; one without text and files is removed',
  access: 'conversation.write',
  params: idParams,
  body: z.object({
    text,
    isNote: z.boolean().default(false),
    /** The caller's own uploads; left out, they stay as they are. Without a text they are removed with it. */
    attachmentIds: z.array(id).max(10).optional(),
  }),
  response: drafts,
});

export const listDrafts = endpoint({
  method: 'GET',
  path: '/api/drafts',
  summary: 'Where the signed-in counselor has something unsent',
  access: 'conversation.write',
  response: pageOf(z.object({ conversationId: id, isNote: z.boolean() })),
});
