import type { Database } from '../database.ts';
import type { Files } from '../files.ts';
import type { Log } from '../logger.ts';

const batchSize = 200;

/** Removes from the storage what no row speaks of any more. A file that can't be removed now is tried again. */
export async function removeFiles({
  database,
  files,
  log,
}: {
  database: Database;
  files: Files;
  log: Log;
}): Promise<void> {
  for (let found = batchSize; found === batchSize;) {
    const { rows } = await database.servicePool.query<{ id: string; organization_id: string }>(
      'select id, organization_id from removed_file order by removed_at limit $1',
      [batchSize],
    );
    for (const { id, organization_id: organizationId } of rows)
      await files.remove(organizationId, id);
    await database.servicePool.query('delete from removed_file where id = any($1)', [
      rows.map(({ id }) => id),
    ]);
    if (rows.length > 0) log.info({ count: rows.length }, 'files removed');
    found = rows.length;
  }
}
