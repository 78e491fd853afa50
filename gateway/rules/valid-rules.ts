import { stateOfPostcode } from '../contract/german-states.ts';
import type { Rule, reasons } from '../contract/rule.ts';

export type Facts = {
  ageBand: 'under_27' | 'from_27' | null;
  isInAsylumProcedure: boolean | null;
  postcode: string | null;
};

type Dated = Pick<Rule, 'key' | 'version' | 'position' | 'validFrom' | 'state'>;
type Ending = { validTo?: string | null };

/** Of each key the version that a day (`YYYY-MM-DD` in Berlin) asks: the highest active one that has begun. */
export function versionsAt<Of extends Dated>(rules: readonly Of[], day: string): Of[] {
  const begun = rules.filter(({ state, validFrom }) => state === 'active' && validFrom <= day);
  const newest = [...Map.groupBy(begun, ({ key }) => key).values()].flatMap((versions) =>
    versions.toSorted((a, b) => b.version - a.version).slice(0, 1),
  );
  return newest.toSorted((a, b) => a.position - b.position || a.key.localeCompare(b.key));
}

/** Whether its last day is over. */
export function hasEnded({ validTo }: Ending, day: string): boolean {
  return typeof validTo === 'string' && validTo < day;
}

/** Why a rule isn't for a client, `fits` if it is. What isn't known of the client fits no rule that asks for it. */
export function fitOf(
  { condition }: Pick<Rule, 'condition'>,
  { ageBand, isInAsylumProcedure, postcode }: Facts,
): Extract<(typeof reasons)[number], 'fits' | 'age' | 'asylum' | 'place'> {
  if (condition.ageBand !== null && condition.ageBand !== ageBand) return 'age';
  if (
    condition.isInAsylumProcedure !== null &&
    condition.isInAsylumProcedure !== isInAsylumProcedure
  ) {
    return 'asylum';
  }
  const { states, postcodePrefixes: places } = condition;
  const state = postcode === null ? null : stateOfPostcode(postcode);
  if (states.length > 0 && !(state && states.includes(state))) return 'place';
  if (places.length > 0 && !places.some((prefix) => postcode?.startsWith(prefix))) return 'place';
  return 'fits';
}
