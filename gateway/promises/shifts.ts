import type { EntityManager } from '@mikro-orm/postgresql';
import type { OpenHours } from '../contract/office.ts';
import { query } from '../unit-of-work.ts';
import { dayInBerlin } from '../offices/berlin-time.ts';
import { isHoliday } from '../offices/holidays.ts';
import { openingsBetween, scheduleOf, type Opening, type Schedule } from '../offices/opening.ts';
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

type Person = { id: string; hours: OpenHours[] | null };
type Away = { counselorId: string; substituteId: string | null; startsOn: string; endsOn: string };

export async function loadShifts(
  em: EntityManager,
  wanted: PromiseWanted,
  until: Date,
): Promise<Shifts> {
  const { counselorId, now } = wanted;
  const schedule = await loadSchedule(em, wanted);
  const away = await loadAbsences(em, counselorId, now, until);
  const people = await loadPeople(em, [counselorId, ...away.map((one) => one.substituteId)]);
  const absenceOf = (id: string, day: string) =>
    away.find((one) => one.counselorId === id && one.startsOn <= day && day <= one.endsOn);
  const openingsOf = (id: string) => {
    const hours = people.get(id)?.hours ?? [];
    const openings = openingsBetween(
      hours.length > 0 ? { ...schedule, hours } : schedule,
      now,
      until,
    );
    return openings.filter(({ from }) => !absenceOf(id, dayInBerlin(from)));
  };
  const substituteOn = (day: string) =>
    (counselorId && absenceOf(counselorId, day)?.substituteId) || null;
  const stoodIn = [...new Set(away.flatMap((one) => one.substituteId ?? []))].flatMap((id) =>
    openingsOf(id).filter(({ from }) => substituteOn(dayInBerlin(from)) === id),
  );
  return {
    office: openingsBetween(schedule, now, until),
    counselor: counselorId
      ? [...openingsOf(counselorId), ...stoodIn].toSorted(
          (a, b) => a.from.getTime() - b.from.getTime(),
        )
      : [],
    isSubstituted: (day) => substituteOn(day) !== null,
    isClosed: (day) =>
      isHoliday(schedule.state, day) ||
      schedule.closures.some(({ from, to }) => from <= day && day <= to),
  };
}

/** Of the office that is meant, else of the counselor's, else of the one that is there for everybody. */
async function loadSchedule(
  em: EntityManager,
  { organizationId, officeId, counselorId }: PromiseWanted,
): Promise<Schedule> {
  const [office] = await query<Schedule>(
    em,
    `select hours, closures, state from office where organization_id = $1
       and (id = $2 or is_fallback or id = (select office_id from counselor where id = $3))
     order by id = $2 desc nulls last, is_fallback limit 1`,
    [organizationId, officeId, counselorId],
  );
  return scheduleOf(office ?? { hours: [], closures: [], state: null });
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
    [counselorId, dayInBerlin(now), dayInBerlin(until)],
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
