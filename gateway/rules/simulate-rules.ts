import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import type { simulateRules as endpoint } from '../contract/rule.ts';
import { TriageRule } from '../model/triage-rule.ts';
import { fitOf, hasEnded, versionsAt, type Facts } from './valid-rules.ts';

type Answer = z.output<(typeof endpoint)['response']>;
type Reason = Answer['others'][number]['reason'];

/** What a client with these facts would be told on a day, by the same rules as in earnest, and why not the rest. */
export async function simulateRules(
  em: EntityManager,
  { day, ...facts }: Facts & { day: string },
): Promise<Answer> {
  const all = await em.find(TriageRule, {});
  const counting = versionsAt(all, day);
  const judged = counting.map((rule) => ({
    rule,
    reason: hasEnded(rule, day) ? ('ended' as const) : fitOf(rule, facts),
  }));
  const waiting = newestOf(all.filter(({ key }) => !counting.some((one) => one.key === key)));
  return {
    referrals: judged
      .filter(({ reason }) => reason === 'fits')
      .map(({ rule: { id, key, version, target, why, sources, validTo } }) => ({
        ruleId: id,
        key,
        version,
        target,
        why,
        sources,
        validTo: validTo ?? null,
      })),
    others: [
      ...judged
        .filter(({ reason }) => reason !== 'fits')
        .map(({ rule: { key, version }, reason }) => ({ key, version, reason })),
      ...waiting.map(({ key, version, state }) => ({
        key,
        version,
        reason: (state === 'draft' ? 'draft' : 'not_begun') satisfies Reason as Reason,
      })),
    ],
  };
}

function newestOf(rules: TriageRule[]): TriageRule[] {
  return [...Map.groupBy(rules, ({ key }) => key).values()].flatMap((versions) =>
    versions.toSorted((a, b) => b.version - a.version).slice(0, 1),
  );
}
