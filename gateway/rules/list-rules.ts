import type { EntityManager } from '@mikro-orm/postgresql';
import type { Rule } from '../contract/rule.ts';
import { notFound } from '../errors.ts';
import { TriageRule } from '../model/triage-rule.ts';
import { presentRules } from './present-rule.ts';

/** All versions: rules by the place of their newest version, then the newest first. */
export async function listRules(em: EntityManager, today: string): Promise<Rule[]> {
  const rules = presentRules(await em.find(TriageRule, {}), today);
  const newest = (versions: Rule[]) => versions.toSorted((a, b) => b.version - a.version);
  return [...Map.groupBy(rules, ({ key }) => key).values()]
    .map(newest)
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b) || (a?.key ?? '').localeCompare(b?.key ?? ''))
    .flat();
}

/** @throws AppError `not_found`. */
export async function getRule(em: EntityManager, id: string, today: string): Promise<Rule> {
  const found = (await listRules(em, today)).find((rule) => rule.id === id);
  if (!found) throw notFound('rule');
  return found;
}

function placeOf(rule: Rule | undefined): number {
  return rule?.position ?? 0;
}
