import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, name, pageOf } from './primitives.ts';

export const automations = ['off', 'faq', 'full'] as const;
export const channelPolicies = ['off', 'notify', 'faq_and_appointments', 'full'] as const;

export const channel = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  officeId: id.nullable(),
  /** `unverified`: the provider could not be asked. `credentials_failed`: sending waits. */
  status: z.enum(['active', 'unverified', 'credentials_failed', 'disabled']),
  /** What is wrong, and what is left to do by hand, in plain English; the codes are stable and translated. */
  problem: z.string().nullable(),
  problemCode: z.string().nullable(),
  todo: z.string().nullable(),
  todoCode: z.string().nullable(),
  /** Sending rests until then because the provider asked for it; receiving goes on. */
  pausedUntil: instant.nullable(),
  /** What the provider calls the account, e.g. `@lotse_bot`. */
  label: z.string().nullable(),
  webhookUrl: z.string(),
  automation: z.enum(automations),
  policy: z.enum(channelPolicies),
  /** Whether contacts see that somebody writes, and what was read; only where the capabilities have it. */
  sendsTyping: z.boolean(),
  sendsReadMarks: z.boolean(),
  lastReceivedAt: instant.nullable(),
  createdAt: instant,
});
export type Channel = z.infer<typeof channel>;

const credentials = z.record(z.string(), z.unknown());
/** `faq` answers common questions and hands the rest over; `full` also asks what the counselor needs to know. */
const automation = z.enum(automations);

export const listChannels = endpoint({
  method: 'GET',
  path: '/api/channels',
  summary: 'Channels of the organization',
  access: 'channel.read',
  response: pageOf(channel),
});

export const createChannel = endpoint({
  method: 'POST',
  path: '/api/channels',
  summary:
    'Connect a channel: stores the sealed credentials, registers the webhook with the provider',
  access: 'channel.manage',
  body: z.object({
    kind: z.string().max(40),
    name,
    officeId: id.nullable().optional(),
    automation: automation.default('off'),
    policy: z.enum(channelPolicies).default('full'),
    credentials: credentials.default({}),
    /** That the caller read the written risk of this kind (`risk` of its kind) and accepts it. */
    acceptedRisk: z.boolean().optional(),
  }),
  response: channel,
  status: 201,
});

export const getChannel = endpoint({
  method: 'GET',
  path: '/api/channels/:id',
  summary: 'One channel',
  access: 'channel.read',
  params: idParams,
  response: channel,
});

export const updateChannel = endpoint({
  method: 'PATCH',
  path: '/api/channels/:id',
  summary: 'Change a channel; given credentials replace all earlier ones and are verified again',
  access: 'channel.manage',
  params: idParams,
  body: z.object({
    name: name.optional(),
    officeId: id.nullable().optional(),
    automation: automation.optional(),
    policy: z.enum(channelPolicies).optional(),
    sendsTyping: z.boolean().optional(),
    sendsReadMarks: z.boolean().optional(),
    isDisabled: z.boolean().optional(),
    credentials: credentials.optional(),
  }),
  response: channel,
});

export const verifyChannel = endpoint({
  method: 'POST',
  path: '/api/channels/:id/verify',
  summary: 'Test the connection and register the webhook again',
  access: 'channel.manage',
  params: idParams,
  response: channel,
});

export const deleteChannel = endpoint({
  method: 'DELETE',
  path: '/api/channels/:id',
  summary: 'Disconnect a channel; its conversations stay',
  access: 'channel.manage',
  params: idParams,
  response: z.undefined(),
  status: 204,
});

const credentialField = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  isSecret: z.boolean(),
  isRequired: z.boolean(),
});

const mediaCapability = z.object({ maxBytes: z.number(), mimeTypes: z.array(z.string()) });

export const capabilities = z.object({
  maxTextLength: z.number(),
  textUnit: z.enum(['utf16', 'sms']),
  captionLength: z.number(),
  mediaBy: z.enum(['upload', 'url', 'link']),
  media: z.record(z.string(), mediaCapability),
  maxMediaPerMessage: z.number(),
  replyWindowHours: z.number().nullable(),
  receipts: z.enum(['none', 'delivered', 'read']),
  hasReplyTo: z.boolean(),
  hasReactions: z.boolean(),
  hasTemplates: z.boolean(),
  hasTyping: z.boolean(),
  hasReadMarks: z.boolean(),
});
export type ChannelCapabilities = z.infer<typeof capabilities>;

export const channelKind = z.object({
  kind: z.string(),
  /** Its connection is paired with a phone; see `/api/channels/:id/pairing`. */
  hasPairing: z.boolean(),
  /** The written risk to accept before such a channel is created, by language. */
  risk: z.object({ en: z.string(), de: z.string() }).nullable(),
  /** Draws the settings form. */
  fields: z.array(credentialField),
  /** By messenger; the composer's limits. */
  capabilities: z.record(z.string(), capabilities),
});
export type ChannelKind = z.infer<typeof channelKind>;

export const listChannelKinds = endpoint({
  method: 'GET',
  path: '/api/channel-kinds',
  summary: 'Kinds of channel this installation knows, with their settings and limits',
  access: 'channel.read',
  response: z.object({ items: z.array(channelKind) }),
});
