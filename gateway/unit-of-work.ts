import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

/** One transaction on behalf of one organization: row-level security hides all others. */
export function inOrganization<T>(
  orm: MikroORM,
  organizationId: string,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  const em = orm.em.fork({
    session: { role: 'lotse_tenant', variables: { 'lotse.organization_id': organizationId } },
  });
  return em.transactional(work);
}

/** One transaction that may cross organizations: signing in, creating an organization, schedules. */
export function acrossOrganizations<T>(
  orm: MikroORM,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  return orm.em.fork({ session: { role: 'lotse_service' } }).transactional(work);
}

/** Runs SQL with `$1` parameters inside the unit of work's transaction, past the identity map. */
export async function query<Row>(
  em: EntityManager,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const result = await em.getKysely().executeQuery(CompiledQuery.raw(text, values));
  return result.rows as Row[];
}

/** The same for helpers that take any executor, such as `publish`. */
export function executor(em: EntityManager) {
  return { query: (text: string, values: unknown[]) => query(em, text, values) };
}

/** The ORM's connections leave instants as PostgreSQL writes them (UTC, microseconds). */
export function toIso(stored: string): string;
export function toIso(stored: string | null): string | null;
export function toIso(stored: string | null): string | null {
  return stored === null ? null : new Date(stored).toISOString();
}
