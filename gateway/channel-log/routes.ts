import type { EntityManager } from '@mikro-orm/postgresql';
import { findChannel } from '../channels/find-channel.ts';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/channel-log.ts';
import { serve, type Served } from '../http/serve.ts';
import type { Signed } from '../http/authentication.ts';
import { inOrganization } from '../unit-of-work.ts';
import { channelOfMessage, listExchanges } from './list-exchanges.ts';
import { presentHealth } from './present-health.ts';

export function channelLogRoutes({ database, keyring, channelLog }: AppContext): Served[] {
  /** What this process has just noted is shown, too. */
  const work = async <T>(signed: Signed, run: (em: EntityManager) => Promise<T>) => {
    await channelLog.flush();
    return inOrganization(database.orm, signed.organizationId, run);
  };

  return [
    serve(contract.listExchanges, async ({ params, query, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return work(signed, async (em) => {
        const { id: channelId } = await findChannel(em, params.id);
        return listExchanges(em, keys, { channelId, ...query });
      });
    }),
    serve(contract.listMessageExchanges, async ({ params, query, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      return work(signed, async (em) => {
        const channelId = await channelOfMessage(em, params.id);
        return listExchanges(em, keys, { channelId, messageId: params.id, ...query });
      });
    }),
    serve(contract.getChannelHealth, ({ params, signed }) =>
      work(signed, async (em) => presentHealth(em, await findChannel(em, params.id))),
    ),
  ];
}
