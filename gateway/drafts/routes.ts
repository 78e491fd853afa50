import type { AppContext } from '../context.ts';
import * as contract from '../contract/draft.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { getDrafts, listDrafts, saveDraft } from './drafts.ts';

/** What a counselor has not sent yet is theirs alone. */
export function draftRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(contract.getDraft, async ({ params, signed: { organizationId, counselorId } }) => {
      const keys = await keyring.of(organizationId);
      const place = { conversationId: params.id, counselorId };
      return inOrganization(orm, organizationId, (em) => getDrafts(em, keys, place));
    }),
    serve(contract.saveDraft, async ({ params, body, signed: { organizationId, counselorId } }) => {
      const keys = await keyring.of(organizationId);
      const place = { conversationId: params.id, counselorId };
      return inOrganization(orm, organizationId, (em) => saveDraft(em, keys, place, body));
    }),
    serve(contract.listDrafts, ({ signed: { organizationId, counselorId } }) =>
      inOrganization(orm, organizationId, async (em) => ({
        items: await listDrafts(em, counselorId),
        nextCursor: null,
      })),
    ),
  ];
}
