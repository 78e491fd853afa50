import Router from '@koa/router';
import type { Context } from 'koa';
import {
  WebhookRejected,
  type Adapter,
  type InboundEvent,
  type WebhookRequest,
} from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import { isUuid, type ChannelDirectory, type ConnectedChannel } from '../channel-directory.ts';
import type { ChannelLog } from '../channel-log/record.ts';
import { AppError, notFound } from '../errors.ts';
import { readRawRequest } from '../http/raw-request.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Intake } from './accept-events.ts';
import { createStrangerFinder, type StrangerFinder } from './find-strangers.ts';
import { noteWebhook, type WebhookNote } from './note-webhook.ts';

type Dependencies = {
  directory: ChannelDirectory;
  channelLog: ChannelLog;
  intake: Intake;
  publicUrl: string;
  metrics: Metrics;
  log: Log;
};

const mebibyte = 1024 * 1024;
const maxBytes: Record<string, number> = {
  'whatsapp-cloud': 4 * mebibyte,
  simulator: 8 * mebibyte,
};

/** `/webhooks/:kind/:channelId`, and without an id for providers that post every number to one URL. */
export function webhookRoutes(dependencies: Dependencies): Router {
  const router = new Router({ prefix: '/webhooks' });
  const findStrangers = createStrangerFinder(dependencies);
  const handle = (ctx: WebhookContext) => answer(ctx, { ...dependencies, findStrangers });
  router.all(['/:kind', '/:kind/:channelId', '/:kind/:channelId/{*rest}'], handle);
  return router;
}

type Tools = Dependencies & { findStrangers: StrangerFinder };
type WebhookContext = Context & { params: Record<string, string> };

/** Every refusal is one log line and one count, with ids and codes only: what the path says may be anybody's text. */
async function answer(ctx: WebhookContext, tools: Tools): Promise<void> {
  const { channelLog, metrics, log } = tools;
  const kind = Object.hasOwn(adapters, ctx.params['kind'] ?? '')
    ? (ctx.params['kind'] ?? '')
    : 'unknown';
  const stop = metrics.webhookSeconds.startTimer({ channel: kind });
  const note: WebhookNote = { heard: [], status: 500, startedAt: performance.now() };
  try {
    await receive(ctx, tools, note);
    note.status = ctx.status;
  } catch (error) {
    const refusal =
      error instanceof WebhookRejected || error instanceof AppError ? error : undefined;
    if (!refusal) throw error;
    note.status = refusal.status;
    note.refusal = refusal.code;
    const channelId = isUuid(ctx.params['channelId'] ?? '') ? ctx.params['channelId'] : undefined;
    metrics.rejected.inc({ channel: kind, code: refusal.code });
    log.warn({ kind, channelId, code: refusal.code, status: refusal.status }, 'webhook rejected');
    throw refusal instanceof AppError
      ? refusal
      : new AppError(problemCodes[refusal.status], refusal.message);
  } finally {
    stop();
    noteWebhook(channelLog, ctx, note);
  }
}

const problemCodes = {
  400: 'malformed_request',
  401: 'unauthenticated',
  403: 'forbidden',
} as const;

async function receive(ctx: WebhookContext, tools: Tools, note: WebhookNote): Promise<void> {
  const { directory, intake, publicUrl, metrics, log } = tools;
  const { kind = '', channelId, rest = '' } = ctx.params;
  const adapter = Object.hasOwn(adapters, kind) ? adapters[kind] : undefined;
  if (!adapter?.receive) throw notFound('webhook');
  if (channelId === undefined && !adapter.channelAddresses) throw notFound('webhook');
  if (ctx.method !== 'GET' && ctx.method !== 'POST') {
    throw new AppError('method_not_allowed', 'This address does not take that method.');
  }
  const known = channelId === undefined ? undefined : await directory.byId(channelId);
  if (channelId !== undefined && known?.kind !== kind) throw notFound('channel');
  if (known) note.heard.push({ channel: known });
  const request = await readRawRequest(ctx, {
    publicUrl,
    path: rest,
    maxBytes: maxBytes[kind] ?? mebibyte,
  });
  const { channels, foreign } = known
    ? { channels: [known], foreign: 0 }
    : await findByAddress(directory, adapter, request);
  if (!known) note.heard.push(...channels.map((channel) => ({ channel })));
  // All are verified before the first is stored.
  const received = channels.map((channel) => ({
    channel,
    ...adapter.receive?.(request, channel.credentials),
  }));
  const strangers = known ? (received[0]?.events ?? []).filter(isForeign).length : foreign;
  if (strangers > 0) {
    metrics.ignored.inc({ channel: kind, reason: 'unknown_provider_address' }, strangers);
    log.error(
      { kind, channelId: known?.id, count: strangers },
      'webhook for an account that no channel has: ignored',
    );
    note.strangers = {
      count: strangers,
      channels: known ? Promise.resolve([known]) : tools.findStrangers(adapter, request),
    };
  }
  for (const [index, { channel, events = [] }] of received.entries()) {
    const own = events.filter((event) => !isForeign(event));
    const heard = note.heard[index] ?? { channel };
    heard.eventCount = own.length;
    if (channel.status === 'disabled') {
      metrics.ignored.inc({ channel: kind, reason: 'channel_disabled' }, own.length);
      log.warn({ channelId: channel.id, events: own.length }, 'channel disabled: events ignored');
      heard.reasons = ['channel_disabled'];
    } else {
      const accepted = await intake.accept(channel, own, request.receivedAt);
      heard.reasons = accepted.ignored;
      heard.subjects = [...accepted.messageIds, ...accepted.deliveryIds];
    }
  }
  const given = received[0]?.answer;
  ctx.status = given?.status ?? 200;
  ctx.type = given?.type ?? 'text/plain';
  ctx.body = given?.body ?? '';
}

/** What an adapter says of a part that belongs to another account; each channel of a shared request sees all parts. */
function isForeign(event: InboundEvent): boolean {
  return event.type === 'ignored' && event.reason === 'foreign_phone_number';
}

type Found = {
  channels: ConnectedChannel[];
  /** How many accounts were named that no channel has. */
  foreign: number;
};

/**
 * The shared path of a provider. Its verification challenge names no account: any channel of the kind whose secret fits
 * may answer it.
 */
async function findByAddress(
  directory: ChannelDirectory,
  adapter: Adapter,
  request: WebhookRequest,
): Promise<Found> {
  if (request.method === 'GET') {
    const all = await directory.ofKind(adapter.kind);
    const fitting = all.find((channel) => answers(adapter, request, channel));
    if (fitting) return { channels: [fitting], foreign: 0 };
    throw new WebhookRejected('verification_failed', 403, 'No channel knows this verify token.');
  }
  const addresses = adapter.channelAddresses?.(request) ?? [];
  const found = await Promise.all(
    addresses.map((address) => directory.byProviderAddress(adapter.kind, address)),
  );
  const channels = found.filter((channel) => channel !== undefined);
  if (channels.length === 0) requireJsonObject(request.body);
  // A request that names no account is as strange as one that names a stranger.
  return { channels, foreign: Math.max(addresses.length, 1) - channels.length };
}

/** Nobody's adapter will look at it, so that the form is checked here. @throws WebhookRejected `malformed`. */
function requireJsonObject(body: Buffer): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return;
  throw new WebhookRejected('malformed', 400, 'The body is not a JSON object.');
}

function answers(adapter: Adapter, request: WebhookRequest, channel: ConnectedChannel): boolean {
  try {
    return Boolean(adapter.receive?.(request, channel.credentials).answer);
  } catch {
    return false;
  }
}
