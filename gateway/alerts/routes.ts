import { presentStanding } from '../automation/present-standing.ts';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/assistant.ts';
import { getConversation } from '../conversation/list-conversations.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization } from '../unit-of-work.ts';
import { acknowledgeAlerts } from './acknowledge-alerts.ts';

export function alertRoutes({ database: { orm }, keyring }: AppContext): Served[] {
  return [
    serve(contract.getAssistant, async ({ params, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, async (em) => ({
        standing: await presentStanding(em, keys, params.id),
      }));
    }),
    serve(contract.acknowledgeAlerts, async ({ params, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(orm, signed.organizationId, async (em) => {
        await acknowledgeAlerts(em, params.id, signed.counselorId);
        return getConversation(em, keys, params.id, signed.counselorId);
      });
    }),
  ];
}
