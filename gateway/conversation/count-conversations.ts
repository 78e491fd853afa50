import type { EntityManager } from '@mikro-orm/postgresql';
import type { countConversations as endpoint } from '../contract/conversation.ts';
import type { ResponseOf } from '../contract/endpoint.ts';
import type { ViewFilters } from '../contract/view.ts';
import { query } from '../unit-of-work.ts';
import { conditionsOf, hasOpenAlert, statusOf, type Add } from './list-conditions.ts';

export type Counts = ResponseOf<typeof endpoint>;

/** Counts for the navigation: one statement, of which each part reads at most a thousand rows of an index. */
export async function countConversations(em: EntityManager, counselorId: string): Promise<Counts> {
  const views = await query<{ id: string; filters: ViewFilters }>(
    em,
    'select id, filters from view where deleted_at is null and (is_shared or counselor_id = $1)',
    [counselorId],
  );
  const counted = views.filter(({ filters }) => isToDo(filters));
  const values: unknown[] = [counselorId];
  const add: Add = (value) => `$${values.push(value)}`;
  const ofViews = counted.map(({ filters }) => count(conditionsOfCount(filters, add)));
  const [row] = await query<Omit<Counts, 'views'> & { of_views: number[] }>(
    em,
    `select ${count([...open, 'c.assignee_id = $1'])} as mine,
       ${count([...open, 'c.assignee_id is null'])} as unassigned,
       ${count(open)} as open,
       ${count([...open, 'c.unread_count > 0', 'c.assignee_id = $1'])} as unread,
       ${count(["c.status = 'waiting'"])} as waiting,
       ${count([...open, 'c.needs_interpreter'])} as interpreter,
       ${count(["c.status = 'automated'"])} as automated,
       ${count([hasOpenAlert])} as alerts,
       ${count(['c.snoozed_until > now()'])} as snoozed,
       ${atMost1000('distinct conversation_id from mention where counselor_id = $1 and read_at is null')} as mentions,
       coalesce((select json_agg(json_build_object('id', o.id, 'count', ${count([...open, 'c.office_id = o.id'])}))
         from office o), '[]') as offices,
       array[${ofViews.join(', ')}]::int[] as of_views`,
    values,
  );
  if (!row) throw new Error('A select without rows');
  const { of_views: numbers, ...counts } = row;
  return {
    ...counts,
    views: counted.map(({ id }, index) => ({ id, count: numbers[index] ?? 0 })),
  };
}

/** Nobody works through what is closed, or through everything. */
function isToDo(filters: ViewFilters): boolean {
  return (
    filters.mentioned !== undefined || ['open', 'waiting', 'snoozed'].includes(statusOf(filters))
  );
}

function conditionsOfCount(filters: ViewFilters, add: Add): string[] {
  const conditions = conditionsOf(filters, add);
  if (filters.mentioned) {
    conditions.push(
      'c.id in (select conversation_id from mention where counselor_id = $1 and read_at is null)',
    );
  }
  return conditions;
}

const open = [
  'c.waiting_since is not null',
  '(c.snoozed_until is null or c.snoozed_until <= now())',
];

/** A join that isn't needed would keep PostgreSQL from reading the index alone. */
function count(conditions: string[]): string {
  const contact = conditions.some((condition) => condition.startsWith('p.'))
    ? 'join contact p on p.id = c.contact_id'
    : '';
  return atMost1000(`from conversation c ${contact} where ${conditions.join(' and ')}`);
}

function atMost1000(rows: string): string {
  return `(select count(*)::int from (select ${rows} limit 1000) as found)`;
}
