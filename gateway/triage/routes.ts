import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/triage.ts';
import { getConversation } from '../conversation/list-conversations.ts';
import type { Signed } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { labelConversation } from './label-conversation.ts';

export function triageRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  /** Commands answer the conversation as it is then. */
  const changed = async (signed: Signed, id: string, run: (em: EntityManager) => Promise<void>) => {
    const keys = await keyring.of(signed.organizationId);
    return inOrganization(orm, signed.organizationId, async (em) => {
      await run(em);
      return getConversation(em, keys, id, signed.counselorId);
    });
  };

  return [
    serve(contract.labelConversation, ({ params, body, signed }) =>
      changed(signed, params.id, (em) => labelConversation(em, params.id, body)),
    ),
  ];
}
