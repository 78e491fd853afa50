import { SendError, type Recipient } from '../../adapters/adapter.ts';
import type { AppContext } from '../context.ts';
import { backoffMs } from '../outbox/backoff.ts';
import { providerCall } from '../provider-call.ts';
import { publish } from '../realtime/publish.ts';

type Dependencies = Pick<
  AppContext,
  'config' | 'channelLog' | 'database' | 'directory' | 'keyring' | 'lines' | 'log' | 'queues'
>;

type Claimed = {
  id: string;
  organization_id: string;
  emoji: Buffer;
  is_removed: boolean;
  version: number;
  attempt_count: number;
  message_id: string;
  external_id: Buffer;
  conversation_id: string;
  channel_id: string;
  messenger: Recipient['messenger'];
  contact_address_id: string;
  urn: Buffer;
};

type Outcome = { status: 'sent' | 'queued' | 'failed'; code?: string; delayMs?: number };

const maxAttempts = 6;
const timeoutMs = 10_000;

/** Who dies in the middle of a call holds the row no longer than this; sending a reaction twice changes nothing. */
const leaseSeconds = 30;

/**
 * Sends our reaction to a message as it stands now. One process at a time sends it; when it was changed during the call
 * it is sent once more. A refusal is shown at the message, with its reason.
 */
export function createReactionSender(dependencies: Dependencies) {
  const { config, channelLog, database, directory, keyring, lines, log, queues } = dependencies;

  return async (messageId: string): Promise<void> => {
    const claimed = await claim(messageId);
    if (!claimed) return;
    const outcome = await attempt(claimed).catch((error: unknown) => judge(error, claimed));
    const isWaiting = await finish(claimed, outcome);
    const { conversation_id: conversationId, attempt_count: attempts } = claimed;
    const { status, code } = outcome;
    log.info({ messageId, conversationId, attempt: attempts, status, code }, 'reaction attempted');
    if (isWaiting) await queues.wakeReaction(messageId, outcome.delayMs);
  };

  async function claim(messageId: string): Promise<Claimed | undefined> {
    const { rows } = await database.servicePool.query<Claimed>(
      `update reaction r set leased_until = now() + make_interval(secs => $2), attempt_count = r.attempt_count + 1
       from message m join conversation c on c.id = m.conversation_id
         join contact_address a on a.id = c.contact_address_id
       where r.message_id = $1 and r.author = 'counselor' and m.id = r.message_id and r.status = 'queued'
         and r.next_attempt_at <= now() and (r.leased_until is null or r.leased_until < now())
       returning r.id, r.organization_id, r.emoji, r.is_removed, r.version, r.attempt_count, r.message_id,
         m.external_id, c.id as conversation_id, c.channel_id, c.messenger, a.id as contact_address_id, a.urn`,
      [messageId, leaseSeconds],
    );
    return rows[0];
  }

  async function attempt(claimed: Claimed): Promise<Outcome> {
    const channel = await directory.byId(claimed.channel_id);
    if (!channel?.adapter.react || channel.status === 'disabled')
      return { status: 'failed', code: 'channel_down' };
    const keys = await keyring.of(claimed.organization_id);
    const { messenger } = claimed;
    const urn = keys.open(claimed.contact_address_id, 'contact_address.urn', claimed.urn);
    await channel.adapter.react(
      {
        to: { urn, messenger },
        targetExternalId: keys.open(claimed.message_id, 'message.external_id', claimed.external_id),
        emoji: claimed.is_removed ? null : keys.open(claimed.id, 'reaction.emoji', claimed.emoji),
      },
      channel.credentials,
      providerCall(config, channel.kind, {
        timeoutMs,
        log,
        channelLog,
        channelId: channel.id,
        purpose: 'reaction',
        subjects: [claimed.message_id],
        connection: lines.connectionOf(channel.id),
      }),
    );
    return { status: 'sent' };
  }

  function judge(error: unknown, { attempt_count: attempts, message_id }: Claimed): Outcome {
    const isKnown = error instanceof SendError;
    if (!isKnown) log.error({ err: error, messageId: message_id }, 'reaction broke');
    const code = isKnown ? error.code : 'internal_error';
    // An answer that never came asks for another try as well: doing it twice does no harm.
    const isPassing = !isKnown || error.retryable || !error.certain;
    if (!isPassing || attempts >= maxAttempts) return { status: 'failed', code };
    const delayMs = backoffMs(attempts, isKnown ? error.retryAfterMs : null);
    return { status: 'queued', code, delayMs };
  }

  /** Resolves to whether there is still something to send. */
  async function finish(claimed: Claimed, { status, code, delayMs }: Outcome): Promise<boolean> {
    const { id, version } = claimed;
    const { rows } = await database.servicePool.query<{ status: string; is_removed: boolean }>(
      `update reaction set leased_until = null,
         status = case when version = $2 then $3 else status end,
         failure_code = case when version = $2 then $4 else failure_code end,
         is_removed = is_removed and not (version = $2 and $3 = 'failed'),
         next_attempt_at = case when version = $2 then now() + $5 * interval '1 millisecond' else next_attempt_at end
       where id = $1 returning status, is_removed`,
      [id, version, status, code ?? null, delayMs ?? 0],
    );
    const isGone = rows[0]?.status === 'sent' && rows[0].is_removed;
    if (isGone)
      await database.servicePool.query('delete from reaction where id = $1 and version = $2', [
        id,
        version,
      ]);
    await publish(database.servicePool, claimed.organization_id, {
      type: 'message.updated',
      conversationId: claimed.conversation_id,
      messageId: claimed.message_id,
    });
    return rows[0]?.status === 'queued';
  }
}

/** The messages whose reaction a lost job or a dead worker left behind. */
export async function dueReactions({ servicePool }: Dependencies['database']): Promise<string[]> {
  const { rows } = await servicePool.query<{ message_id: string }>(
    `select message_id from reaction where status = 'queued' and next_attempt_at < now() - interval '2 seconds'
       and (leased_until is null or leased_until < now()) order by next_attempt_at limit 100`,
  );
  return rows.map((row) => row.message_id);
}
