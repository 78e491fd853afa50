import type { PoolClient } from 'pg';
import type { Content } from '../../adapters/adapter.ts';
import type { ConnectedChannel } from '../channel-directory.ts';
import type { Echo } from './record-echo.ts';

type Row = {
  id: string;
  message_id: string;
  kind: string;
  content: Buffer;
  file_count: number;
};

/** Shorter pieces of a text may also have been written by somebody else at the same time. */
const shortestPiece = 100;

/**
 * The delivery of ours that an echo is the trace of: one that is on its way at this moment, or whose outcome nobody
 * learned. The caller has the conversation's lock.
 */
export async function findOwnDelivery(
  client: PoolClient,
  { keys }: ConnectedChannel,
  conversationId: string,
  { content, sentAt }: Echo,
): Promise<string | undefined> {
  const { rows } = await client.query<Row>(
    `select d.id, d.message_id, m.kind, m.content,
       (select count(*)::integer from attachment a where a.message_id = m.id) as file_count
     from delivery d join message m on m.id = d.message_id
     where d.conversation_id = $1 and d.status in ('sending', 'unknown')
       and ($2::timestamptz is null or $2 > d.created_at - interval '1 minute')
     order by d.seq`,
    [conversationId, sentAt],
  );
  const own = rows.find((row) => {
    const { text } = JSON.parse(keys.open(row.message_id, 'message.content', row.content));
    return isTraceOf(row, text, content);
  });
  return own?.id;
}

function isTraceOf(own: Row, ownText: string | null, echoed: Content): boolean {
  const text = ownText?.trim() ?? '';
  const echo = echoed.text?.trim() ?? '';
  if (echo !== '') {
    return text === echo || (echo.length >= shortestPiece && text.includes(echo));
  }
  const isFile = echoed.attachments.length > 0 && own.file_count > 0 && own.kind === echoed.kind;
  return isFile && (text === '' || own.file_count > 1);
}
