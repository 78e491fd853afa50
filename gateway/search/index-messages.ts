import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import type { Keyring } from '../keyring.ts';
import type { Log } from '../logger.ts';
import { nameLanguages, type Named, type Unnamed } from '../language/name-languages.ts';
import { transaction } from '../transaction.ts';
import { monthOf } from './months.ts';
import { fieldsOf } from './searchable.ts';
import { arrayLiteral, hasherOf, messageBeginnings, tokensOf } from './tokens.ts';
import { wordsOf } from './words.ts';

type Dependencies = { database: Database; keyring: Keyring; log: Log };
type Row = {
  id: string;
  organization_id: string;
  conversation_id: string;
  at: Date;
  content: Buffer;
  is_deleted: boolean;
  is_unnamed: boolean;
};
type FileRow = { id: string; owner_id: string; file_name: Buffer };

/**
 * Writes the index rows of messages, or of notes. Whoever changes one meanwhile waits for us or has come first; those that
 * somebody is just changing are left for the next time. Texts are open here, so their language is named here as well; the answer
 * is the messages that have one now.
 */
export function indexMessages(
  { database, keyring, log }: Dependencies,
  what: 'message' | 'note',
  ids: string[],
): Promise<Named[]> {
  const unnamed: Unnamed[] = [];
  return transaction(database, async (client) => {
    const rows = await readRows(client, what, ids);
    const files = await readFileNames(client, what, rows);
    const tokens: string[] = [];
    for (const row of rows) {
      const fileRows = files.filter(({ owner_id: ownerId }) => ownerId === row.id);
      tokens.push(arrayLiteral(await readTokens(row, fileRows)));
    }
    await client.query(
      `insert into ${what}_words (${what}_id, organization_id, conversation_id, at, tokens)
       select id, organization_id, conversation_id, at, tokens::bigint[]
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[])
         as row(id, organization_id, conversation_id, at, tokens)
       on conflict (${what}_id) do update set tokens = excluded.tokens, at = excluded.at`,
      [
        rows.map(({ id }) => id),
        rows.map(({ organization_id: organizationId }) => organizationId),
        rows.map(({ conversation_id: conversationId }) => conversationId),
        rows.map(({ at }) => at),
        tokens,
      ],
    );
    return nameLanguages(client, unnamed);
  });

  async function readTokens(row: Row, files: FileRow[]): Promise<bigint[]> {
    if (row.is_deleted) return [];
    try {
      const keys = await keyring.of(row.organization_id);
      const content = JSON.parse(keys.open(row.id, `${what}.content`, row.content));
      if (row.is_unnamed && content.text) unnamed.push({ id: row.id, text: content.text });
      const names = files.map((file) => keys.open(file.id, 'attachment.file_name', file.file_name));
      const words = fieldsOf(content, names).flatMap(({ text }) => wordsOf(text));
      return tokensOf(words, messageBeginnings, hasherOf(keys, bucketOf(row.at)));
    } catch (err) {
      // What can't be opened can't be found; all others must be.
      log.warn({ err, [`${what}Id`]: row.id }, 'not readable for the search index');
      return [];
    }
  }
}

/** The bucket of a message's tokens. */
export function bucketOf(at: Date): string {
  return String(monthOf(at));
}

/** The instant is the provider's, as people see it; never later than we received it. */
async function readRows(
  client: PoolClient,
  what: 'message' | 'note',
  ids: string[],
): Promise<Row[]> {
  const columns =
    what === 'message'
      ? `least(sent_at, received_at) as at, deleted_at is not null as is_deleted,
          author = 'contact' and language is null as is_unnamed`
      : 'created_at as at, false as is_deleted, false as is_unnamed';
  const { rows } = await client.query<Row>(
    `select id, organization_id, conversation_id, content, ${columns} from ${what}
     where id = any($1) for no key update skip locked`,
    [ids],
  );
  return rows;
}

async function readFileNames(
  client: PoolClient,
  what: 'message' | 'note',
  rows: Row[],
): Promise<FileRow[]> {
  const { rows: files } = await client.query<FileRow>(
    `select id, ${what}_id as owner_id, file_name from attachment
     where ${what}_id = any($1) and file_name is not null`,
    [rows.map(({ id }) => id)],
  );
  return files;
}
