import type { EntityManager } from '@mikro-orm/postgresql';
import type { WebhookRequest } from '../../adapters/adapter.ts';
import { signatureHeader, signSimulatorRequest } from '../../adapters/simulator/index.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { listPhoneMessages, readOnPhone, sendFromPhone } from '../contract/simulator.ts';
import { listMessages } from '../conversation/list-messages.ts';
import { AppError, notFound } from '../errors.ts';
import type { Signed } from '../http/authentication.ts';
import { serve, type Served } from '../http/serve.ts';
import { inOrganization, query } from '../unit-of-work.ts';
import { webhookUrl } from './provision.ts';

/** The phone in the browser. What it writes goes the way of every provider: signed, through the adapter and intake. */
export function simulatorRoutes(context: AppContext): Served[] {
  const { database, directory, intake, config, keyring } = context;

  async function connect(channelId: string, signed: Signed): Promise<ConnectedChannel> {
    const channel = await directory.byId(channelId);
    if (channel?.kind !== 'simulator' || channel.organizationId !== signed.organizationId)
      throw notFound('simulator');
    if (channel.status === 'disabled')
      throw new AppError('channel_down', 'This simulator is switched off.');
    return channel;
  }

  async function post(channel: ConnectedChannel, events: unknown[]): Promise<void> {
    const body = Buffer.from(JSON.stringify({ events }));
    const { secret } = channel.credentials as { secret: string };
    const request: WebhookRequest = {
      method: 'POST',
      path: '',
      url: webhookUrl(config.publicUrl, channel),
      query: {},
      headers: { [signatureHeader]: signSimulatorRequest(secret, body) },
      body,
      receivedAt: new Date(),
    };
    const received = channel.adapter.receive?.(request, channel.credentials);
    await intake.accept(channel, received?.events ?? [], request.receivedAt);
  }

  async function findConversation(em: EntityManager, channel: ConnectedChannel, phoneId: string) {
    const [row] = await query<{ id: string }>(
      em,
      `select c.id from contact_address a join conversation c on c.contact_address_id = a.id
       where a.channel_id = $1 and a.urn_hash = $2`,
      [channel.id, channel.keys.lookup('urn', `simulator:${phoneId}`)],
    );
    return row?.id ?? null;
  }

  return [
    serve(sendFromPhone, async ({ params, body, signed }) => {
      const channel = await connect(params.channelId, signed);
      const { phone, messageId, text, file, location, replyToExternalId, buttonReply } = body;
      await post(channel, [
        {
          type: 'message',
          id: messageId,
          at: new Date().toISOString(),
          phone,
          text,
          location,
          buttonReply,
          replyTo: replyToExternalId ?? buttonReply?.target,
          media: file && [
            {
              ref: `data:${file.mimeType};base64,${file.base64}`,
              kind: file.kind,
              fileName: file.fileName,
              mimeType: file.mimeType,
            },
          ],
        },
      ]);
      const conversationId = await inOrganization(database.orm, signed.organizationId, (em) =>
        findConversation(em, channel, phone.id),
      );
      if (!conversationId)
        throw new AppError('validation_failed', 'The phone sent nothing that could be read.');
      return { conversationId };
    }),
    serve(readOnPhone, async ({ params, body, signed }) => {
      const channel = await connect(params.channelId, signed);
      const { status } = body;
      const below = status === 'read' ? ['accepted', 'sent', 'delivered'] : ['accepted', 'sent'];
      const parts = await inOrganization(database.orm, signed.organizationId, async (em) => {
        const conversationId = await findConversation(em, channel, body.phoneId);
        return query<{ external_id: Buffer }>(
          em,
          `select p.external_id from delivery d join delivery_part p on p.delivery_id = d.id
           where d.conversation_id = $1 and p.status = any($2) and p.external_id is not null`,
          [conversationId, below],
        );
      });
      const at = new Date().toISOString();
      await post(
        channel,
        parts.map((part) => ({
          type: 'status',
          externalId: channel.keys.open(channel.id, 'delivery_part.external_id', part.external_id),
          status,
          at,
        })),
      );
      return { reported: parts.length };
    }),
    serve(listPhoneMessages, async ({ params, query: { phoneId }, signed }) => {
      const channel = await connect(params.channelId, signed);
      const keys = await keyring.of(signed.organizationId);
      return inOrganization(database.orm, signed.organizationId, async (em) => {
        const conversationId = await findConversation(em, channel, phoneId);
        if (!conversationId) return { conversationId: null, items: [] };
        const { items } = await listMessages(em, keys, conversationId, { limit: 100 });
        const shown = items.filter(
          (item) =>
            !item.isNote && (item.direction === 'inbound' || hasArrived(item.delivery?.status)),
        );
        return {
          conversationId,
          items: shown.map((item) => ({
            id: item.id,
            isMine: item.direction === 'inbound',
            kind: item.kind,
            text: item.text,
            payload: item.payload,
            attachments: item.attachments,
            reactions: item.reactions,
            at: item.sentAt,
            delivery: item.delivery,
          })),
        };
      });
    }),
  ];
}

/** Before the provider has taken it, a message is not on the phone. */
function hasArrived(status: string | undefined): boolean {
  return status !== undefined && ['accepted', 'sent', 'delivered', 'read'].includes(status);
}
