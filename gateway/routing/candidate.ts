import type { EntityManager } from '@mikro-orm/postgresql';
import type { TopicKey } from '../contract/conversation.ts';
import type { Profile } from '../contract/profile.ts';
import { query } from '../unit-of-work.ts';
import { dayInBerlin } from '../offices/berlin-time.ts';

/** A counselor with a profile, and what decides whether a contact may be led to them. */
export type Candidate = {
  id: string;
  alias: string;
  officeId: string | null;
  officeName: string | null;
  languages: Profile['languages'];
  topics: TopicKey[];
  capacity: number | null;
  accepts: Profile['accepts'];
  isAbsent: boolean;
  /** Conversations that take up room. */
  openCount: number;
  /** Has counseled the contact, or stands in for somebody who has. */
  knowsContact: boolean;
  /** When the path last gave them somebody; text with microseconds. */
  chosenAt: string | null;
};

/**
 * What takes up a counselor's room, as a condition on `conversation`: what waits for us, and what was answered within
 * two weeks. A contact who has been silent for longer keeps no place from others.
 */
export const takesRoom = `status in ('open', 'waiting')
  and (waiting_since is not null or active_at > now() - interval '14 days')`;

/** Everybody with a profile whose access has not ended, in one statement. */
export function loadCandidates(
  em: EntityManager,
  {
    organizationId,
    contactId,
    now,
  }: { organizationId: string; contactId: string | null; now: Date },
): Promise<Candidate[]> {
  return query(
    em,
    `with away as (
       select counselor_id, substitute_id from counselor_absence
       where organization_id = $1 and $3::date between starts_on and ends_on),
     known as (
       select assignee_id as counselor_id from conversation where contact_id = $2 and assignee_id is not null
       union
       select m.counselor_id from conversation c join message m on m.conversation_id = c.id
       where c.contact_id = $2 and m.counselor_id is not null)
     select c.id, p.alias, c.office_id as "officeId", o.name as "officeName", p.languages, p.topics,
       p.capacity, p.accepts, exists (select from away where counselor_id = c.id) as "isAbsent",
       (select count(*)::int from conversation where assignee_id = c.id and ${takesRoom}) as "openCount",
       exists (select from known where counselor_id = c.id) or exists (
         select from away join known using (counselor_id) where away.substitute_id = c.id) as "knowsContact",
       p.chosen_at as "chosenAt"
     from counselor_profile p join counselor c on c.id = p.counselor_id left join office o on o.id = c.office_id
     where p.organization_id = $1 and c.is_active`,
    [organizationId, contactId, dayInBerlin(now)],
  );
}
