import type { Adapter, ProblemCode, Provisioned } from '../../adapters/adapter.ts';
import type { AppContext } from '../context.ts';
import { Channel } from '../model/channel.ts';
import { providerCall } from '../provider-call.ts';
import { publish } from '../realtime/publish.ts';
import { syncTemplates } from '../templates/sync-templates.ts';
import { executor, inOrganization, query } from '../unit-of-work.ts';
import { reviveLine } from './pairing.ts';

const provisionTimeoutMs = 15_000;

export function webhookUrl(publicUrl: string, channel: Pick<Channel, 'id' | 'kind'>): string {
  return `${publicUrl}/webhooks/${channel.kind}/${channel.id}`;
}

/**
 * Verifies the credentials with the provider, registers the webhook, and writes down what came of it. Runs after the
 * channel is committed, because a provider may call the webhook during the registration. What waited for the
 * credentials is due at once when they work.
 */
export async function provision(
  context: AppContext,
  adapter: Adapter,
  channel: Channel,
  credentials: unknown,
): Promise<void> {
  const { log, database, directory, queues } = context;
  // Nobody to ask: how such a channel is, its line reports.
  if (adapter.listen) {
    await inOrganization(database.orm, channel.organizationId, (em) => reviveLine(em, channel));
    return directory.forget(channel.id);
  }
  const outcome = await askProvider(context, adapter, channel, credentials);
  const woken = await inOrganization(database.orm, channel.organizationId, async (em) => {
    const stored = await em.findOneOrFail(Channel, channel.id);
    if (stored.status !== 'disabled') stored.status = statusOf(outcome);
    stored.problem = outcome.ok ? null : outcome.problem;
    stored.problemCode = outcome.ok ? null : outcome.code;
    stored.todo = (outcome.ok && outcome.todo?.text) || null;
    stored.todoCode = (outcome.ok && outcome.todo?.code) || null;
    if (outcome.ok) stored.label = outcome.label;
    if (outcome.ok) stored.isInvented = false;
    await em.flush();
    await publish(executor(em), channel.organizationId, {
      type: 'channel.updated',
      channelId: channel.id,
    });
    if (!outcome.ok) return [];
    return query<{ conversation_id: string }>(
      em,
      `update delivery set next_attempt_at = now() where channel_id = $1 and status = 'queued'
       returning conversation_id`,
      [channel.id],
    );
  });
  directory.forget(channel.id);
  for (const { conversation_id } of woken) await queues.wakeMailbox(conversation_id);
  log.info({ channelId: channel.id, kind: channel.kind, ok: outcome.ok }, 'channel provisioned');
  if (outcome.ok) await syncTemplates(context, channel.id);
}

async function askProvider(
  { config, channelLog, log }: AppContext,
  adapter: Adapter,
  channel: Channel,
  credentials: unknown,
): Promise<Provisioned> {
  if (!adapter.provision) return { ok: true, label: null };
  const call = providerCall(config, adapter.kind, {
    timeoutMs: provisionTimeoutMs,
    log,
    channelLog,
    purpose: 'provision',
    channelId: channel.id,
  });
  try {
    return await adapter.provision(webhookUrl(config.publicUrl, channel), credentials, call);
  } catch (err) {
    log.error({ err, channelId: channel.id }, 'provisioning failed');
    return {
      ok: false,
      code: 'unreachable',
      problem: 'The provider could not be asked. Try again later.',
    };
  }
}

const refusals = new Set<ProblemCode>(['app_secret_wrong', 'credentials_failed']);

function statusOf(outcome: Provisioned): Channel['status'] {
  if (outcome.ok) return 'active';
  return refusals.has(outcome.code) ? 'credentials_failed' : 'unverified';
}
