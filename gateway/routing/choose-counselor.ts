import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../unit-of-work.ts';
import { loadCandidates } from './candidate.ts';
import { rankCandidates, type Want } from './rank-candidates.ts';

export type Search = Want & { organizationId: string; contactId: string | null; now: Date };

/**
 * Who takes the contact, or null when nobody fits. Assign the conversation in the same transaction: until it ends nobody
 * else of the organization is given a place, so that two contacts never take the last one. Lock the conversation before.
 */
export async function chooseCounselor(em: EntityManager, search: Search): Promise<string | null> {
  const [best] = await rankAlone(em, search);
  if (!best) return null;
  await noteChoice(em, best.id, search.now);
  return best.id;
}

/** The same for a counselor whom the contact chose some time ago: whether they still have room and fit. */
export async function takeCounselor(
  em: EntityManager,
  search: Search,
  counselorId: string,
): Promise<boolean> {
  const isThere = (await rankAlone(em, search)).some(({ id }) => id === counselorId);
  if (isThere) await noteChoice(em, counselorId, search.now);
  return isThere;
}

async function rankAlone(em: EntityManager, search: Search) {
  await query(em, "select pg_advisory_xact_lock(hashtext('lotse routing'), hashtext($1))", [
    search.organizationId,
  ]);
  return rankCandidates(await loadCandidates(em, search), search);
}

async function noteChoice(em: EntityManager, counselorId: string, now: Date): Promise<void> {
  await query(em, 'update counselor_profile set chosen_at = $2 where counselor_id = $1', [
    counselorId,
    now,
  ]);
}
