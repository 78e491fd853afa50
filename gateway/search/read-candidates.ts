import type { EntityManager } from '@mikro-orm/postgresql';
import type { MessageHit } from '../contract/search.ts';
import type { OrganizationKeys } from '../keyring.ts';
import { query } from '../unit-of-work.ts';
import { fieldsOf, type Field } from './searchable.ts';

/** A message or note that the index points at, opened. */
export type Candidate = Pick<MessageHit, 'author' | 'counselorName' | 'isNote' | 'kind'> & {
  id: string;
  conversationId: string;
  sentAt: string;
  fields: Field[];
};

type Row = {
  id: string;
  conversation_id: string;
  author: MessageHit['author'];
  counselor_name: string | null;
  is_note: boolean;
  kind: string;
  sent_at: string;
  content: Buffer;
};
type FileRow = { id: string; owner_id: string; file_name: Buffer };

/** Opens messages and notes, as far as they are there and were not taken back. By their ids. */
export async function readCandidates(
  em: EntityManager,
  keys: OrganizationKeys,
  hits: { id: string }[],
): Promise<Map<string, Candidate>> {
  if (hits.length === 0) return new Map();
  const ids = hits.map(({ id }) => id);
  const rows = await query<Row>(
    em,
    `select m.id, m.conversation_id, m.author, a.display_name as counselor_name, false as is_note, m.kind, m.sent_at, m.content
     from message m left join counselor a on a.id = m.counselor_id where m.id = any($1) and m.deleted_at is null
     union all
     select n.id, n.conversation_id, 'counselor', a.display_name, true, 'text', n.created_at, n.content
     from note n left join counselor a on a.id = n.counselor_id where n.id = any($1)`,
    [ids],
  );
  const files = await query<FileRow>(
    em,
    `select id, coalesce(message_id, note_id) as owner_id, file_name from attachment
     where (message_id = any($1) or note_id = any($1)) and file_name is not null order by position, id`,
    [ids],
  );
  const namesOf = Map.groupBy(files, ({ owner_id: ownerId }) => ownerId);
  return new Map(
    rows.map((row) => {
      const content = keys.open(
        row.id,
        row.is_note ? 'note.content' : 'message.content',
        row.content,
      );
      const names = (namesOf.get(row.id) ?? []).map((file) =>
        keys.open(file.id, 'attachment.file_name', file.file_name),
      );
      return [
        row.id,
        {
          id: row.id,
          conversationId: row.conversation_id,
          author: row.author,
          counselorName: row.counselor_name,
          isNote: row.is_note,
          kind: row.kind,
          sentAt: row.sent_at,
          fields: fieldsOf(JSON.parse(content), names),
        },
      ];
    }),
  );
}
