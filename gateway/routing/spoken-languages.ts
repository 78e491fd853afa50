import type { EntityManager } from '@mikro-orm/postgresql';
import { loadCandidates } from './candidate.ts';
import { counselingLanguages, isAvailable } from './rank-candidates.ts';

/** The languages in which somebody new can be counseled now, by code. */
export async function spokenLanguages(
  em: EntityManager,
  organizationId: string,
  now: Date,
): Promise<string[]> {
  const candidates = await loadCandidates(em, { organizationId, contactId: null, now });
  const spoken = candidates
    .filter(isAvailable)
    .flatMap(({ languages }) => counselingLanguages(languages));
  return [...new Set(spoken)].toSorted();
}
