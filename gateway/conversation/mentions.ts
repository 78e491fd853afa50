import type { EntityManager } from '@mikro-orm/postgresql';
import { invalid } from '../errors.ts';
import type { Note } from '../model/note.ts';
import { query } from '../unit-of-work.ts';

/** @throws AppError `validation_failed` for somebody who is no colleague, or whose access has ended. */
export async function requireColleagues(em: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await query<{ id: string }>(
    em,
    'select id from counselor where id = any($1::uuid[]) and is_active',
    [ids],
  );
  const known = new Set(rows.map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown !== -1) {
    throw invalid(
      `body.mentionIds.${unknown}`,
      'There is no such counselor, or their access has ended.',
    );
  }
}

/** Names colleagues in a note. Whoever names themselves has read it. */
export async function mention(
  em: EntityManager,
  note: Pick<Note, 'id' | 'conversationId' | 'organizationId' | 'counselorId' | 'createdAt'>,
  counselorIds: readonly string[],
): Promise<void> {
  if (counselorIds.length === 0) return;
  await query(
    em,
    `insert into mention (note_id, counselor_id, conversation_id, organization_id, mentioned_at, read_at)
     select $1, named, $2, $3, $4, case when named = $5 then $4::timestamptz end
     from unnest($6::uuid[]) as named`,
    [
      note.id,
      note.conversationId,
      note.organizationId,
      note.createdAt,
      note.counselorId,
      counselorIds,
    ],
  );
}

/** Who is named in a note, in the order of their ids. */
export async function mentionedIn(em: EntityManager, noteId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    em,
    'select counselor_id as id from mention where note_id = $1 order by 1',
    [noteId],
  );
  return rows.map(({ id }) => id);
}

/** Resolves to whether there was a mention of this counselor that they had not read. */
export async function readMentions(
  em: EntityManager,
  conversationId: string,
  counselorId: string,
): Promise<boolean> {
  const rows = await query(
    em,
    `update mention set read_at = now()
     where counselor_id = $1 and conversation_id = $2 and read_at is null returning note_id`,
    [counselorId, conversationId],
  );
  return rows.length > 0;
}
