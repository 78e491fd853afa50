import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../unit-of-work.ts';

/** How many conversations wait for each counselor, snoozed ones aside. */
export function counselorLoads(
  em: EntityManager,
): Promise<{ counselorId: string; openCount: number }[]> {
  return query(
    em,
    `select assignee_id as "counselorId", count(*)::int as "openCount" from conversation
     where assignee_id is not null and waiting_since is not null and (snoozed_until is null or snoozed_until <= now())
     group by assignee_id`,
  );
}
