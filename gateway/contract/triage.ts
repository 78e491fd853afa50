import * as z from 'zod';
import { conversation } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { labelIds } from './label.ts';
import { id, idParams } from './primitives.ts';

/**
 * Says what to add and what to take away, never the whole set: two people who change labels at once keep both changes.
 * Adding what is there and removing what is not change nothing. 422 `validation_failed` for a label that does not exist,
 * for putting on an archived one, and for more than fit.
 */
export const labelConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/labels',
  summary: 'Put labels on a conversation and take labels off',
  access: 'conversation.write',
  params: idParams,
  body: z.object({ add: labelIds, remove: labelIds }),
  response: conversation,
});

/**
 * For good: the colleague has it from now on, and finds the summary as a note. Both happen or neither. The same
 * `clientMessageId` again changes nothing. 409 `conflict` when somebody else has it than expected; 422
 * `validation_failed` for a colleague who is unknown, whose access has ended, or who has it already.
 */
export const handOverConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/hand-over',
  summary: 'Hand over to a colleague, with a summary as a note',
  access: 'conversation.write',
  params: idParams,
  body: z.object({
    counselorId: id,
    summary: z.string().trim().min(1).max(4000),
    clientMessageId: z.string().min(1).max(100),
    /** Compare-and-set, as in assigning. */
    expectedAssigneeId: id.nullable().optional(),
  }),
  response: conversation,
});

/** For choosing who has room. Whoever is not listed has none. */
export const listCounselorLoads = endpoint({
  method: 'GET',
  path: '/api/counselor-loads',
  summary: 'How many conversations wait for each counselor',
  access: 'counselor.read',
  response: z.object({
    items: z.array(z.object({ counselorId: id, openCount: z.number().int() })),
  }),
});
