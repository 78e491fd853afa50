import type { EntityManager } from '@mikro-orm/postgresql';
import type { ViewFilters } from '../contract/view.ts';
import { invalid } from '../errors.ts';
import { query } from '../unit-of-work.ts';

const things = [
  ['channelId', 'channel'],
  ['officeId', 'office'],
  ['labelId', 'label'],
  ['assignee', 'counselor'],
] as const;

/** @throws AppError `validation_failed` when filters name something that this organization doesn't have. */
export async function requireKnown(em: EntityManager, filters: ViewFilters): Promise<void> {
  for (const [field, table] of things) {
    const id = filters[field];
    if (!id || id === 'me' || id === 'none') continue;
    const rows = await query(em, `select from ${table} where id = $1`, [id]);
    if (rows.length === 0) throw invalid(`body.filters.${field}`, `There is no such ${table}.`);
  }
}
