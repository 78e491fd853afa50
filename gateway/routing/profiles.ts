import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { Absence, Profile, putProfile } from '../contract/profile.ts';
import { notFound } from '../errors.ts';
import { dayInBerlin } from '../offices/berlin-time.ts';
import { query } from '../unit-of-work.ts';
import { takesRoom } from './candidate.ts';

type Row = Omit<Profile, 'isSaved'> & { isSaved: boolean; displayName: string };
export type ProfileChange = z.output<(typeof putProfile)['body']>;

/** The profiles of everybody whose access has not ended, or of one person, whoever they are. */
export async function listProfiles(
  em: EntityManager,
  now: Date,
  counselorId: string | null = null,
): Promise<Profile[]> {
  const rows = await query<Row>(
    em,
    `select c.id as "counselorId", c.display_name as "displayName", p.counselor_id is not null as "isSaved",
       p.alias, coalesce(p.languages, '[]') as languages, coalesce(p.topics, '{}') as topics, p.capacity,
       coalesce(p.accepts, 'everyone') as accepts, coalesce(p.hours, '[]') as hours,
       (select count(*)::int from conversation where assignee_id = c.id and ${takesRoom}) as "openCount",
       coalesce((select json_agg(json_build_object('id', a.id, 'from', a.starts_on, 'to', a.ends_on, 'substitute',
         case when s.id is not null then json_build_object('id', s.id, 'displayName', s.display_name) end)
           order by a.starts_on)
         from counselor_absence a left join counselor s on s.id = a.substitute_id
         where a.counselor_id = c.id and a.ends_on >= $2::date), '[]') as absences
     from counselor c left join counselor_profile p on p.counselor_id = c.id
     where case when $1::uuid is null then c.is_active else c.id = $1 end order by c.display_name, c.id`,
    [counselorId, dayInBerlin(now)],
  );
  return rows.map(({ displayName, ...row }) => ({
    ...row,
    alias: row.alias ?? suggestedAlias(displayName),
    absences: row.absences satisfies Absence[],
  }));
}

/** @throws AppError `not_found`. */
export async function getProfile(em: EntityManager, id: string, now: Date): Promise<Profile> {
  const [profile] = await listProfiles(em, now, id);
  if (!profile) throw notFound('counselor');
  return profile;
}

/** @throws AppError `not_found`. */
export async function saveProfile(
  em: EntityManager,
  organizationId: string,
  counselorId: string,
  { alias, languages, topics, capacity, accepts, hours }: ProfileChange,
): Promise<void> {
  await query(
    em,
    `insert into counselor_profile (counselor_id, organization_id, alias, languages, topics, capacity, accepts, hours)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (counselor_id) do update set alias = excluded.alias, languages = excluded.languages,
       topics = excluded.topics, capacity = excluded.capacity, accepts = excluded.accepts, hours = excluded.hours,
       updated_at = clock_timestamp()`,
    [
      counselorId,
      organizationId,
      alias,
      JSON.stringify(languages),
      topics,
      capacity,
      accepts,
      JSON.stringify(hours),
    ],
  );
}

/** A pseudonym: the real name is for the counselor to give away. */
function suggestedAlias(displayName: string): string {
  const [initial = ''] = displayName.trim();
  return `Beratung ${initial.toLocaleUpperCase('de')}.`;
}
