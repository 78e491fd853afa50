import type { EntityManager } from '@mikro-orm/postgresql';
import { loadBacklog } from './backlog.ts';
import { computePromise, type Sum } from './compute-promise.ts';
import { addDays, dayInBerlin, weekdayOf } from '../offices/berlin-time.ts';
import { loadShifts, type Shifts } from './shifts.ts';

const dayMs = 86_400_000;
const horizonDays = 28;
/** Whoever is back later is not waited for: the office answers. */
const longestWaitDays = 7;

/** Whose hours the promise counts in. */
export type Basis = 'counselor' | 'substitute' | 'office';
export type Why = Sum & {
  basis: Basis;
  /** Holidays and other days without work until then, weekends aside. */
  closedDays: string[];
};

export type PromiseWanted = {
  organizationId: string;
  officeId: string | null;
  counselorId: string | null;
  now: Date;
};

/**
 * By when a contact may be promised an answer, and why then: hours, holidays and closures of the office, working times and
 * absences of the counselor or who stands in, and how much waits already. `compute-promise.ts` has the formula.
 */
export async function promiseFor(
  em: EntityManager,
  wanted: PromiseWanted,
): Promise<{ answerBy: Date; why: Why }> {
  const until = new Date(wanted.now.getTime() + horizonDays * dayMs);
  const shifts = await loadShifts(em, wanted, until);
  return (await fromCounselor(em, wanted, shifts)) ?? (await fromOffice(em, wanted, shifts, until));
}

async function fromCounselor(em: EntityManager, wanted: PromiseWanted, shifts: Shifts) {
  const { counselorId, now } = wanted;
  if (!counselorId || shifts.counselor.length === 0) return null;
  const backlog = await loadBacklog(em, { ...wanted, counselorId });
  const found = computePromise(now, shifts.counselor, backlog);
  if (!found || found.answerBy.getTime() - now.getTime() > longestWaitDays * dayMs) return null;
  const basis: Basis = shifts.isSubstituted(dayInBerlin(found.answerBy))
    ? 'substitute'
    : 'counselor';
  return explained(now, found, basis, shifts);
}

async function fromOffice(em: EntityManager, wanted: PromiseWanted, shifts: Shifts, until: Date) {
  const { now } = wanted;
  const backlog = await loadBacklog(em, { ...wanted, counselorId: null });
  const found =
    computePromise(now, shifts.office, backlog) ??
    // Closed for weeks: an answer there will be, and no day on which to expect it sooner.
    computePromise(now, [{ from: until, to: new Date(until.getTime() + dayMs) }], backlog);
  if (!found) throw new Error('A day without a full hour');
  return explained(now, found, 'office', shifts);
}

function explained(
  now: Date,
  { answerBy, sum }: { answerBy: Date; sum: Sum },
  basis: Basis,
  { isClosed }: Shifts,
): { answerBy: Date; why: Why } {
  const closedDays: string[] = [];
  const last = dayInBerlin(answerBy);
  for (let day = dayInBerlin(now); day <= last; day = addDays(day, 1))
    if (isClosed(day) && weekdayOf(day) < 6) closedDays.push(day);
  return { answerBy, why: { ...sum, basis, closedDays } };
}
