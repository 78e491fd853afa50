import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';

/** A delivery this worker has taken, with what it needs to be sent. */
export type Claimed = {
  delivery_id: string;
  organization_id: string;
  conversation_id: string;
  channel_id: string;
  message_id: string;
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
};

/**
 * Takes the next due delivery of a conversation, or nothing: the mailbox is empty, waits, or is being drained. Mailboxes
 * that ask at the same time share a statement.
 */
export function createClaimer(
  database: Database,
  workerKey: string,
): (conversationId: string) => Promise<Claimed | undefined> {
  return createGroupCommit({
    maxItems: 50,
    async commit(conversationIds) {
      const { rows } = await database.servicePool.query<Claimed>({
        name: 'claim_deliveries',
        text: 'select * from claim_deliveries($1::uuid[], $2::bigint, clock_timestamp())',
        values: [[...new Set(conversationIds)], workerKey],
      });
      const claimed = new Map(rows.map((row) => [row.conversation_id, row]));
      return conversationIds.map((id) => {
        const row = claimed.get(id);
        claimed.delete(id);
        return row;
      });
    },
  });
}
