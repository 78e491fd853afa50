import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { listVersions as endpoint } from '../contract/message.ts';
import { notFound } from '../errors.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query, toIso } from '../unit-of-work.ts';
import type { MessageContent } from './present-message.ts';

type Row = { id: string; content: Buffer; replaced_at: string };

/**
 * What a message said before, the oldest first; nothing of one that was taken back, and nothing of a note.
 * @throws AppError `not_found`.
 */
export async function listVersions(
  em: EntityManager,
  keys: OrganizationKeys,
  messageId: string,
): Promise<z.output<(typeof endpoint)['response']>> {
  const [found] = await query(
    em,
    'select from message where id = $1 union all select from note where id = $1',
    [messageId],
  );
  if (!found) throw notFound('message');
  const rows = await query<Row>(
    em,
    `select v.id, v.content, v.replaced_at from message_version v join message m on m.id = v.message_id
     where v.message_id = $1 and m.deleted_at is null order by v.replaced_at, v.id`,
    [messageId],
  );
  return {
    items: rows.map(({ id, content, replaced_at }) => {
      const { text }: MessageContent = JSON.parse(
        keys.open(id, 'message_version.content', content),
      );
      return { text, replacedAt: toIso(replaced_at) };
    }),
  };
}
