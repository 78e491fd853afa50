import type { EntityManager } from '@mikro-orm/postgresql';
import type { AppContext } from '../context.ts';
import { getPairing, pairChannel, unpairChannel } from '../contract/pairing.ts';
import { serve, type Served } from '../http/serve.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Channel } from '../model/channel.ts';
import { inOrganization } from '../unit-of-work.ts';
import { adapterOf, findChannel } from './find-channel.ts';
import { pairLine, unpairLine } from './pairing.ts';
import { presentPairing } from './present-pairing.ts';

type Work = { em: EntityManager; keys: OrganizationKeys; channel: Channel };

/** Pairing a channel with a phone whose connection Lotse holds itself. */
export function pairingRoutes({ database: { orm }, keyring, directory }: AppContext): Served[] {
  async function answer(
    organizationId: string,
    channelId: string,
    change: (work: Work) => Promise<void>,
  ) {
    const keys = await keyring.of(organizationId);
    const pairing = await inOrganization(orm, organizationId, async (em) => {
      const channel = await findChannel(em, channelId);
      await change({ em, keys, channel });
      return presentPairing(em, keys, channel, adapterOf(channel));
    });
    directory.forget(channelId);
    return pairing;
  }

  return [
    serve(getPairing, ({ params, signed }) =>
      answer(signed.organizationId, params.id, async () => undefined),
    ),
    serve(pairChannel, ({ params, body, signed }) =>
      answer(signed.organizationId, params.id, ({ em, keys, channel }) =>
        pairLine(em, keys, channel, body),
      ),
    ),
    serve(unpairChannel, ({ params, signed }) =>
      answer(signed.organizationId, params.id, ({ em, channel }) => unpairLine(em, channel)),
    ),
  ];
}
