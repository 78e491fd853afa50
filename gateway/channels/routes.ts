import type { EntityManager } from '@mikro-orm/postgresql';
import type { Adapter } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import type { AppContext } from '../context.ts';
import * as contract from '../contract/channel.ts';
import { requireOffice } from '../counselors/routes.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { serve, type Served } from '../http/serve.ts';
import { newId } from '../ids.ts';
import { Channel } from '../model/channel.ts';
import { publish } from '../realtime/publish.ts';
import { executor, inOrganization } from '../unit-of-work.ts';
import { credentialFields, parseCredentials } from './credentials.ts';
import { provision, webhookUrl } from './provision.ts';

export function channelRoutes(context: AppContext): Served[] {
  const { config, database, keyring, directory } = context;
  const { orm } = database;
  const present = (channel: Channel) => presentChannel(channel, config.publicUrl);
  const load = (organizationId: string, id: string) =>
    inOrganization(orm, organizationId, (em) => find(em, id));

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
        return { items: channels.map(present), nextCursor: null };
      }),
    ),
    serve(contract.getChannel, async ({ params, signed }) =>
      present(await load(signed.organizationId, params.id)),
    ),
    serve(contract.createChannel, async ({ body, signed }) => {
      const adapter = Object.hasOwn(adapters, body.kind) ? adapters[body.kind] : undefined;
      if (!adapter) throw invalid('body.kind', `There is no such kind of channel: ${body.kind}.`);
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
          todo: null,
          label: null,
          automation: 'off',
          policy: body.policy,
          credentials: keys.seal(id, 'channel.credentials', JSON.stringify(credentials)),
          providerAddress: adapter.address?.(credentials) ?? null,
          lastReceivedAt: null,
          createdAt: new Date(),
          deletedAt: null,
        });
        await flushUnique(em);
        return created;
      });
      await provision(context, adapter, channel, credentials);
      return present(await load(signed.organizationId, id));
    }),
    serve(contract.updateChannel, async ({ params, body, signed }) => {
      const keys = await keyring.of(signed.organizationId);
      const { channel, adapter, credentials } = await inOrganization(
        orm,
        signed.organizationId,
        async (em) => {
          const channel = await find(em, params.id);
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
          }
          await flushUnique(em);
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
      return present(await load(signed.organizationId, channel.id));

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
      return present(await load(signed.organizationId, channel.id));
    }),
    serve(contract.deleteChannel, async ({ params, signed }) => {
      await inOrganization(orm, signed.organizationId, async (em) => {
        const channel = await find(em, params.id);
        channel.deletedAt = new Date();
        await em.flush();
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

async function find(em: EntityManager, id: string): Promise<Channel> {
  const channel = await em.findOne(Channel, { id, deletedAt: null });
  if (!channel) throw notFound('channel');
  return channel;
}

function adapterOf(channel: Channel): Adapter {
  const adapter = adapters[channel.kind];
  if (!adapter)
    throw new AppError('channel_down', 'This installation no longer knows this kind of channel.');
  return adapter;
}

/** @throws AppError `conflict` when another channel has this account. */
async function flushUnique(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (
      error instanceof Error &&
      'constraint' in error &&
      error.constraint === 'channel_provider_address'
    ) {
      throw new AppError('conflict', 'This account is already connected as another channel.');
    }
    throw error;
  }
}

function presentChannel(channel: Channel, publicUrl: string) {
  return {
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    officeId: channel.officeId ?? null,
    status: channel.status,
    problem: channel.problem ?? null,
    todo: channel.todo ?? null,
    label: channel.label ?? null,
    webhookUrl: webhookUrl(publicUrl, channel),
    automation: channel.automation,
    policy: channel.policy,
    lastReceivedAt: channel.lastReceivedAt?.toISOString() ?? null,
    createdAt: channel.createdAt.toISOString(),
  };
}

function presentKind(adapter: Adapter) {
  return {
    kind: adapter.kind,
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
