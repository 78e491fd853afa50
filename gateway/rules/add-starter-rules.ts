import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rule } from '../contract/rule.ts';
import { newId } from '../ids.ts';
import { TriageRule } from '../model/triage-rule.ts';
import { readStarterRules } from './starter.ts';

/**
 * Copies the rules that ship with the product into an organization, marked as not reviewed, and answers how many were new.
 * What it has by its key already stays as it is.
 */
export async function addStarterRules(
  em: EntityManager,
  organizationId: string,
  state: Rule['state'],
): Promise<number> {
  const present = new Set((await em.find(TriageRule, { organizationId })).map(({ key }) => key));
  const missing = readStarterRules().filter(({ key }) => !present.has(key));
  const createdAt = new Date();
  for (const fields of missing) {
    em.create(TriageRule, {
      ...fields,
      id: newId(),
      organizationId,
      version: 1,
      state,
      createdById: null,
      createdAt,
      reviewedById: null,
      reviewedAt: null,
    });
  }
  await em.flush();
  return missing.length;
}
