import * as z from 'zod';
import { conversationFilters } from './conversation.ts';
import { endpoint } from './endpoint.ts';
import { id, idParams, name, pageOf } from './primitives.ts';

/** At most so many views has one counselor, and so many are shared in an organization. */
export const maxViews = 50;

/** What a view shows. `assignee: 'me'` and `mentioned: 'me'` mean whoever looks at it. */
export const viewFilters = z.strictObject(conversationFilters);
export type ViewFilters = z.infer<typeof viewFilters>;

export const view = z.object({
  id,
  name: z.string(),
  filters: viewFilters,
  /** Everybody in the organization sees it; else only who made it. */
  isShared: z.boolean(),
  /** Who made it; null when they are gone. */
  owner: z.object({ id, displayName: z.string() }).nullable(),
  /** Whether the signed-in counselor may rename, change, share or delete it. */
  mayChange: z.boolean(),
});
export type View = z.infer<typeof view>;

const viewName = name.max(60);

export const listViews = endpoint({
  method: 'GET',
  path: '/api/views',
  summary: "The signed-in counselor's views and the shared ones, in the counselor's order",
  access: 'conversation.read',
  response: pageOf(view),
});

/** 403 `forbidden` for sharing without the permission; 409 `conflict` when there are too many. */
export const createView = endpoint({
  method: 'POST',
  path: '/api/views',
  summary: 'Save filters under a name',
  access: 'conversation.read',
  body: z.object({ name: viewName, filters: viewFilters, isShared: z.boolean().default(false) }),
  response: view,
  status: 201,
});

/** 403 `forbidden` for a shared view of somebody else, except for administrators. */
export const updateView = endpoint({
  method: 'PATCH',
  path: '/api/views/:id',
  summary: 'Rename, change the filters, share or stop sharing',
  access: 'conversation.read',
  params: idParams,
  body: z.object({
    name: viewName.optional(),
    filters: viewFilters.optional(),
    isShared: z.boolean().optional(),
  }),
  response: view,
});

export const deleteView = endpoint({
  method: 'DELETE',
  path: '/api/views/:id',
  summary: 'Delete a view; it can be brought back for a day',
  access: 'conversation.read',
  params: idParams,
  response: z.undefined(),
  status: 204,
});

export const restoreView = endpoint({
  method: 'POST',
  path: '/api/views/:id/restore',
  summary: 'Bring a deleted view back',
  access: 'conversation.read',
  params: idParams,
  response: view,
});

export const orderViews = endpoint({
  method: 'PUT',
  path: '/api/view-order',
  summary:
    'Put the views in an order, for the signed-in counselor only; what is left out comes last',
  access: 'conversation.read',
  body: z.object({ viewIds: z.array(id).max(2 * maxViews) }),
  response: pageOf(view),
});
