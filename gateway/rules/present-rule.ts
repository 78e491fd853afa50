import type { Rule } from '../contract/rule.ts';
import type { TriageRule } from '../model/triage-rule.ts';
import { hasEnded, versionsAt } from './valid-rules.ts';

/** Presents all versions of an organization as they stand on a day (`YYYY-MM-DD` in Europe/Berlin). */
export function presentRules(rules: readonly TriageRule[], today: string): Rule[] {
  const counting = new Set(versionsAt(rules, today).map(({ id }) => id));
  return rules.map((rule) => presentRule(rule, counting, today));
}

function presentRule(rule: TriageRule, counting: ReadonlySet<string>, today: string): Rule {
  const { id, key, version, position, validFrom, condition, target, why, sources, state } = rule;
  const reviewBy = rule.reviewBy ?? null;
  return {
    id,
    key,
    version,
    position,
    validFrom,
    validTo: rule.validTo ?? null,
    reviewBy,
    condition,
    target,
    why,
    sources,
    state,
    standing: standingOf(rule, counting.has(id), today),
    isReviewDue: reviewBy !== null && reviewBy <= today,
    isReviewed: (rule.reviewedAt ?? null) !== null,
    createdById: rule.createdById ?? null,
    createdAt: rule.createdAt.toISOString(),
  };
}

function standingOf(rule: TriageRule, isCounting: boolean, today: string): Rule['standing'] {
  if (rule.state === 'draft') return 'draft';
  if (rule.validFrom > today) return 'upcoming';
  if (!isCounting) return 'replaced';
  return hasEnded(rule, today) ? 'ended' : 'current';
}
