import type {
  Capabilities,
  Messenger,
  OutboundAttachment,
  QuickReply,
  TemplateContent,
} from '../../adapters/adapter.ts';
import { linkLifetimeMs, signFileLink } from '../attachments/file-links.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import type { Files } from '../files.ts';
import type { Keyring } from '../keyring.ts';
import type { Log } from '../logger.ts';
import type { Claimed } from './claim.ts';
import { planParts, type Part } from './plan-parts.ts';
import { planQuickReplies } from './plan-quick-replies.ts';

type Dependencies = {
  database: Database;
  files: Files;
  keyring: Keyring;
  log: Log;
  publicUrl: string;
};

type Content = {
  text: string | null;
  payload: { template?: TemplateContent; quickReplies?: QuickReply[] } | null;
};

export type Composed = {
  to: { urn: string; messenger: Messenger };
  replyToExternalId: string | null;
  template: TemplateContent | undefined;
  parts: Part[];
};

/** Opens what is sealed and plans the calls of a delivery. */
export async function composeMessage(
  { database, files, keyring, log, publicUrl }: Dependencies,
  channel: ConnectedChannel,
  claimed: Claimed,
): Promise<Composed> {
  const { keys } = channel;
  const messenger = claimed.messenger as Messenger;
  const limits = channel.adapter.capabilities[messenger];
  if (!limits) throw new Error(`${channel.kind} does not serve ${messenger}`);
  const content: Content = JSON.parse(
    keys.open(claimed.message_id, 'message.content', claimed.content),
  );
  const { template, quickReplies } = content.payload ?? {};
  const attachments = await loadAttachments();
  return {
    to: {
      urn: keys.open(claimed.contact_address_id, 'contact_address.urn', claimed.urn),
      messenger,
    },
    replyToExternalId: limits.hasReplyTo ? openQuoted() : null,
    template,
    parts: template ? [{ text: null, attachments: [] }] : plan(limits),
  };

  function plan(limits: Capabilities): Part[] {
    if (!quickReplies) return planParts(content.text, attachments, limits);
    const { replies, lines, dropped } = planQuickReplies(quickReplies, limits);
    for (const { reason, count } of dropped)
      log.warn({ deliveryId: claimed.delivery_id, reason, count }, 'quick replies left out');
    const text = [content.text ?? '', ...lines].join('\n');
    return planParts(text, attachments, limits, replies);
  }

  async function loadAttachments(): Promise<OutboundAttachment[]> {
    const { rows } = await database.servicePool.query<{
      id: string;
      kind: OutboundAttachment['kind'];
      file_name: Buffer | null;
      mime_type: string | null;
    }>(
      'select id, kind, file_name, mime_type from attachment where message_id = $1 order by position',
      [claimed.message_id],
    );
    return Promise.all(
      rows.map(async (row) => {
        const bytes = await files.read(claimed.organization_id, row.id);
        return {
          kind: row.kind,
          fileName: row.file_name
            ? keys.open(row.id, 'attachment.file_name', row.file_name)
            : 'file',
          mimeType: row.mime_type ?? 'application/octet-stream',
          sizeBytes: bytes.length,
          bytes,
          url: limits?.mediaBy === 'upload' ? null : linkTo(row.id),
        };
      }),
    );
  }

  function linkTo(attachmentId: string): string {
    const lifetimeMs = limits?.mediaBy === 'link' ? linkLifetimeMs.reader : linkLifetimeMs.provider;
    const expiresAt = new Date(Date.now() + lifetimeMs);
    const token = signFileLink(keyring, {
      organizationId: claimed.organization_id,
      attachmentId,
      expiresAt,
    });
    return `${publicUrl}/files/${token}`;
  }

  function openQuoted(): string | null {
    const { reply_to_external_id: sealed, reply_to_message_id: messageId } = claimed;
    if (!sealed) return null;
    return messageId
      ? keys.open(messageId, 'message.external_id', sealed)
      : keys.open(channel.id, 'delivery_part.external_id', sealed);
  }
}
