import { SendError, type InboundEvent } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { AppContext } from '../context.ts';
import { knownIds, openIds } from '../known-ids.ts';
import { providerCall } from '../provider-call.ts';
import { forEachDue, takeDue, watchChannels, type DueChannel } from './due-channels.ts';

const minuteMs = 60_000;
const everyMs = 5 * minuteMs;
/** For all calls together: what was missed may be much, and each file costs one. */
const timeoutMs = 5 * minuteMs;
/** What was asked for before is asked for again: lists of providers may lag behind. */
const overlapMs = 15 * minuteMs;
/** How far back a channel is looked at that was never asked about. */
const firstLookMs = 24 * 60 * minuteMs;
/** A webhook tells more than a list; it is given this long to come by itself. */
const settledMs = minuteMs;
/** After such a silence of ours webhooks may have been missed: all channels are asked at once. */
const silenceMs = 45_000;
const maxRetryMs = 30 * minuteMs;

/**
 * Asks the providers for what did not reach us, each channel every five minutes, and all of them at the start and after
 * this process or the database was away. What is found goes through the same intake as a webhook: the constraint that
 * knows a message knows it here, too.
 */
export function createReconciler(context: AppContext, signal?: AbortSignal): () => Promise<void> {
  const { config, database, channelLog, intake, metrics, log } = context;
  const kinds = Object.values(adapters)
    .filter(({ reconcile }) => reconcile)
    .map(({ kind }) => kind);
  let lastLookAt = -Infinity;

  async function reconcile({ channel, watch }: DueChannel): Promise<void> {
    const startedAt = new Date();
    try {
      const { events, openSince } = await ask(channel, sinceOf(watch));
      const { messageIds } = await intake.accept(channel, await news(channel, events), startedAt);
      const found = { messages: messageIds.length, events: events.length };
      metrics.reconciled.inc({ channel: channel.kind, found: 'message' }, found.messages);
      if (found.messages > 0) {
        log.warn({ channelId: channel.id, ...found }, 'missed messages found at the provider');
      }
      log.debug({ channelId: channel.id, ...found, openSince }, 'channel reconciled');
      await database.servicePool.query(
        `update channel_watch set reconciled_until = $2, reconcile_failures = 0,
           reconcile_due_at = now() + make_interval(secs => $3) where channel_id = $1`,
        [channel.id, startedAt, everyMs / 1000],
      );
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      await putOff(channel, watch.reconcile_failures, error);
    }
  }

  async function ask(channel: ConnectedChannel, since: Date) {
    const openSince = await oldestOpen(channel.id);
    const call = providerCall(config, channel.kind, {
      timeoutMs,
      ...(signal && { signal }),
      log,
      channelLog,
      channelId: channel.id,
      purpose: 'reconcile',
    });
    const events = await channel.adapter.reconcile?.(since, channel.credentials, {
      ...call,
      isKnown: knownIds(database, channel),
      isOpen: openIds(database, channel),
      openSince,
    });
    return { events: events ?? [], openSince };
  }

  /** Of our messages whose end nobody has told us, five minutes after they were written. */
  async function oldestOpen(channelId: string): Promise<Date | null> {
    const { rows } = await database.servicePool.query<{ since: Date | null }>(
      `select min(created_at) as since from delivery
       where channel_id = $1 and status in ('accepted', 'sent')
         and created_at between now() - interval '24 hours' and now() - interval '5 minutes'`,
      [channelId],
    );
    return rows[0]?.since ?? null;
  }

  /** Without what its webhook may still bring, and without statuses that say nothing new. */
  async function news(channel: ConnectedChannel, events: InboundEvent[]): Promise<InboundEvent[]> {
    const settled = Date.now() - settledMs;
    const statuses = events.filter((event) => event.type === 'status.reported');
    const { rows } = await database.servicePool.query<{ n: number }>(
      `select given.n::integer as n
       from unnest($2::bytea[], $3::text[]) with ordinality as given(hash, status, n)
       join delivery_part p on p.channel_id = $1 and p.external_id_hash = given.hash
       where status_rank(given.status) > status_rank(p.status)`,
      [
        channel.id,
        statuses.map(({ externalId }) => channel.keys.lookup('external_id', externalId)),
        statuses.map(({ status }) => status),
      ],
    );
    const isNews = new Set<InboundEvent>(rows.flatMap(({ n }) => statuses[n - 1] ?? []));
    return events.filter((event) => {
      if (event.type === 'status.reported') return isNews.has(event);
      return event.type !== 'message.received' || (event.sentAt?.getTime() ?? 0) < settled;
    });
  }

  async function putOff(
    channel: ConnectedChannel,
    failures: number,
    error: SendError,
  ): Promise<void> {
    const delayMs = Math.max(
      error.retryAfterMs ?? 0,
      Math.min(maxRetryMs, minuteMs * 2 ** Math.min(failures, 5)),
    );
    log.warn(
      { channelId: channel.id, code: error.code, providerCode: error.providerCode, delayMs },
      'provider not asked for missed messages',
    );
    await database.servicePool.query(
      `update channel_watch set reconcile_failures = least(reconcile_failures + 1, 100),
         reconcile_due_at = now() + make_interval(secs => $2) where channel_id = $1`,
      [channel.id, delayMs / 1000],
    );
  }

  return async () => {
    const now = performance.now();
    const wasSilent = now - lastLookAt > silenceMs;
    await watchChannels(database, kinds);
    await skipSwitchedOff();
    // Who starts again and again must not ask each time.
    const missed = "coalesce(w.reconcile_tried_at, '-infinity') < now() - interval '1 minute'";
    const condition = wasSilent
      ? `(w.reconcile_due_at <= now() or ${missed})`
      : 'w.reconcile_due_at <= now()';
    const change = "reconcile_tried_at = now(), reconcile_due_at = now() + interval '5 minutes'";
    const take = () => takeDue(context, { kinds, condition, change });
    for (let due = await take(); due.length > 0; due = await take()) {
      lastLookAt = now;
      await forEachDue(due, context, reconcile);
    }
    lastLookAt = performance.now();
  };

  /** What came while a channel was switched off was not wanted, and is not asked for afterwards, without overlap. */
  async function skipSwitchedOff(): Promise<void> {
    await database.servicePool.query(
      `update channel_watch w set reconciled_until = now() + make_interval(secs => $2) from channel c
       where c.id = w.channel_id and c.status = 'disabled' and c.kind = any($1)
         and coalesce(w.reconciled_until, '-infinity') < now() + make_interval(secs => $2 - 60)`,
      [kinds, overlapMs / 1000],
    );
  }
}

/** Never before the channel was there: what an account received earlier is not ours to fetch. */
function sinceOf({ created_at: createdAt, reconciled_until: until }: DueChannel['watch']): Date {
  const from = until ? until.getTime() - overlapMs : Date.now() - firstLookMs;
  return new Date(Math.max(from, createdAt.getTime()));
}
