import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../unit-of-work.ts';

/** Who has declined the conversation. */
export async function declinersOf(em: EntityManager, conversationId: string): Promise<string[]> {
  const rows = await query<{ counselor_id: string }>(
    em,
    'select counselor_id from conversation_decline where conversation_id = $1',
    [conversationId],
  );
  return rows.map((row) => row.counselor_id);
}
