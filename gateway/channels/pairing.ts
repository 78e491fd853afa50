import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Adapter } from '../../adapters/adapter.ts';
import type { PairingMethod } from '../contract/pairing.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Channel } from '../model/channel.ts';
import { publish } from '../realtime/publish.ts';
import { executor, query } from '../unit-of-work.ts';

/** @throws AppError `validation_failed` when the kind has a written risk that was not accepted. */
export function requireAcceptedRisk(adapter: Adapter, isAccepted: boolean | undefined): void {
  if (adapter.risk && !isAccepted)
    throw invalid('body.acceptedRisk', 'Read and accept the risk of this kind of channel first.');
}

/** Changes whenever a word of the risk changes, in any language. */
export function riskHash({ risk }: Adapter): Buffer {
  return createHash('sha256').update(JSON.stringify(risk)).digest();
}

/** What a channel has besides its row when its adapter holds a connection or has a risk. Runs in its transaction. */
export async function addLine(
  em: EntityManager,
  channel: Channel,
  adapter: Adapter,
  counselorId: string,
): Promise<void> {
  if (adapter.risk) {
    await query(
      em,
      `update channel set risk_accepted_by = $2, risk_accepted_at = now(), risk_text_hash = $3 where id = $1`,
      [channel.id, counselorId, riskHash(adapter)],
    );
  }
  if (adapter.listen) {
    await query(em, 'insert into channel_line (channel_id, organization_id) values ($1, $2)', [
      channel.id,
      channel.organizationId,
    ]);
  }
}

/**
 * Begins a pairing: an earlier session is forgotten, and a worker starts the line. The phone shows up as a QR code or a
 * code to type in `getPairing`.
 * @throws AppError `conflict` while it is connected, `channel_down` while the channel is off, `not_found` for a channel
 * that isn't paired with a phone.
 */
export async function pairLine(
  em: EntityManager,
  keys: OrganizationKeys,
  channel: Channel,
  chosen: PairingMethod,
): Promise<void> {
  if (channel.status === 'disabled')
    throw new AppError('channel_down', 'This channel is switched off. Switch it on first.');
  const number =
    chosen.method === 'code'
      ? keys.seal(channel.id, 'channel_line.pairing_number', chosen.number)
      : null;
  const [line] = await query(
    em,
    `update channel_line set ${begunAnew}, state = 'starting', session = null, pairing_number = $2
     where channel_id = $1 and state <> 'connected' returning channel_id`,
    [channel.id, number],
  );
  if (!line) {
    await requireLine(em, channel.id);
    throw new AppError('conflict', 'This channel is connected. Disconnect it first.');
  }
  await announce(em, channel);
}

/**
 * Ends the connection and forgets the pairing; the worker that holds it logs out at the messenger, too.
 * @throws AppError `not_found` for a channel that isn't paired with a phone.
 */
export async function unpairLine(em: EntityManager, channel: Channel): Promise<void> {
  await requireLine(em, channel.id);
  await query(
    em,
    `update channel_line set ${begunAnew}, state = 'unpaired', session = null, pairing_number = null
     where channel_id = $1`,
    [channel.id],
  );
  await query(
    em,
    `update channel set problem = null, problem_code = null, label = null,
       status = case when status = 'disabled' then status else 'unverified' end
     where id = $1`,
    [channel.id],
  );
  await announce(em, channel);
}

/** Tries at once what was lost or has ended, with the pairing that is there. What stands is left alone. */
export async function reviveLine(em: EntityManager, channel: Channel): Promise<void> {
  await query(
    em,
    `update channel_line set ${begunAnew}, state = 'starting'
     where channel_id = $1 and (state = 'lost' or (state = 'ended' and session is not null))`,
    [channel.id],
  );
  await announce(em, channel);
}

/** The pairing goes with the channel: nobody can use it any more. */
export async function removeLine(em: EntityManager, channelId: string): Promise<void> {
  await query(em, 'delete from channel_line where channel_id = $1', [channelId]);
}

/** Whoever holds the line sees that its run is no longer wanted, cleans up and lets go of it. */
const begunAnew = `generation = generation + 1, worker_key = null, attempt_count = 0, next_attempt_at = now(),
  problem_code = null, reason = null, pairing = null, since = now(), updated_at = now()`;

async function requireLine(em: EntityManager, channelId: string): Promise<void> {
  const [line] = await query(em, 'select channel_id from channel_line where channel_id = $1', [
    channelId,
  ]);
  if (!line) throw notFound('pairing');
}

function announce(em: EntityManager, channel: Channel): Promise<void> {
  return publish(executor(em), channel.organizationId, {
    type: 'channel.updated',
    channelId: channel.id,
  });
}
