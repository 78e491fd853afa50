import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from './errors.ts';

/**
 * Writes what waits in the unit of work, where something has to be the only one of its kind.
 * @throws AppError `conflict` with the sentence when the constraint says that there is one already.
 */
export async function flushUnique(
  em: EntityManager,
  constraint: string,
  sentence: string,
): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    const isTaken =
      error instanceof Error && 'constraint' in error && error.constraint === constraint;
    if (isTaken) throw new AppError('conflict', sentence);
    throw error;
  }
}
