import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { createAbsence } from '../contract/profile.ts';
import { requireActive } from '../conversation/change-conversation.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import { query } from '../unit-of-work.ts';

export type NewAbsence = z.output<(typeof createAbsence)['body']>;

/**
 * Notes from when to when somebody is away, and who stands in. Nobody is asked why.
 * @throws AppError `conflict` when it overlaps another absence; `validation_failed` for a substitute who can't be one.
 */
export async function addAbsence(
  em: EntityManager,
  organizationId: string,
  counselorId: string,
  { from, to, substituteId }: NewAbsence,
): Promise<void> {
  if (substituteId === counselorId)
    throw invalid('body.substituteId', 'Somebody else must stand in.');
  await requireActive(em, substituteId, 'body.substituteId');
  await query(em, 'select from counselor where id = $1 for no key update', [counselorId]);
  const overlapping = await query(
    em,
    'select from counselor_absence where counselor_id = $1 and starts_on <= $3::date and ends_on >= $2::date',
    [counselorId, from, to],
  );
  if (overlapping.length > 0)
    throw new AppError('conflict', 'There is an absence at that time already.');
  await query(
    em,
    `insert into counselor_absence (id, organization_id, counselor_id, substitute_id, starts_on, ends_on)
     values ($1, $2, $3, $4, $5, $6)`,
    [newId(), organizationId, counselorId, substituteId, from, to],
  );
}

/** Whose absence it is. @throws AppError `not_found`. */
export async function absentee(em: EntityManager, absenceId: string): Promise<string> {
  const [row] = await query<{ counselor_id: string }>(
    em,
    'select counselor_id from counselor_absence where id = $1',
    [absenceId],
  );
  if (!row) throw notFound('absence');
  return row.counselor_id;
}

/** Takes it back. */
export async function removeAbsence(em: EntityManager, absenceId: string): Promise<void> {
  await query(em, 'delete from counselor_absence where id = $1', [absenceId]);
}
