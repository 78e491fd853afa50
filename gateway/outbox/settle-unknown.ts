import { SendError } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import { newId } from '../ids.ts';
import { knownIds } from '../known-ids.ts';
import { providerCall } from '../provider-call.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';
import type { Claimed } from './claim.ts';
import { composeMessage } from './compose-message.ts';
import type { OutboxDependencies } from './dependencies.ts';

export type SettleTuning = {
  /** So long after a send was given up the provider is asked for it first. */
  firstLookMs: number;
  /** So long after it, that the provider has no such message is believed. */
  certainMs: number;
};
const standard: SettleTuning = { firstLookMs: 10_000, certainMs: 60_000 };

const timeoutMs = 15_000;
const batchSize = 20;
/** Clocks of ours and of providers differ. */
const skewMs = 10_000;
const longestCallMs = 120_000;
/** What can't be settled in this time is left to a person. */
const patience = '6 hours';

type Dependencies = Omit<OutboxDependencies, 'workerKey' | 'paceLimits'>;

type Unknown = Claimed & {
  attempted_at: Date;
  /** The same to the microsecond: the token of the attempt. */
  attempt: string;
  given_up_at: Date;
};

/**
 * Asks providers that can be asked whether a message without an answer left. Found: its part gets the provider's id and
 * goes on as if the answer had come. Certainly not there: it has failed, so that a person may send it again without fear
 * of a second copy. Anything else stays unknown. Nothing is ever sent from here.
 */
export function createSettler(
  dependencies: Dependencies,
  tuning: SettleTuning = standard,
): () => Promise<void> {
  const { config, database, directory, channelLog, log } = dependencies;
  const kinds = Object.values(adapters)
    .filter(({ findSent }) => findSent)
    .map(({ kind }) => kind);

  /** Resolves to whether the provider could be asked. */
  async function settle(unknown: Unknown): Promise<boolean> {
    const channel = await directory.byId(unknown.channel_id);
    if (!channel || channel.status === 'disabled') return false;
    const ids = { deliveryId: unknown.delivery_id, channelId: channel.id };
    try {
      const externalId = await lookUp(channel, unknown);
      if (externalId !== null) {
        await recordSent(channel, unknown, externalId);
        log.info(ids, 'unknown message found at the provider');
      } else if (Date.now() - unknown.given_up_at.getTime() >= tuning.certainMs) {
        await recordUnsent(channel, unknown);
        log.info(ids, 'unknown message was not sent, the provider says');
      }
      return true;
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      log.info({ ...ids, code: error.code }, 'unknown message not settled');
      // The provider's list leaves it open, and will tomorrow.
      if (!error.certain) await stopAsking(unknown);
      return !error.retryable;
    }
  }

  async function lookUp(channel: ConnectedChannel, unknown: Unknown): Promise<string | null> {
    const composed = await composeMessage(
      { ...dependencies, publicUrl: config.publicUrl },
      channel,
      unknown,
    );
    const partIndex = composed.parts.findIndex((_, index) => !unknown.done_calls.includes(index));
    const part = composed.parts[partIndex];
    if (!channel.adapter.findSent || !part) {
      throw new Error(`Delivery ${unknown.delivery_id} has nothing to look for`);
    }
    const call = providerCall(config, channel.kind, {
      timeoutMs,
      log,
      channelLog,
      channelId: channel.id,
      purpose: 'lookup',
      subjects: [unknown.message_id, unknown.delivery_id],
    });
    return channel.adapter.findSent(
      {
        deliveryId: unknown.delivery_id,
        partIndex,
        to: composed.to,
        text: part.text,
        attachments: part.attachments,
        replyToExternalId: composed.replyToExternalId,
        ...(part.quickReplies && { quickReplies: part.quickReplies }),
        ...(composed.template && { template: composed.template }),
        statusUrl: null,
      },
      timeOf(unknown),
      channel.credentials,
      { ...call, isKnown: knownIds(database, channel) },
    );
  }

  /** As a status that carries our delivery's id would: it is the part that the lost call put out. */
  async function recordSent(
    { id, organizationId, keys }: ConnectedChannel,
    unknown: Unknown,
    externalId: string,
  ): Promise<void> {
    await database.servicePool.query(
      `select record_statuses(array[$1::uuid], array[$2::uuid], array[$3::bytea], array[$4::bytea], array[$5::uuid],
         array[$6::uuid], array['accepted'], array[null::text], array[null::bytea], array[null::text],
         array[clock_timestamp()])`,
      [
        organizationId,
        id,
        keys.lookup('external_id', externalId),
        keys.seal(id, 'delivery_part.external_id', externalId),
        unknown.delivery_id,
        newId(),
      ],
    );
  }

  async function recordUnsent(channel: ConnectedChannel, unknown: Unknown): Promise<void> {
    const { conversation_id: conversationId, message_id: messageId } = unknown;
    await transaction(database, async (client) => {
      await client.query('select from conversation where id = $1 for no key update', [
        conversationId,
      ]);
      const { rowCount } = await client.query(
        `update delivery set status = 'failed', failure_code = 'not_sent', failure_text = null, provider_code = null,
           asked_at = clock_timestamp(), updated_at = clock_timestamp()
         where id = $1 and status = 'unknown' and attempted_at = $2::timestamptz`,
        [unknown.delivery_id, unknown.attempt],
      );
      if (!rowCount) return;
      await client.query(
        "update conversation set last_delivery_status = 'failed' where id = $1 and last_message_id = $2",
        [conversationId, messageId],
      );
      await publish(client, channel.organizationId, {
        type: 'message.updated',
        conversationId,
        messageId,
      });
    });
  }

  async function stopAsking({ delivery_id, attempt }: Unknown): Promise<void> {
    await database.servicePool.query(
      'update delivery set asked_at = clock_timestamp() where id = $1 and attempted_at = $2::timestamptz',
      [delivery_id, attempt],
    );
  }

  return async () => {
    const { rows } = await database.servicePool.query<Unknown>(unknownDeliveries, [
      kinds,
      tuning.firstLookMs / 1000,
    ]);
    const unheard = new Set<string>();
    // In the order of their sending, so that of two with the same words the first finds the first.
    for (const unknown of rows) {
      if (unheard.has(unknown.channel_id)) continue;
      try {
        if (!(await settle(unknown))) unheard.add(unknown.channel_id);
      } catch (err) {
        log.error({ err, deliveryId: unknown.delivery_id }, 'unknown message not settled');
        await stopAsking(unknown);
      }
    }
  };
}

/** When it may have left, with room for clocks that differ. A call is cut off long before `longestCallMs`. */
function timeOf({ attempted_at: attemptedAt, given_up_at: givenUpAt }: Unknown) {
  const end = Math.min(givenUpAt.getTime(), attemptedAt.getTime() + longestCallMs);
  return { from: new Date(attemptedAt.getTime() - skewMs), to: new Date(end + skewMs) };
}

/** While something is on its way to the same person its id is not known yet and could be taken for another's. */
const unknownDeliveries = `
select d.id as delivery_id, d.organization_id, d.conversation_id, d.channel_id, d.message_id, d.attempt_count,
  m.content, m.kind, null as reply_to_external_id, null as reply_to_message_id, a.id as contact_address_id, a.urn,
  a.messenger, array(select p.call_index from delivery_part p where p.delivery_id = d.id
    group by p.call_index having bool_and(p.status not in ('failed', 'unknown', 'canceled'))) as done_calls,
  d.created_at, false as is_last_attempt, d.attempted_at, d.attempted_at::text as attempt, d.updated_at as given_up_at
from delivery d
join channel ch on ch.id = d.channel_id and ch.kind = any($1) and ch.deleted_at is null and not ch.is_invented
join message m on m.id = d.message_id
join conversation c on c.id = d.conversation_id
join contact_address a on a.id = c.contact_address_id
where d.status = 'unknown' and d.asked_at is null and d.attempted_at > now() - interval '${patience}'
  and d.updated_at < now() - make_interval(secs => $2)
  and not exists (select from delivery s where s.conversation_id = d.conversation_id and s.status = 'sending')
order by d.attempted_at, d.seq limit ${batchSize}`;
