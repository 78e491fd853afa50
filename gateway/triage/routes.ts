import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { changeConversations } from '../contract/bulk.ts';
import * as contract from '../contract/triage.ts';
import { getConversation } from '../conversation/list-conversations.ts';
import type { Signed } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { inOrganization } from '../unit-of-work.ts';
import { changeConversations as change } from './change-conversations.ts';
import { counselorLoads } from './counselor-loads.ts';
import { handOver } from './hand-over.ts';
import { labelConversation } from './label-conversation.ts';

export function triageRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  /** Commands answer the conversation as it is then. */
  const changed = async (
    signed: Signed,
    id: string,
    run: (em: EntityManager, keys: OrganizationKeys) => Promise<void>,
  ) => {
    const keys = await keyring.of(signed.organizationId);
    return inOrganization(orm, signed.organizationId, async (em) => {
      await run(em, keys);
      return getConversation(em, keys, id, signed.counselorId);
    });
  };

  return [
    serve(contract.labelConversation, ({ params, body, signed }) =>
      changed(signed, params.id, (em) =>
        labelConversation(em, params.id, signed.counselorId, body),
      ),
    ),
    serve(contract.handOverConversation, ({ params, body, signed }) =>
      changed(signed, params.id, (em, keys) =>
        handOver(em, keys, params.id, signed.counselorId, body),
      ),
    ),
    serve(contract.listCounselorLoads, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        items: await counselorLoads(em),
      })),
    ),
    serve(changeConversations, ({ body, signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => ({
        results: await change(em, signed, body),
      })),
    ),
  ];
}
