import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/saved-reply.ts';
import { notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { can, serve, type Served } from '../http/serve.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { inOrganization } from '../unit-of-work.ts';
import * as change from './change-saved-replies.ts';
import { listSavedReplies } from './list-saved-replies.ts';

export function savedReplyRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  const work = async <T>(
    { organizationId }: Signed,
    run: (em: EntityManager, keys: OrganizationKeys) => Promise<T>,
  ) => {
    const keys = await keyring.of(organizationId);
    return inOrganization(orm, organizationId, (em) => run(em, keys));
  };
  const editorOf = (signed: Signed) => ({
    organizationId: signed.organizationId,
    counselorId: signed.counselorId,
    mayManage: can(signed, 'saved_reply.manage'),
  });

  return [
    serve(contract.listSavedReplies, ({ signed }) =>
      work(signed, async (em, keys) => ({
        items: await listSavedReplies(em, keys, signed.counselorId),
        nextCursor: null,
      })),
    ),
    serve(contract.createSavedReply, ({ body, signed }) =>
      work(signed, async (em, keys) => {
        const id = await change.createSavedReply(em, keys, editorOf(signed), body);
        return one(await listSavedReplies(em, keys, signed.counselorId), id);
      }),
    ),
    serve(contract.updateSavedReply, ({ params, body, signed }) =>
      work(signed, async (em, keys) => {
        await change.updateSavedReply(em, keys, editorOf(signed), params.id, body);
        return one(await listSavedReplies(em, keys, signed.counselorId), params.id);
      }),
    ),
    serve(contract.deleteSavedReply, ({ params, signed }) =>
      work(signed, async (em) => {
        await change.deleteSavedReply(em, editorOf(signed), params.id);
        return undefined;
      }),
    ),
  ];
}

function one(replies: contract.SavedReply[], id: string): contract.SavedReply {
  const found = replies.find((reply) => reply.id === id);
  if (!found) throw notFound('saved reply');
  return found;
}
