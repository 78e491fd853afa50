import type { EntityManager } from '@mikro-orm/postgresql';
import type { Adapter } from '../../adapters/adapter.ts';
import type { LineStateName, Pairing } from '../contract/pairing.ts';
import { notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { Channel } from '../model/channel.ts';
import { query, toIso } from '../unit-of-work.ts';
import { riskHash } from './pairing.ts';

type Row = {
  state: LineStateName;
  status: Channel['status'];
  label: string | null;
  problem_code: string | null;
  reason: string | null;
  since: string;
  next_attempt_at: string;
  pairing: Buffer | null;
  has_session: boolean;
  risk_accepted_at: string | null;
  risk_text_hash: Buffer | null;
  accepted_by: string | null;
};

/** @throws AppError `not_found` for a channel that isn't paired with a phone. */
export async function presentPairing(
  em: EntityManager,
  keys: OrganizationKeys,
  channel: Channel,
  adapter: Adapter,
): Promise<Pairing> {
  const [row] = await query<Row>(
    em,
    `select l.state, c.status, c.label, l.problem_code, l.reason, l.since, l.next_attempt_at, l.pairing,
       l.session is not null as has_session,       c.risk_accepted_at, c.risk_text_hash, p.display_name as accepted_by
     from channel_line l join channel c on c.id = l.channel_id left join counselor p on p.id = c.risk_accepted_by
     where l.channel_id = $1`,
    [channel.id],
  );
  if (!row) throw notFound('pairing');
  const shown = shownPairing(keys, channel.id, row.pairing);
  return {
    state: row.status === 'disabled' ? 'disabled' : row.state,
    qr: shown.qr ?? null,
    code: shown.code ?? null,
    label: row.label,
    since: toIso(row.since),
    reason: row.reason,
    problemCode: row.problem_code,
    hasSession: row.has_session,
    retryAt: row.state === 'lost' ? toIso(row.next_attempt_at) : null,
    risk: row.risk_accepted_at
      ? {
          acceptedBy: row.accepted_by,
          acceptedAt: toIso(row.risk_accepted_at),
          isCurrent: row.risk_text_hash?.equals(riskHash(adapter)) ?? false,
        }
      : null,
  };
}

function shownPairing(
  keys: OrganizationKeys,
  channelId: string,
  sealed: Buffer | null,
): { qr?: string; code?: string } {
  if (!sealed) return {};
  return JSON.parse(keys.open(channelId, 'channel_line.pairing', Buffer.from(sealed)));
}
