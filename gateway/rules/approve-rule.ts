import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../errors.ts';
import { TriageRule } from '../model/triage-rule.ts';

/**
 * Says that a version is right as it is: a draft counts from then on, the mark "not reviewed" goes.
 * @throws AppError `not_found`.
 */
export async function approveRule(
  em: EntityManager,
  id: string,
  counselorId: string,
): Promise<TriageRule> {
  const rule = await em.findOne(TriageRule, id);
  if (!rule) throw notFound('rule');
  rule.state = 'active';
  rule.reviewedById ??= counselorId;
  rule.reviewedAt ??= new Date();
  await em.flush();
  return rule;
}
