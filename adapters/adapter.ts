import type * as z from 'zod';
import type { SendErrorCode } from './errors.ts';

export { SendError, WebhookRejected, type SendErrorCode } from './errors.ts';

/** The messenger a contact holds in their hand; one channel kind may serve several (Twilio: SMS and WhatsApp). */
export const messengers = ['telegram', 'sms', 'whatsapp', 'simulator'] as const;
export type Messenger = (typeof messengers)[number];

export const contentKinds = [
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'animation',
  'location',
  'live_location',
  'venue',
  'contacts',
  'button_reply',
  'list_reply',
  'flow_reply',
  'poll',
  'poll_vote',
  'order',
  'referral',
  'system',
  'call',
  'unsupported',
] as const;
export type ContentKind = (typeof contentKinds)[number];

export const mediaKinds = [
  'image',
  'video',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'animation',
] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** A request to a webhook as it came over the wire. Signatures are over bytes, so the body is never parsed before. */
export type WebhookRequest = {
  method: 'GET' | 'POST';
  /** What follows the channel id in the path, without slashes at its ends: '', 'status', 'status/<delivery id>', 'fallback'. */
  path: string;
  /** The public URL with its query, as the provider called it. */
  url: string;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: Buffer;
  receivedAt: Date;
};

export type WebhookAnswer = { status: number; type: string; body: string };

/** A file that waits at the provider. `ref` is the provider's id or URL; it is sealed at rest. */
export type MediaRef = {
  kind: MediaKind;
  ref: string;
  fileName?: string;
  mimeType?: string;
  sizeBytes?: number;
  /** Lower-case hex, when the provider sends one. */
  sha256?: string;
  durationSeconds?: number;
  /** The provider will not hand it out to us (Telegram: more than 20 MB). */
  isTooLarge?: true;
};

/** What a message says. `text` is the text or caption; `payload` by kind as in the API contract. */
export type Content = {
  kind: ContentKind;
  text: string | null;
  payload: Record<string, unknown> | unknown[] | null;
  attachments: MediaRef[];
};

/** Who wrote. `urn` is `telegram:<id>`, `tel:+<E.164>`, `whatsapp:<digits>`, `whatsapp:<CC.id>` or `simulator:<id>`. */
export type Sender = {
  urn: string;
  /** Further names of the same address at this provider, e.g. a business-scoped user id beside the number. */
  aliases?: string[];
  messenger: Messenger;
  /** The provider's profile name. */
  displayName?: string;
  username?: string;
  /** BCP 47 tag of the contact's app, a hint only. */
  language?: string;
};

export type DeliveryFailure = {
  code: SendErrorCode;
  /** The provider's words, for the counselor. */
  text: string;
  providerCode: string | null;
};

/** Statuses a provider may report. `sent` and later are monotone per part. */
export const reportedStatuses = [
  'queued',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'canceled',
] as const;
export type ReportedStatus = (typeof reportedStatuses)[number];

/** `raw` is the slice of the provider's payload an event came from; it is kept sealed for seven days. */
export type InboundEvent =
  | {
      type: 'message.received';
      externalId: string;
      sender: Sender;
      /** The provider's time, or null when it sends none. */
      sentAt: Date | null;
      /** Rises with the provider's order inside one conversation (Telegram: message_id; WhatsApp: seconds), or null. */
      providerOrder: number | null;
      content: Content;
      replyTo?: { externalId: string; quote?: string };
      /** Items of one album carry the same key. */
      albumKey?: string;
      /** Handed to `acknowledge` after the commit, e.g. a callback query id. */
      acknowledge?: string;
      raw: unknown;
    }
  | {
      /** A message that left from the same number outside of Lotse (a phone that shares the number). */
      type: 'message.echoed';
      externalId: string;
      sender: Sender;
      sentAt: Date | null;
      content: Content;
      raw: unknown;
    }
  | {
      type: 'message.edited';
      externalId: string;
      sender: Sender;
      editedAt: Date;
      sentAt: Date | null;
      providerOrder: number | null;
      content: Content;
      raw: unknown;
    }
  | { type: 'message.deleted'; externalId: string; deletedAt: Date; raw: unknown }
  | {
      type: 'reaction.changed';
      targetExternalId: string;
      sender: Sender;
      /** Empty when the reaction was taken back. */
      emojis: string[];
      at: Date;
      raw: unknown;
    }
  | {
      type: 'status.reported';
      /** The id `send` returned for the part. */
      externalId: string;
      status: ReportedStatus;
      failure?: DeliveryFailure;
      at: Date;
      /** Our delivery id, where the provider carries it back. */
      deliveryId?: string;
      /** The address the provider now knows the contact by, too. */
      aliases?: string[];
      raw: unknown;
    }
  | { type: 'contact.blocked'; sender: Sender; at: Date; raw: unknown }
  | { type: 'contact.unblocked'; sender: Sender; at: Date; raw: unknown }
  /** Only where the provider says so by itself (Twilio's OptOutType); words are read by the gateway. */
  | { type: 'contact.opted_out'; sender: Sender; at: Date; raw: unknown }
  | { type: 'contact.opted_in'; sender: Sender; at: Date; raw: unknown }
  | { type: 'contact.help_requested'; sender: Sender; at: Date; raw: unknown }
  | { type: 'identity.changed'; from: string; to: string; at: Date; raw: unknown }
  | { type: 'channel.down'; reason: string; at: Date; raw: unknown }
  | { type: 'channel.up'; at: Date; raw: unknown }
  | {
      type: 'template.changed';
      name: string;
      language: string;
      state: string;
      reason?: string;
      raw: unknown;
    }
  /** Understood and left alone: counted and logged with its reason, never stored. */
  | { type: 'ignored'; reason: string };

export type Received = { events: InboundEvent[]; answer?: WebhookAnswer };

export type OutboundAttachment = {
  kind: MediaKind;
  fileName: string;
  mimeType: string;
  sizeBytes: number;
  bytes: Buffer;
  /** A signed, expiring link, only where the capabilities ask for one (`mediaBy: 'url'`). */
  url: string | null;
};

export type QuickReply = { id: string; title: string; description?: string };

export type TemplateContent = {
  name: string;
  language: string;
  params: { body: string[]; header?: string[]; buttons?: string[] };
};

/**
 * One call to the provider: one part of a delivery, already cut to the channel's limits.
 * `deliveryId` goes where the provider carries it back (Cloud API: biz_opaque_callback_data).
 */
export type OutboundMessage = {
  deliveryId: string;
  partIndex: number;
  to: { urn: string; messenger: Messenger };
  text: string | null;
  attachments: OutboundAttachment[];
  replyToExternalId: string | null;
  quickReplies?: QuickReply[];
  template?: TemplateContent;
  /** Where the provider shall report statuses, for providers that are told per message (Twilio). */
  statusUrl: string | null;
};

export type Sent = {
  /** What the provider calls what it sent; several for an album. */
  parts: { externalId: string }[];
  /** Further names of the address that the answer told us. */
  aliases?: string[];
};

export type MediaCapability = { maxBytes: number; mimeTypes: readonly string[] };

export type Capabilities = {
  /** Counted in `textUnit`. */
  maxTextLength: number;
  /** `sms`: GSM-7 septets or UCS-2 units, whichever the text needs. */
  textUnit: 'utf16' | 'sms';
  /** UTF-16 units; 0 when media carry no caption. */
  captionLength: number;
  /** How a file reaches the provider: uploaded bytes, a signed URL it fetches, or a link inside the text. */
  mediaBy: 'upload' | 'url' | 'link';
  media: Partial<Record<MediaKind, MediaCapability>>;
  maxMediaPerMessage: number;
  /** Hours after the contact's last message in which free text may be sent, or null for no window. */
  replyWindowHours: number | null;
  receipts: 'none' | 'delivered' | 'read';
  hasReplyTo: boolean;
  hasReactions: boolean;
  hasTemplates: boolean;
  hasTyping: boolean;
  quickReplies: { maxCount: number; titleLength: number; hasDescription: boolean } | null;
};

/** One exchange with a provider for the channel log: never content, headers redacted. */
export type Exchange = {
  method: string;
  /** Path with ids and tokens replaced. */
  path: string;
  status: number | null;
  elapsedMs: number;
  providerCode: string | null;
};

/** What a call to a provider needs besides its credentials. */
export type CallContext = {
  /** Base URL without a version; undefined means the provider's own. */
  apiRoot: string | undefined;
  apiVersion: string | undefined;
  /** Aborts the call; an abort after the request has left makes the outcome uncertain. */
  signal: AbortSignal;
  record: (exchange: Exchange) => void;
};

export type Provisioned =
  | {
      ok: true;
      /** What an administrator recognises the account by, e.g. `@lotse_bot`. */
      label: string | null;
      /** A step that the administrator must do by hand, in plain words. */
      todo?: string;
    }
  | {
      ok: false;
      /** `credentials_failed`: the provider refused them. `unreachable`: we got no sensible answer. `misconfigured`: all else. */
      code: 'credentials_failed' | 'unreachable' | 'misconfigured';
      /** What is wrong and what to do, in plain words. Holds no secret. */
      problem: string;
    };

export type FetchedMedia = { bytes: Buffer; mimeType: string | null; fileName: string | null };

/**
 * A translator between one provider's wire and our model. Pure: no database, queue, environment or logger.
 * In: a request and credentials. Out: values.
 */
export type Adapter<Credentials = unknown> = {
  kind: string;
  /** Draws the settings form: `meta({ title, description, isSecret })` on each field. */
  credentialsSchema: z.ZodType<Credentials>;
  /** Names of credential fields that the gateway fills with 32 random bytes (base64url) when left out. */
  generatedSecrets: readonly string[];
  capabilities: Partial<Record<Messenger, Capabilities>>;
  /** What the provider calls this account (phone_number_id), for `channelAddresses` to find the channel by. */
  address?: (credentials: Credentials) => string;
  /**
   * Reads the accounts out of a request that came without a channel id; one request may carry several.
   * Runs before any check: trust nothing.
   */
  channelAddresses?: (request: WebhookRequest) => string[];
  /**
   * Verifies and translates one webhook request.
   * @throws WebhookRejected when the signature is wrong or the body is malformed.
   */
  receive?: (request: WebhookRequest, credentials: Credentials) => Received;
  /**
   * Sends one part.
   * @throws SendError typed, with `certain: false` when it may have been sent.
   */
  send: (message: OutboundMessage, credentials: Credentials, call: CallContext) => Promise<Sent>;
  /** @throws SendError `media_unavailable` (final), `media_too_large` (final) or a retryable one. */
  fetchMedia: (
    media: MediaRef,
    credentials: Credentials,
    call: CallContext & { maxBytes: number },
  ) => Promise<FetchedMedia>;
  /** Verifies the credentials and registers the webhook. Never throws for what the provider answers. */
  provision?: (
    webhookUrl: string,
    credentials: Credentials,
    call: CallContext,
  ) => Promise<Provisioned>;
  /** Tells the provider that an interaction was received (Telegram's answerCallbackQuery). */
  acknowledge?: (token: string, credentials: Credentials, call: CallContext) => Promise<void>;
  /** Asks the provider for what we missed since then. */
  reconcile?: (since: Date, credentials: Credentials, call: CallContext) => Promise<InboundEvent[]>;
  /** For adapters without webhooks: runs until the signal aborts. */
  listen?: (
    credentials: Credentials,
    emit: (events: InboundEvent[]) => Promise<void>,
    signal: AbortSignal,
  ) => Promise<void>;
};

/** Ties the credential type together; the registry then sees an adapter of unknown credentials. */
export function defineAdapter<Credentials>(adapter: Adapter<Credentials>): Adapter {
  return adapter as Adapter;
}
