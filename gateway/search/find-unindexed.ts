import type { Database } from '../database.ts';

/** What has rows in the index, and where those are. */
export type Indexed = 'message' | 'note' | 'contact';

/** A piece of a table by ids, which rise with time: `missing` lack a row in the index, the newest first. */
export type Span = { missing: string[]; reached: string | null };

const spanRows = 2000;
const mostMissing = 500;
export const endOfTime = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Looks at up to 2,000 rows below an id and not before an instant. `reached` is where the next look goes on: null when
 * there is nothing older.
 */
export async function lookBelow(
  { servicePool }: Database,
  what: Indexed,
  below: string,
  since: Date | null,
): Promise<Span> {
  const { rows } = await servicePool.query<{ missing: string[]; reached: string | null }>(
    `with span as materialized (
       select id from ${what} where id < $1 and id >= first_id_at(coalesce($2::timestamptz, 'epoch')) order by id desc limit $3)
     select array(select id from span where not exists (select from ${what}_words w where w.${what}_id = span.id)
         order by id desc limit $4) as missing,
       (select id from span order by id limit 1) as reached`,
    [below, since, spanRows, mostMissing],
  );
  const [span] = rows;
  if (!span) return { missing: [], reached: null };
  // A full answer has not shown all of the span.
  return span.missing.length < mostMissing
    ? span
    : { missing: span.missing, reached: span.missing.at(-1) ?? null };
}

/** What has changed since it was read. */
export async function findChanged({ servicePool }: Database, what: Indexed): Promise<string[]> {
  const { rows } = await servicePool.query<{ id: string }>(
    `select ${what}_id as id from ${what}_words where tokens is null limit $1`,
    [mostMissing],
  );
  return rows.map(({ id }) => id);
}
