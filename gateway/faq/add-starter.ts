import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../ids.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { FaqTranslation } from '../model/faq-translation.ts';
import { keepVersions } from './keep-versions.ts';
import { readStarter } from './starter.ts';

/**
 * Copies the answers that ship with the product into an organization and answers how many were new. What it has by its
 * key already stays as it is.
 */
export async function addStarter(
  em: EntityManager,
  organizationId: string,
  state: 'approved' | 'draft',
): Promise<number> {
  const present = new Set((await em.find(FaqEntry, { organizationId })).map(({ key }) => key));
  const missing = readStarter().filter(({ key }) => !present.has(key));
  const now = new Date();
  for (const { texts, ...fields } of missing) {
    const entry = em.create(FaqEntry, {
      ...fields,
      id: newId(),
      organizationId,
      validUntil: null,
      version: 1,
      ownerId: null,
      archivedAt: null,
      createdAt: now,
      updatedAt: now,
    });
    for (const text of texts) {
      em.create(FaqTranslation, {
        ...text,
        entryId: entry.id,
        organizationId,
        state,
        basedOnVersion: 1,
        approvedById: null,
        approvedAt: state === 'approved' ? now : null,
        updatedAt: now,
      });
    }
  }
  await em.flush();
  await keepVersions(em, organizationId, {});
  return missing.length;
}
