import * as z from 'zod';
import { conversation } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { maxLabelsOnConversation } from './label.ts';
import { id, idParams } from './primitives.ts';

const labelIds = z.array(id).max(maxLabelsOnConversation).default([]);

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
