import { restsFor, SendError, type Adapter, type Health } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import { provision, webhookUrl } from '../channels/provision.ts';
import type { AppContext } from '../context.ts';
import { Channel } from '../model/channel.ts';
import { holdChannel, releaseChannel } from '../outbox/hold-channel.ts';
import { providerCall } from '../provider-call.ts';
import { publish } from '../realtime/publish.ts';
import { inOrganization } from '../unit-of-work.ts';
import { forEachDue, takeDue, watchChannels, type DueChannel } from './due-channels.ts';

const timeoutMs = 10_000;
const nextTurn = "now() + interval '4 minutes 30 seconds' + random() * interval '1 minute'";
/** Two installations with the same account would otherwise take the webhook from each other for ever. */
const renewPauseMs = 3_600_000;

/**
 * Asks the providers of all channels, in their turn every five minutes, how they see the account. Refused credentials
 * hold the channel as a refused message does, and what this check held it releases; a webhook that vanished is registered
 * again, at most once an hour.
 */
export function createHealthCheck(context: AppContext, signal?: AbortSignal): () => Promise<void> {
  const { config, database, channelLog, log } = context;
  const kinds = Object.values(adapters)
    .filter(({ checkHealth }) => checkHealth)
    .map(({ kind }) => kind);

  async function check({ channel, watch }: DueChannel): Promise<void> {
    const { adapter } = channel;
    if (!adapter.checkHealth) return;
    const url = webhookUrl(config.publicUrl, channel);
    const call = providerCall(config, channel.kind, {
      timeoutMs,
      ...(signal && { signal }),
      log,
      channelLog,
      channelId: channel.id,
      purpose: 'health',
    });
    let health: Partial<Health>;
    let refusal: SendError | null = null;
    try {
      health = await adapter.checkHealth(url, channel.credentials, call);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      health = { problem: unheard(error) };
      if (needsRepair(error)) refusal = error;
    }
    const isChanged = await store(channel.id, health, refusal !== null || watch.has_held);
    if (refusal) await holdChannel(context, channel, failureOf(refusal));
    else if (watch.has_held && !health.problem) await release(channel);
    if (isChanged) {
      await publish(database.servicePool, channel.organizationId, {
        type: 'channel.updated',
        channelId: channel.id,
      });
    }
    if (health.problem?.code === 'webhook_missing') await renewWebhook({ channel, watch }, adapter);
  }

  /** Resolves to whether an administrator would see a difference. */
  async function store(
    channelId: string,
    health: Partial<Health>,
    hasHeld: boolean,
  ): Promise<boolean> {
    const { rows } = await database.servicePool.query<{ is_changed: boolean }>(
      `update channel_watch w set health = $4::jsonb || coalesce(w.health, '{}') || $2::jsonb, checked_at = now(),
         has_held = $3
       from channel_watch before where w.channel_id = $1 and before.channel_id = $1
       returning before.health->'problem' is distinct from w.health->'problem'
         or before.health->'quality' is distinct from w.health->'quality' as is_changed`,
      [channelId, JSON.stringify(health), hasHeld, JSON.stringify(nothingKnown)],
    );
    return rows[0]?.is_changed ?? false;
  }

  async function release(channel: DueChannel['channel']): Promise<void> {
    await database.servicePool.query(
      'update channel_watch set has_held = false where channel_id = $1',
      [channel.id],
    );
    if (channel.status === 'credentials_failed') await releaseChannel(context, channel);
  }

  async function renewWebhook({ channel, watch }: DueChannel, adapter: Adapter): Promise<void> {
    const renewedAt = watch.webhook_renewed_at?.getTime() ?? 0;
    if (channel.status !== 'active' || Date.now() - renewedAt < renewPauseMs) return;
    await database.servicePool.query(
      "update channel_watch set webhook_renewed_at = now(), health_due_at = now() + interval '10 seconds' where channel_id = $1",
      [channel.id],
    );
    log.warn({ channelId: channel.id }, 'webhook vanished at the provider: registering it again');
    const stored = await inOrganization(database.orm, channel.organizationId, (em) =>
      em.findOneOrFail(Channel, channel.id),
    );
    await provision(context, adapter, stored, channel.credentials);
  }

  return async () => {
    await watchChannels(database, kinds);
    const due = await takeDue(context, {
      kinds,
      condition: 'w.health_due_at <= now()',
      change: `health_due_at = ${nextTurn}`,
    });
    await forEachDue(due, context, check);
  };
}

function needsRepair({ code }: SendError): boolean {
  return restsFor[code] === 'repair';
}

function failureOf({ code, message, providerCode }: SendError) {
  return { code, text: message, providerCode };
}

const nothingKnown: Health = {
  pendingCount: null,
  lastErrorAt: null,
  lastError: null,
  quality: null,
  problem: null,
};

/** The provider could not be asked, or refused to answer. What it said before is all that is known of the rest. */
function unheard(error: SendError): Health['problem'] {
  const code = needsRepair(error) ? 'credentials_failed' : 'unreachable';
  return { code, text: error.message };
}
