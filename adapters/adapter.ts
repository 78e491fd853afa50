import type * as z from 'zod';
import type { InboundEvent, MediaKind, MediaRef, Messenger } from './events.ts';
import type { Health, ProblemCode, TodoCode } from './health.ts';
import type { Line } from './line.ts';
import type { QuickReply, QuickReplyCapability } from './quick-reply.ts';
import type { Template, TemplateContent } from './template.ts';

export {
  restsFor,
  SendError,
  sendErrorCodes,
  WebhookRejected,
  type SendErrorCode,
} from './errors.ts';
export {
  mediaKinds,
  messengers,
  reportedStatuses,
  type Content,
  type ContentKind,
  type DeliveryFailure,
  type InboundEvent,
  type MediaKind,
  type MediaRef,
  type Messenger,
  type ReportedStatus,
  type Sender,
} from './events.ts';
export { getFile, isConfigured, readFileBody } from './get-file.ts';
export { problemCodes, todoCodes, type Health, type ProblemCode, type TodoCode } from './health.ts';
export type { Line, LineState } from './line.ts';
export {
  carriedId,
  isKey,
  keyOf,
  quickReplySorts,
  sortOf,
  type QuickReply,
  type QuickReplyCapability,
  type QuickReplySort,
} from './quick-reply.ts';
export type {
  Template,
  TemplateButton,
  TemplateContent,
  TemplateObstacle,
  TemplateState,
} from './template.ts';

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

/** Where a contact is reached: the address of the conversation. */
export type Recipient = { urn: string; messenger: Messenger };

/**
 * One call to the provider: one part of a delivery, already cut to the channel's limits.
 * `deliveryId` goes where the provider carries it back (Cloud API: biz_opaque_callback_data).
 */
export type OutboundMessage = {
  deliveryId: string;
  partIndex: number;
  to: Recipient;
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
  /** Whether the contact can be shown what was read. */
  hasReadMarks: boolean;
  /** Null where nothing can be tapped: what is offered then stands numbered in the text. */
  quickReplies: QuickReplyCapability | null;
  /** Without it messages leave as fast as the provider answers. */
  pace?: Pace;
};

/**
 * How fast may be sent. Buckets are kept for all workers together; they start full, so that whoever writes a few
 * messages never waits. What the provider asks for on top is honoured in any case.
 */
export type Pace = {
  /** Calls of one number (the channel) a second, and how many at once after a rest. */
  perSecond: number;
  burst: number;
  /** To one contact: a message every so many milliseconds, and how many at once after a rest. */
  contact?: { everyMs: number; burst: number };
};

/** One exchange with a provider for the channel log: never content. */
export type Exchange = {
  method: string;
  /** Path with ids and tokens replaced. */
  path: string;
  status: number | null;
  elapsedMs: number;
  providerCode: string | null;
  /** Of the answer; names in lower case. The gateway keeps only those that are known to hold no secret. */
  headers?: Record<string, string>;
};

/** What a call to a provider needs besides its credentials. */
export type CallContext = {
  /** Base URL without a version; undefined means the provider's own. */
  apiRoot: string | undefined;
  apiVersion: string | undefined;
  /** Aborts the call; an abort after the request has left makes the outcome uncertain. */
  signal: AbortSignal;
  record: (exchange: Exchange) => void;
  /** What this adapter's `listen` handed to `connected`, while this process holds it. */
  connection?: unknown;
};

/** Those out of the provider's ids that we have already, of messages in either direction. */
export type KnownIds = (externalIds: string[]) => Promise<Set<string>>;

export type Provisioned =
  | {
      ok: true;
      /** What an administrator recognises the account by, e.g. `@lotse_bot`. */
      label: string | null;
      /** A step that the administrator must do by hand; the text says it in English and holds no secret. */
      todo?: { code: TodoCode; text: string };
    }
  | {
      ok: false;
      /** `credentials_failed`: the provider refused them. `unreachable`: we got no sensible answer. */
      code: ProblemCode;
      /** What is wrong and what to do, in plain English. Holds no secret. */
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
  /**
   * Asks the provider for what we missed since then: messages, and what became of ours. Throws SendError when it can't
   * be asked. What was left out because there was too much of it is said by a `channel.reported`.
   */
  reconcile?: (
    since: Date,
    credentials: Credentials,
    call: CallContext & {
      isKnown: KnownIds;
      /** Those that are messages of ours of which we don't know yet how they ended. */
      isOpen: KnownIds;
      /** When the oldest of them was written; null when there is none. */
      openSince: Date | null;
    },
  ) => Promise<InboundEvent[]>;
  /** Asks how the provider sees the account. Throws SendError when it can't be asked. */
  checkHealth?: (
    webhookUrl: string,
    credentials: Credentials,
    call: CallContext,
  ) => Promise<Health>;
  /**
   * All templates of the account, in every state, or null when such an account has none (a number for SMS).
   * Throws SendError when it can't be asked.
   */
  listTemplates?: (credentials: Credentials, call: CallContext) => Promise<Template[] | null>;
  /**
   * Looks for a message that may or may not have left between these instants, by recipient and content. What is known
   * was sent for something else.
   * @returns the provider's id, or null when the provider has no such message.
   * @throws SendError when it can't be asked or its answer leaves it open.
   */
  findSent?: (
    message: OutboundMessage,
    sentBetween: { from: Date; to: Date },
    credentials: Credentials,
    call: CallContext & { isKnown: KnownIds },
  ) => Promise<string | null>;
  /** Sets our reaction to a message of the contact; null takes it back. */
  react?: (
    reaction: { to: Recipient; targetExternalId: string; emoji: string | null },
    credentials: Credentials,
    call: CallContext,
  ) => Promise<void>;
  /** Shows the contact for a few seconds that somebody writes. `lastExternalId` is their latest message. */
  showTyping?: (
    to: Recipient,
    lastExternalId: string | null,
    credentials: Credentials,
    call: CallContext,
  ) => Promise<void>;
  /** Tells the contact that everything up to this message of theirs was read. */
  markRead?: (
    to: Recipient,
    externalId: string,
    credentials: Credentials,
    call: CallContext,
  ) => Promise<void>;
  /** The written risk an administrator has to accept before such a channel is created (BCP 47 → text). */
  risk?: Record<'en' | 'de', string>;
  /** Free pauses between two messages of the account, for providers that ban those who write like machines. */
  spacing?: { minMs: number; maxMs: number };
  /** For adapters without webhooks: holds the connection until the signal aborts or the line has ended for good. */
  listen?: (credentials: Credentials, line: Line) => Promise<void>;
};

/** Ties the credential type together; the registry then sees an adapter of unknown credentials. */
export function defineAdapter<Credentials>(adapter: Adapter<Credentials>): Adapter {
  return adapter as Adapter;
}
