import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { createRule as endpoint } from '../contract/rule.ts';
import { AppError, invalid } from '../errors.ts';
import { flushUnique } from '../flush-unique.ts';
import { newId } from '../ids.ts';
import { TriageRule } from '../model/triage-rule.ts';

type NewRule = z.output<(typeof endpoint)['body']>;

/**
 * Writes the next version of a rule, or the first one. What was said on past days stays true, so it begins today at the
 * earliest (`today` is `YYYY-MM-DD` in Europe/Berlin).
 * @throws AppError `conflict` when there is a newer version than the one it is based on; `validation_failed` for a first
 * day that is over.
 */
export async function createRule(
  em: EntityManager,
  { organizationId, counselorId }: { organizationId: string; counselorId: string },
  { basedOnVersion, ...fields }: NewRule,
  today: string,
): Promise<TriageRule> {
  if (fields.validFrom < today) {
    throw invalid('body.validFrom', 'A version begins today or later; the past stays as it was.');
  }
  const [newest] = await em.find(
    TriageRule,
    { organizationId, key: fields.key },
    { orderBy: { version: 'desc' }, limit: 1 },
  );
  if ((newest?.version ?? 0) !== basedOnVersion) {
    throw new AppError('conflict', newest ? newerVersion : 'There is no version of this rule.');
  }
  const createdAt = new Date();
  const rule = em.create(TriageRule, {
    ...fields,
    id: newId(),
    organizationId,
    version: basedOnVersion + 1,
    createdById: counselorId,
    createdAt,
    reviewedById: counselorId,
    reviewedAt: createdAt,
  });
  await flushUnique(em, 'triage_rule_organization_id_key_version_key', newerVersion);
  return rule;
}

const newerVersion =
  'There is a newer version of this rule. Nothing was saved; read the newer one first.';
