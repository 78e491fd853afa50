import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../unit-of-work.ts';
import type { Backlog } from './compute-promise.ts';
import type { PromiseWanted } from './promise-for.ts';

const measuredDays = 14;
/** Of 38.5 hours a week, what fourteen days hold for one person. */
const measuredHours = 77;
/** Fewer answers say nothing about the pace. */
const leastAnswers = 20;

/**
 * How much is answered before a new conversation, and at which pace: of a counselor what waits for them and the answers
 * they wrote within fourteen days; of an office what waits for nobody, shared among its people, and their mean.
 */
export async function loadBacklog(
  em: EntityManager,
  { organizationId, officeId, counselorId, now }: PromiseWanted,
): Promise<Backlog> {
  const [row] = await query<{ waiting: number; people: number; answers: number }>(
    em,
    counselorId ? ofCounselor : ofOffice,
    [organizationId, counselorId ?? officeId, new Date(now.getTime() - measuredDays * 86_400_000)],
  );
  const { waiting = 0, people = 1, answers = 0 } = row ?? {};
  const each = answers / people;
  return {
    ahead: Math.ceil(waiting / people),
    answersPerHour: each < leastAnswers ? null : Math.round((each / measuredHours) * 10) / 10,
  };
}

const isWaiting = 'waiting_since is not null and (snoozed_until is null or snoozed_until <= now())';

const ofCounselor = `
  select (select count(*)::int from conversation where organization_id = $1 and assignee_id = $2 and ${isWaiting}) as waiting,
    1 as people,
    (select count(*)::int from message where organization_id = $1 and counselor_id = $2 and received_at > $3) as answers`;

/** Without an office it is the whole organization. Whoever has no profile answers all the same. */
const ofOffice = `
  with team as (
    select id from counselor where organization_id = $1 and is_active and ($2::uuid is null or office_id = $2)
      and roles && array['counselor', 'office_lead', 'organization_admin'])
  select (select count(*)::int from conversation where organization_id = $1 and assignee_id is null and ${isWaiting}
      and ($2::uuid is null or office_id = $2)) as waiting,
    greatest(1, (select count(*)::int from team)) as people,
    (select count(*)::int from message m where m.counselor_id in (select id from team) and m.received_at > $3) as answers`;
