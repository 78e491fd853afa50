import type { Adapter } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/channel.ts';
import { requireOffice } from '../offices/require-office.ts';
import { invalid } from '../errors.ts';
import { flushUnique } from '../flush-unique.ts';
import { serve, type Served } from '../http/serve.ts';
import { newId } from '../ids.ts';
import { Channel } from '../model/channel.ts';
import { publish } from '../realtime/publish.ts';
import { executor, inOrganization } from '../unit-of-work.ts';
import { credentialFields, parseCredentials } from './credentials.ts';
import { adapterOf, findChannel } from './find-channel.ts';
import { addLine, removeLine, requireAcceptedRisk } from './pairing.ts';
import { endPause, listPauses } from './pauses.ts';
import { provision, webhookUrl } from './provision.ts';

export function channelRoutes(context: AppContext): Served[] {
  const { config, database, keyring, directory } = context;
  const { orm } = database;
  const show = (organizationId: string, id: string) =>
    inOrganization(orm, organizationId, async (em) =>
      presentChannel(await findChannel(em, id), config.publicUrl, await listPauses(em)),
    );
  const load = (organizationId: string, id: string) =>
    inOrganization(orm, organizationId, (em) => findChannel(em, id));

  return [
    serve(contract.listChannelKinds, async () => ({
      items: Object.values(adapters).map(presentKind),
    })),
    serve(contract.listChannels, ({ signed }) =>
      inOrganization(orm, signed.organizationId, async (em) => {
        const channels = await em.find(
          Channel,
          { deletedAt: null },
          { orderBy: { name: 'asc', id: 'asc' } },
        );
        const pauses = await listPauses(em);
        return {
          items: channels.map((one) => presentChannel(one, config.publicUrl, pauses)),
          nextCursor: null,
        };
      }),
    ),
    serve(contract.getChannel, async ({ params, signed }) =>
      show(signed.organizationId, params.id),
    ),
    serve(contract.createChannel, async ({ body, signed }) => {
      const adapter = Object.hasOwn(adapters, body.kind) ? adapters[body.kind] : undefined;
      if (!adapter) throw invalid('body.kind', `There is no such kind of channel: ${body.kind}.`);
      requireAcceptedRisk(adapter, body.acceptedRisk);
      const credentials = parseCredentials(adapter, body.credentials);
      const keys = await keyring.of(signed.organizationId);
      const id = newId();
      const channel = await inOrganization(orm, signed.organizationId, async (em) => {
        await requireOffice(em, body.officeId);
        const created = em.create(Channel, {
          id,
          organizationId: signed.organizationId,
          officeId: body.officeId ?? null,
          kind: body.kind,
          name: body.name,
          status: 'unverified',
          problem: null,
          problemCode: null,
          todo: null,
          todoCode: null,
          label: null,
          automation: body.automation,
          policy: body.policy,
          sendsTyping: false,
          sendsReadMarks: false,
          credentials: keys.seal(id, 'channel.credentials', JSON.stringify(credentials)),
          providerAddress: adapter.address?.(credentials) ?? null,
          lastReceivedAt: null,
          createdAt: new Date(),
          deletedAt: null,
        });
        await flushUnique(em, ...otherAccount);
        await addLine(em, created, adapter, signed.counselorId);
        return created;
      });
      await provision(context, adapter, channel, credentials);
      return show(signed.organizationId, id);
    }),
    serve(contract.updateChannel, async ({ params, body, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      const { channel, adapter, credentials } = await inOrganization(
        orm,
        signed.organizationId,
        async (em) => {
          const channel = await findChannel(em, params.id);
          const adapter = adapterOf(channel);
          await requireOffice(em, body.officeId);
          const { isDisabled, credentials: given, ...changes } = body;
          em.assign(channel, changes);
          if (isDisabled === true) channel.status = 'disabled';
          if (isDisabled === false && channel.status === 'disabled') channel.status = 'unverified';
          const credentials = given ? parseCredentials(adapter, given) : undefined;
          if (credentials !== undefined) {
            channel.credentials = keys.seal(
              channel.id,
              'channel.credentials',
              JSON.stringify(credentials),
            );
            channel.providerAddress = adapter.address?.(credentials) ?? null;
            // A pause was asked of the account that it was.
            await endPause(em, channel.id);
          }
          await flushUnique(em, ...otherAccount);
          await publish(executor(em), signed.organizationId, {
            type: 'channel.updated',
            channelId: channel.id,
          });
          const isRevived = isDisabled === false;
          return {
            channel,
            adapter,
            credentials: credentials ?? (isRevived ? open(channel) : undefined),
          };
        },
      );
      directory.forget(channel.id);
      if (credentials !== undefined) await provision(context, adapter, channel, credentials);
      return show(signed.organizationId, channel.id);

      function open(channel: Channel): unknown {
        return JSON.parse(keys.open(channel.id, 'channel.credentials', channel.credentials));
      }
    }),
    serve(contract.verifyChannel, async ({ params, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      const channel = await load(signed.organizationId, params.id);
      const credentials: unknown = JSON.parse(
        keys.open(channel.id, 'channel.credentials', channel.credentials),
      );
      await provision(context, adapterOf(channel), channel, credentials);
      return show(signed.organizationId, channel.id);
    }),
    serve(contract.deleteChannel, async ({ params, signed }) => {
      await inOrganization(orm, signed.organizationId, async (em) => {
        const channel = await findChannel(em, params.id);
        channel.deletedAt = new Date();
        await em.flush();
        await removeLine(em, channel.id);
        await publish(executor(em), signed.organizationId, {
          type: 'channel.updated',
          channelId: channel.id,
        });
      });
      directory.forget(params.id);
      return undefined;
    }),
  ];
}

const otherAccount = [
  'channel_provider_address',
  'This account is already connected as another channel.',
] as const;

function presentChannel(channel: Channel, publicUrl: string, pauses: Map<string, string>) {
  return {
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    officeId: channel.officeId ?? null,
    status: channel.status,
    problem: channel.problem ?? null,
    problemCode: channel.problemCode ?? null,
    todo: channel.todo ?? null,
    todoCode: channel.todoCode ?? null,
    pausedUntil: pauses.get(channel.id) ?? null,
    label: channel.label ?? null,
    webhookUrl: webhookUrl(publicUrl, channel),
    automation: channel.automation,
    policy: channel.policy,
    sendsTyping: channel.sendsTyping,
    sendsReadMarks: channel.sendsReadMarks,
    lastReceivedAt: channel.lastReceivedAt?.toISOString() ?? null,
    createdAt: channel.createdAt.toISOString(),
  };
}

function presentKind(adapter: Adapter) {
  return {
    kind: adapter.kind,
    hasPairing: adapter.listen !== undefined,
    risk: adapter.risk ?? null,
    fields: credentialFields(adapter),
    capabilities: Object.fromEntries(
      Object.entries(adapter.capabilities).map(([messenger, limits]) => [
        messenger,
        {
          ...limits,
          media: Object.fromEntries(
            Object.entries(limits.media).map(([kind, { maxBytes, mimeTypes }]) => [
              kind,
              { maxBytes, mimeTypes: [...mimeTypes] },
            ]),
          ),
        },
      ]),
    ),
  };
}
