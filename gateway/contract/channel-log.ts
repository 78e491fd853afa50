import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, instant, pageOf, pageQuery } from './primitives.ts';

/** One exchange with a provider: what was called and what came of it, never what was said. Kept for seven days. */
export const exchange = z.object({
  id,
  channelId: id,
  /** When it began. */
  at: instant,
  /** `inbound`: the provider called us. `outbound`: we called the provider. */
  direction: z.enum(['inbound', 'outbound']),
  /** What for: `webhook`, `report`, `send`, `media`, `health`, `reconcile`, `lookup`, `provision` … */
  purpose: z.string(),
  method: z.string().nullable(),
  /** Ids and tokens are replaced by names in braces. */
  path: z.string().nullable(),
  /** HTTP status of the answer; null when none came. */
  status: z.number().int().nullable(),
  elapsedMs: z.number().int().nullable(),
  /** The provider's own code, of an error. */
  providerCode: z.string().nullable(),
  /** Why a webhook was refused, or why events it brought were left alone. */
  reasons: z.array(z.string()),
  /** How many events a webhook brought. */
  eventCount: z.number().int().nullable(),
  isFailed: z.boolean(),
  /** Only those that are known to hold no secret. */
  headers: z.record(z.string(), z.string()),
  /** What the provider reports of the account, in its words. */
  detail: z.string().nullable(),
  /** The message it was about, when it was about exactly one. */
  messageId: id.nullable(),
  conversationId: id.nullable(),
});
export type ChannelExchange = z.infer<typeof exchange>;

export const listExchanges = endpoint({
  method: 'GET',
  path: '/api/channels/:id/log',
  summary: 'Exchanges with the provider in the last seven days, newest first, without content',
  access: 'channel.manage',
  params: idParams,
  query: pageQuery.extend({
    direction: z.enum(['inbound', 'outbound']).optional(),
    /** `true`: only what failed; `false`: only what worked. */
    failed: z.enum(['true', 'false']).optional(),
    messageId: id.optional(),
  }),
  response: pageOf(exchange),
});

export const listMessageExchanges = endpoint({
  method: 'GET',
  path: '/api/messages/:id/exchanges',
  summary: 'Exchanges with the provider about one message, newest first',
  access: 'channel.manage',
  params: idParams,
  query: pageQuery,
  response: pageOf(exchange),
});

export const channelHealth = z.object({
  lastReceivedAt: instant.nullable(),
  lastSentAt: instant.nullable(),
  lastErrorAt: instant.nullable(),
  /** The provider's code, our reason, an HTTP status or `no_answer`. */
  lastErrorCode: z.string().nullable(),
  backlog: z.object({
    queued: z.number().int(),
    oldestQueuedAt: instant.nullable(),
    unknown: z.number().int(),
    pendingMedia: z.number().int(),
  }),
  /** What the provider said when it was last asked; null for channels whose provider can't be asked. */
  provider: z
    .object({
      checkedAt: instant,
      pendingCount: z.number().int().nullable(),
      lastErrorAt: instant.nullable(),
      lastError: z.string().nullable(),
      quality: z.string().nullable(),
      problem: z.object({ code: z.string(), text: z.string() }).nullable(),
    })
    .nullable(),
  exchanges24h: z.object({ ok: z.number().int(), failed: z.number().int() }),
  /** Of our newest calls to the provider that were answered; null without any. */
  p50Ms: z.number().int().nullable(),
  p95Ms: z.number().int().nullable(),
  /** Until when the provider was asked for messages that did not reach us; null where it can't be asked. */
  reconciledUntil: instant.nullable(),
});
export type ChannelHealth = z.infer<typeof channelHealth>;

export const getChannelHealth = endpoint({
  method: 'GET',
  path: '/api/channels/:id/health',
  summary: 'How a channel is: last success, last error, backlog, and what the provider says',
  access: 'channel.manage',
  params: idParams,
  response: channelHealth,
});
