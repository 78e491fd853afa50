import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { outlastDatabase } from './lost-connection.ts';
import { limitColumns, type PaceLimit } from './pace-limits.ts';
import { untilUnlocked } from './until-unlocked.ts';

/** A delivery this worker has taken, with what it needs to be sent. */
export type Claimed = {
  delivery_id: string;
  organization_id: string;
  conversation_id: string;
  channel_id: string;
  message_id: string;
  /** Counts this attempt; also the token of this claim. */
  attempt_count: number;
  content: Buffer;
  kind: string;
  reply_to_external_id: Buffer | null;
  /** The row the quoted external id is sealed to. */
  reply_to_message_id: string | null;
  contact_address_id: string;
  urn: Buffer;
  messenger: string;
  /** Calls that were made and need not be made again. */
  done_calls: number[];
  created_at: Date;
  /** A person asked for this attempt; no more are made by themselves. */
  is_last_attempt: boolean;
};

/** The head of a mailbox may not go yet: its number or contact rests, or has no token left. */
export type PutOff = { waitMs: number };

export type Claimer = {
  /**
   * Takes the next due delivery of a conversation, or says when to come back for it; or nothing: the mailbox is empty,
   * waits, or is being drained.
   */
  claim(conversationId: string): Promise<Claimed | PutOff | undefined>;
  /** Says that the outcome of a claimed delivery is written down. */
  release(deliveryId: string): void;
};

const claimTries = 6;

/**
 * Mailboxes that ask at the same time share a statement. What this worker has in hand is remembered: a claim that the
 * database committed while its answer got lost is found by the next try and not taken for a send under way.
 */
export function createClaimer(database: Database, workerKey: string, limits: PaceLimit[]): Claimer {
  const busy = new Set<string>();
  const limitValues = limitColumns.map(([, read]) => limits.map(read));

  async function take(conversationIds: string[]): Promise<Row[]> {
    const { rows } = await database.servicePool.query<Row>({
      name: 'claim_deliveries',
      text: statement,
      values: [[...new Set(conversationIds)], workerKey, [...busy], ...limitValues],
    });
    for (const { delivery_id } of rows) if (delivery_id !== null) busy.add(delivery_id);
    return rows;
  }

  const claim = createGroupCommit<string, Claimed | PutOff | 'locked' | undefined>({
    maxItems: 50,
    async commit(conversationIds) {
      const rows = await outlastDatabase(() => take(conversationIds), claimTries);
      const found = new Map(rows.map((row) => [row.conversation_id, read(row)]));
      return conversationIds.map((id) => {
        const row = found.get(id);
        if (row !== 'locked') found.delete(id);
        return row;
      });
    },
  });
  return {
    claim: (conversationId) => untilUnlocked(() => claim(conversationId)),
    release: (deliveryId) => void busy.delete(deliveryId),
  };
}

type Row = Claimed | { delivery_id: null; conversation_id: string; wait_ms: string | null };

const limitParameters = limitColumns.map(([type], index) => `$${index + 4}::${type}[]`).join(', ');
const statement = `select * from claim_deliveries(
  $1::uuid[], $2::bigint, $3::uuid[], clock_timestamp(), ${limitParameters})`;

function read(row: Row): Claimed | PutOff | 'locked' {
  if (row.delivery_id !== null) return row;
  return row.wait_ms === null ? 'locked' : { waitMs: Number(row.wait_ms) };
}
