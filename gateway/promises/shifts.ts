import type { EntityManager } from '@mikro-orm/postgresql';
import type { WorkingHours } from '../contract/profile.ts';
import { query } from '../unit-of-work.ts';
import { dayInGermany } from './day-in-germany.ts';
import { openingsBetween, standardHours, type Opening } from './openings.ts';
import type { PromiseWanted } from './promise-for.ts';

/** When somebody is there to answer, from now on. */
export type Shifts = {
  office: Opening[];
  /** The counselor's working times, on days away those of who stands in; empty without a counselor. */
  counselor: Opening[];
  /** Whether somebody stands in on that day. */
  isSubstituted(day: string): boolean;
  /** Holidays and closures of the office. */
  isClosed(day: string): boolean;
};

type Person = { id: string; hours: WorkingHours | null };
type Away = { counselorId: string; substituteId: string | null; startsOn: string; endsOn: string };

export async function loadShifts(
  em: EntityManager,
  { counselorId, now }: PromiseWanted,
  until: Date,
): Promise<Shifts> {
  const isClosed = () => false;
  const officeHours = { hours: standardHours, closures: [] };
  const office = openingsBetween(officeHours, now, until);
  const away = await loadAbsences(em, counselorId, now, until);
  const people = await loadPeople(em, [counselorId, ...away.map((one) => one.substituteId)]);
  const absenceOf = (id: string, day: string) =>
    away.find((one) => one.counselorId === id && one.startsOn <= day && day <= one.endsOn);
  const openingsOf = (id: string) => {
    const hours = people.get(id)?.hours ?? [];
    const openings = openingsBetween(
      hours.length > 0 ? { ...officeHours, hours } : officeHours,
      now,
      until,
    );
    return openings.filter(({ from }) => !absenceOf(id, dayInGermany(from)));
  };
  const substituteOn = (day: string) =>
    (counselorId && absenceOf(counselorId, day)?.substituteId) || null;
  const stoodIn = [...new Set(away.flatMap((one) => one.substituteId ?? []))].flatMap((id) =>
    openingsOf(id).filter(({ from }) => substituteOn(dayInGermany(from)) === id),
  );
  return {
    office,
    counselor: counselorId
      ? [...openingsOf(counselorId), ...stoodIn].toSorted(
          (a, b) => a.from.getTime() - b.from.getTime(),
        )
      : [],
    isSubstituted: (day) => substituteOn(day) !== null,
    isClosed,
  };
}

/** Of the counselor, and of those who stand in for them. */
async function loadAbsences(
  em: EntityManager,
  counselorId: string | null,
  now: Date,
  until: Date,
): Promise<Away[]> {
  if (!counselorId) return [];
  return query(
    em,
    `select counselor_id as "counselorId", substitute_id as "substituteId", starts_on::text as "startsOn",
       ends_on::text as "endsOn" from counselor_absence
     where ends_on >= $2::date and starts_on <= $3::date and (counselor_id = $1 or counselor_id in (
       select substitute_id from counselor_absence where counselor_id = $1 and substitute_id is not null))`,
    [counselorId, dayInGermany(now), dayInGermany(until)],
  );
}

async function loadPeople(em: EntityManager, ids: (string | null)[]): Promise<Map<string, Person>> {
  const found = await query<Person>(
    em,
    `select c.id, p.hours from counselor c
       left join counselor_profile p on p.counselor_id = c.id where c.id = any($1::uuid[]) and c.is_active`,
    [ids.filter((id) => id !== null)],
  );
  return new Map(found.map((person) => [person.id, person]));
}
