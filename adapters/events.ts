import type { SendErrorCode } from './errors.ts';
import type { TemplateState } from './template.ts';

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
  /** Whether sending the same part again later can help; without it the failure is final. */
  retryAfterMs?: number;
  /** How often that may be done, if less often than the gateway's own limit. */
  maxRetries?: number;
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
      /** The message is one that left from the same number outside of Lotse; `sender` is whom it went to. */
      isEcho?: true;
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
      /** `unclear`: something happened that only the list of templates can tell. */
      state: TemplateState | 'unclear';
      reason?: string;
      raw: unknown;
    }
  /**
   * What the provider reports about the account and no message (Meta's `value.errors`): for the channel log.
   * `providerCode` is null for news that need nobody's care.
   */
  | {
      type: 'channel.reported';
      providerCode: string | null;
      reason: string;
      at: Date;
      raw: unknown;
    }
  /** Understood and left alone: counted and logged with its reason, never stored. */
  | { type: 'ignored'; reason: string };
