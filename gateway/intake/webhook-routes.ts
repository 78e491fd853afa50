import Router from '@koa/router';
import type { Context } from 'koa';
import { WebhookRejected, type Adapter, type WebhookRequest } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import type { ChannelDirectory, ConnectedChannel } from '../channel-directory.ts';
import { AppError, notFound } from '../errors.ts';
import { readRawRequest } from '../http/raw-request.ts';
import type { Log } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Intake } from './accept-events.ts';

type Dependencies = {
  directory: ChannelDirectory;
  intake: Intake;
  publicUrl: string;
  metrics: Metrics;
  log: Log;
};

const mebibyte = 1024 * 1024;
const maxBytes: Record<string, number> = { 'whatsapp-cloud': 4 * mebibyte, simulator: 8 * mebibyte };

/** `/webhooks/:kind/:channelId`, and without an id for providers that post every number to one URL. */
export function webhookRoutes(dependencies: Dependencies): Router {
  const router = new Router({ prefix: '/webhooks' });
  const handle = (ctx: Context & { params: Record<string, string> }) => receive(ctx, dependencies);
  for (const path of ['/:kind', '/:kind/:channelId', '/:kind/:channelId/{*rest}']) {
    router.get(path, handle);
    router.post(path, handle);
  }
  return router;
}

async function receive(
  ctx: Context & { params: Record<string, string> },
  { directory, intake, publicUrl, metrics, log }: Dependencies,
): Promise<void> {
  const { kind = '', channelId, rest = '' } = ctx.params;
  const adapter = Object.hasOwn(adapters, kind) ? adapters[kind] : undefined;
  if (!adapter?.receive) throw notFound('webhook');
  if (channelId === undefined && !adapter.channelAddresses) throw notFound('webhook');
  const stop = metrics.webhookSeconds.startTimer({ channel: kind });
  try {
    const known = channelId === undefined ? undefined : await directory.byId(channelId);
    if (channelId !== undefined && known?.kind !== kind) throw notFound('channel');
    const request = await readRawRequest(ctx, {
      publicUrl,
      path: rest,
      maxBytes: maxBytes[kind] ?? mebibyte,
    });
    const channels = known ? [known] : await findByAddress(directory, adapter, request);
    if (channels.length === 0) {
      metrics.ignored.inc({ channel: kind, reason: 'unknown_provider_address' });
      log.error({ kind }, 'webhook for an account that no channel has: ignored');
    }
    const received = channels.map((channel) => ({
      channel,
      ...adapter.receive?.(request, channel.credentials),
    }));
    for (const { channel, events = [] } of received) {
      if (channel.status === 'disabled') {
        metrics.ignored.inc({ channel: kind, reason: 'channel_disabled' });
        log.warn({ channelId: channel.id, events: events.length }, 'channel disabled: events ignored');
      } else {
        await intake.accept(channel, events, request.receivedAt);
      }
    }
    const answer = received[0]?.answer;
    ctx.status = answer?.status ?? 200;
    ctx.type = answer?.type ?? 'text/plain';
    ctx.body = answer?.body ?? '';
  } catch (error) {
    if (!(error instanceof WebhookRejected)) throw error;
    metrics.rejected.inc({ channel: kind, code: error.code });
    log.warn({ kind, channelId, code: error.code }, 'webhook rejected');
    throw new AppError(problemCodes[error.status], error.message);
  } finally {
    stop();
  }
}

const problemCodes = { 400: 'malformed_request', 401: 'unauthenticated', 403: 'forbidden' } as const;

/**
 * The shared path of a provider. Its verification challenge names no account: any channel of the kind whose secret fits
 * may answer it.
 */
async function findByAddress(
  directory: ChannelDirectory,
  adapter: Adapter,
  request: WebhookRequest,
): Promise<ConnectedChannel[]> {
  if (request.method === 'GET') {
    const all = await directory.ofKind(adapter.kind);
    const fitting = all.find((channel) => answers(adapter, request, channel));
    if (fitting) return [fitting];
    throw new WebhookRejected('verification_failed', 403, 'No channel knows this verify token.');
  }
  const addresses = adapter.channelAddresses?.(request) ?? [];
  const found = await Promise.all(
    addresses.map((address) => directory.byProviderAddress(adapter.kind, address)),
  );
  return found.filter((channel) => channel !== undefined);
}

function answers(adapter: Adapter, request: WebhookRequest, channel: ConnectedChannel): boolean {
  try {
    return Boolean(adapter.receive?.(request, channel.credentials).answer);
  } catch {
    return false;
  }
}
