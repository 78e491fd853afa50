import type { Context } from 'koa';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { ChannelLog } from '../channel-log/record.ts';
import { webhookPath } from './webhook-path.ts';

/** What a webhook request was to one channel. */
export type Heard = {
  channel: ConnectedChannel;
  eventCount?: number;
  /** Why events were left alone. */
  reasons?: readonly string[];
  /** Messages and deliveries it told of. */
  subjects?: readonly string[];
};

/** What is known of a webhook request when it has been answered. */
export type WebhookNote = {
  heard: Heard[];
  status: number;
  startedAt: number;
  refusal?: string;
  /** It told of accounts that no channel has: whom to warn. */
  strangers?: { count: number; channels: Promise<ConnectedChannel[]> };
};

/** Writes a webhook request into the log of each channel it concerned. Requests that concern none leave only a count. */
export function noteWebhook(
  channelLog: ChannelLog,
  ctx: Context & { params: Record<string, string> },
  { heard, status, startedAt, refusal, strangers }: WebhookNote,
): void {
  const { channelId, rest = '' } = ctx.params;
  const { method, headers } = ctx;
  const elapsedMs = performance.now() - startedAt;
  const isWrong = status >= 400 || strangers !== undefined;
  const exchangeWith = ({ id, kind }: ConnectedChannel) => ({
    channelId: id,
    kind,
    direction: 'inbound' as const,
    purpose: 'webhook',
    method,
    path: webhookPath(kind, channelId === undefined, rest),
    status,
    elapsedMs,
    // Who calls is worth knowing where something is wrong.
    headers: isWrong ? headers : undefined,
  });
  for (const { channel, eventCount, reasons, subjects } of heard) {
    if (strangers && !eventCount) continue;
    channelLog.record({
      ...exchangeWith(channel),
      isFailed: status >= 400,
      reasons: refusal ? [refusal] : (reasons ?? []),
      ...(eventCount !== undefined && { eventCount }),
      ...(subjects && { subjects }),
    });
  }
  if (!strangers) return;
  const { count: strangerCount } = strangers;
  void strangers.channels.then((channels) => {
    for (const channel of channels) {
      channelLog.record({
        ...exchangeWith(channel),
        isFailed: true,
        reasons: ['unknown_provider_address'],
        eventCount: strangerCount,
      });
    }
  });
}
