import type { EntityManager } from '@mikro-orm/postgresql';
import { invalid } from '../errors.ts';
import { Office } from '../model/office.ts';

/** @throws AppError `validation_failed` when the office is not one of this organization. */
export async function requireOffice(
  em: EntityManager,
  officeId: string | null | undefined,
): Promise<void> {
  if (officeId && !(await em.findOne(Office, officeId))) {
    throw invalid('body.officeId', 'There is no such office.');
  }
}
