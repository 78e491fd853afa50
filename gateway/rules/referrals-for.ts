import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rule } from '../contract/rule.ts';
import { TriageRule } from '../model/triage-rule.ts';
import { fitOf, hasEnded, versionsAt, type Facts } from './valid-rules.ts';

export type Referral = {
  ruleId: string;
  key: string;
  version: number;
  name: string;
  kind: string;
  url: string | null;
  phone: string | null;
  /** In `language`, which is another one than asked for when the rule has no text in that. */
  why: string;
  language: string;
  sources: Rule['sources'];
};

/**
 * Where a client is probably helped better, in order; advice beside "stay with us", never a refusal. Empty when no rule
 * fits. `day` is `YYYY-MM-DD` in Europe/Berlin; a missing language falls back to English, then German.
 */
export async function referralsFor(
  em: EntityManager,
  {
    organizationId,
    language,
    day,
    ...facts
  }: Facts & { organizationId: string; language: string; day: string },
): Promise<Referral[]> {
  const rules = await em.find(TriageRule, { organizationId, state: 'active' });
  return referredAt(rules, facts, day).map((rule) => present(rule, language));
}

/** The rules that count on a day and fit a client, in order. */
function referredAt(rules: readonly TriageRule[], facts: Facts, day: string): TriageRule[] {
  return versionsAt(rules, day).filter(
    (rule) => !hasEnded(rule, day) && fitOf(rule, facts) === 'fits',
  );
}

function present({ id, key, version, target, why, sources }: TriageRule, wanted: string): Referral {
  const language = [wanted, 'en', 'de'].find((one) => why[one]) ?? 'de';
  return {
    ruleId: id,
    key,
    version,
    name: target.name,
    kind: target.kind,
    url: target.url,
    phone: target.phone,
    why: why[language] ?? '',
    language,
    sources,
  };
}
